# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is at the table. Organisations are described by what they do, people by their role."""

from .tables import Record

PARTNERS: tuple[Record, ...] = (
    {
        "id": "gemeente",
        "name": "Gemeente Amsterdam, openbare ruimte",
        "short_name": "Openbare ruimte",
        "kind": "municipality",
        "interest": "Straten die twintig jaar meegaan en een buurt die merkt dat de gemeente "
        "afspraken nakomt. Niet weer een nieuwe straat die na twee jaar open moet.",
    },
    {
        "id": "aanpak-noord",
        "name": "Gemeente Amsterdam, sociaal domein (Aanpak Noord)",
        "short_name": "Aanpak Noord",
        "kind": "social_domain",
        "core": False,
        "interest": "Bewoners vooruithelpen. Elke euro in de grond moet ook iets boven de grond "
        "betekenen: werk, rust in de portemonnee, een gezond huis.",
    },
    {
        "id": "waterbedrijf",
        "name": "Het waterbedrijf (riolering en drinkwater)",
        "short_name": "Waterbedrijf",
        "kind": "water",
        "reclaims_vat": True,
        "regulated": True,
        "discount_rate": 0.02,
        "interest": "Op tijd vervangen zonder calamiteiten, met vaste ploegen die het hele jaar "
        "door werk hebben.",
    },
    {
        "id": "warmtebedrijf",
        "name": "Het warmtebedrijf",
        "short_name": "Warmtebedrijf",
        "kind": "heat",
        "reclaims_vat": True,
        "regulated": True,
        "discount_rate": 0.04,
        "interest": "Zekerheid dat genoeg woningen meedoen voordat de leiding de grond in gaat.",
    },
    {
        "id": "netbeheerder",
        "name": "De netbeheerder",
        "short_name": "Netbeheerder",
        "kind": "grid",
        "reclaims_vat": True,
        "regulated": True,
        "discount_rate": 0.03,
        "interest": "Het net op tijd zwaarder maken met te weinig monteurs: liever drie straten "
        "tegelijk dan overal een beetje.",
    },
    {
        "id": "bloemenhof",
        "name": "Woningcorporatie Bloemenhof",
        "short_name": "Bloemenhof",
        "kind": "housing",
        "core": False,
        "interest": "Huurders die gezond en betaalbaar wonen, en één keer overlast in plaats van "
        "drie keer. Zeven op de tien huurders moeten ja zeggen.",
    },
    {
        "id": "ons-noord",
        "name": "Woningcorporatie Ons Noord",
        "short_name": "Ons Noord",
        "kind": "housing",
        "core": False,
        "interest": "De tuindorpwoningen behouden en toch van het gas af, zonder dat de huur "
        "harder stijgt dan de energierekening daalt.",
    },
    {
        "id": "bewoners",
        "name": "Bewoners en ondernemers van de Bloemenbuurt",
        "short_name": "Bewoners",
        "kind": "residents",
        "core": False,
        "has_budget": False,
        "interest": "Weten waar we aan toe zijn, één keer de straat open, en er zelf ook beter "
        "van worden.",
    },
)

PEOPLE: tuple[tuple[str, str, str, str], ...] = (
    # id, partner, name, role
    ("projectmanager", "gemeente", "De projectmanager", "trekt het gebiedsplan"),
    ("omgevingsmanager", "gemeente", "De omgevingsmanager", "spreekt bewoners en ondernemers"),
    ("ontwerper", "gemeente", "De ontwerper openbare ruimte", "tekent de straten"),
    ("gebiedsmakelaar", "aanpak-noord", "De gebiedsmakelaar", "kent de buurt en haar netwerken"),
    ("sociaal-adviseur", "aanpak-noord", "De adviseur sociaal domein",
     "verbindt werk, schulden en gezondheid"),
    ("rioolplanner", "waterbedrijf", "De planner riolering", "bewaakt de vervangingsopgave"),
    ("drinkwaterplanner", "waterbedrijf", "De planner drinkwater", "bewaakt de leidingen"),
    ("warmteontwikkelaar", "warmtebedrijf", "De ontwikkelaar warmte", "maakt de businesscase"),
    ("netstrateeg", "netbeheerder", "De netstrateeg", "bepaalt waar het net eerst knelt"),
    ("uitvoerder-net", "netbeheerder", "De werkvoorbereider", "plant de ploegen"),
    ("vastgoed-bloemenhof", "bloemenhof", "De manager vastgoed", "programmeert de renovaties"),
    ("wijkbeheer-bloemenhof", "bloemenhof", "De wijkbeheerder", "komt bij huurders thuis"),
    ("vastgoed-ons-noord", "ons-noord", "De programmaleider verduurzaming",
     "zorgt dat tuindorp tuindorp blijft"),
    ("buurtplatform", "bewoners", "Het buurtplatform", "praat mee namens bewoners"),
    ("winkeliers", "bewoners", "De winkeliers van Mosveld en Mosplein", "praten mee"),
)  # fmt: skip


LEFT: Record = {
    "id": "vorige-projectmanager", "partner_id": "gemeente", "name": "De vorige projectmanager",
    "role": "bracht iedereen bij elkaar", "left_on": "2026-05-01",
}  # fmt: skip
"""Somebody who said something and then left: what was said stays."""


def list_people() -> list[Record]:
    """Return one record per person."""
    return [
        {"id": person_id, "partner_id": partner_id, "name": name, "role": role}
        for person_id, partner_id, name, role in PEOPLE
    ] + [LEFT]
