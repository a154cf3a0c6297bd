# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""People: the tasks of the social domain, and the social tasks of the corporations."""

from typing import NamedTuple

from .streets import place_ids
from .tables import Record, Tables, window

SOUTH_FLATS = ("berberisstraat", "ribesstraat-2", "latherusstraat-1")
FLORADORP = ("korenbloemstraat", "pinksterbloemstraat", "dotterbloemstraat-1")
FLORADORP_EAST = ("ereprijsstraat", "kalmoesstraat", "bitterzoetstraat-2")
NIGELLE = ("nigellestraat", "aurikelstraat")


class Social(NamedTuple):
    """Something that is done for and with people."""

    id: str
    owner: str
    title: str
    reason: str
    interest: str
    places: tuple[str, ...]
    homes: int
    people: int
    preferred: str
    first_year: int
    last_year: int
    optional: bool
    quarters: int
    eur: int
    tags: tuple[str, ...]
    effects: tuple[tuple[str, str, float, int, str], ...]
    """What changes, key figure, quantity (per year), years, on whose account."""


SOCIAL = (
    Social(
        "energiecoaches-floradorp", "aanpak-noord", "Energiecoaches in Floradorp",
        "Veel huishoudens zijn hier meer dan tien procent van hun inkomen kwijt aan "
        "energie.",
        "Dat mensen het in januari warm hebben zonder dat de rest van de maand mislukt.",
        FLORADORP, 240, 480, "2028-Q4", 2027, 2033, False, 4, 92_000,
        ("coaching",), (("Lagere energierekening", "energy_coach", 240, 4, "bewoners"),),
    ),
    Social(
        "energiecoaches-zuid", "aanpak-noord", "Energiecoaches in Bloemenbuurt-Zuid",
        "Portiekflats met tocht en hoge voorschotten; brieven van de leverancier blijven dicht.",
        "Iemand aan de keukentafel die tijd heeft, en die ook ziet wat er nog meer speelt.",
        SOUTH_FLATS, 260, 500, "2030-Q2", 2028, 2035, False, 4, 98_000,
        ("coaching",), (("Lagere energierekening", "energy_coach", 260, 4, "bewoners"),),
    ),
    Social(
        "energiecoaches-nigelle", "aanpak-noord", "Energiecoaches Nigelle- en Aurikelstraat",
        "Nieuwe installaties vragen om een nieuwe manier van stoken en ventileren.",
        "Dat de renovatie ook op de rekening te zien is.",
        NIGELLE, 200, 390, "2029-Q2", 2028, 2034, True, 3, 74_000,
        ("coaching",), (("Lagere energierekening", "energy_coach", 200, 4, "bewoners"),),
    ),
    Social(
        "schuldhulp-aan-huis", "aanpak-noord", "Schuldhulp aan huis",
        "Wie problematische schulden heeft, is vaak bij niemand bekend tot het te laat is.",
        "Vroeg erbij zijn, voordat er een deurwaarder is geweest.",
        FLORADORP, 150, 290, "2029-Q3", 2027, 2035, False, 8, 310_000,
        ("schulden",), (("Minder schulden en wat daarvan komt", "debt_help", 60, 5, "aanpak-noord"),
                        ("Rust en gezondheid", "qaly", 3, 5, "bewoners")),
    ),
    Social(
        "schuldhulp-nigelle", "aanpak-noord", "Geldfit-spreekuur in de Nigellestraat",
        "Huurachterstanden lopen op; bewoners gaan niet naar het stadsdeelkantoor.",
        "Laagdrempelig, naast de deur, met een kop koffie.",
        NIGELLE, 110, 210, "2031-Q1", 2028, 2035, True, 6, 165_000,
        ("schulden",), (("Minder schulden en wat daarvan komt", "debt_help", 34, 5,
                         "aanpak-noord"),),
    ),
    Social(
        "leerwerk-straat", "aanpak-noord", "Leerwerkplekken bij de straatwerken",
        "Jongeren in Noord zoeken werk, terwijl aannemers om stratenmakers verlegen zitten.",
        "Niet alleen hinder van het werk, maar ook het werk zelf voor de buurt.",
        ("nigellestraat", "ribesstraat"), 0, 24, "2028-Q3", 2027, 2033, True, 8, 260_000,
        ("leerwerkplek",), (("Jongeren aan het werk", "placement", 18, 1, "aanpak-noord"),),
    ),
    Social(
        "leerwerk-warmte", "aanpak-noord", "Opleiding warmtemonteur in de buurt",
        "Zonder monteurs geen warmtenet; hier wonen mensen die het willen leren.",
        "Een vak waar je twintig jaar mee vooruit kunt.",
        ("kamperfoelieweg-3", "kamperfoelieweg-4", "berberisstraat-1"), 0, 20, "2029-Q3", 2028,
        2035, True, 8, 285_000,
        ("leerwerkplek",), (("Mensen aan het werk", "placement", 16, 1, "aanpak-noord"),),
    ),
    Social(
        "leerwerk-floradorp", "aanpak-noord", "Leerwerkplekken bij de renovatie van Floradorp",
        "Wie zijn eigen huis ziet opknappen, wil soms best meedoen.",
        "Trots: dit heeft mijn zoon gemaakt.",
        ("ereprijsstraat", "kalmoesstraat", "korenbloemstraat-2"), 0, 20, "2031-Q3", 2029, 2037,
        True, 8, 250_000,
        ("leerwerkplek",), (("Jongeren aan het werk", "placement", 15, 1, "aanpak-noord"),),
    ),
    Social(
        "buurthuiskamer-floradorp", "aanpak-noord", "Buurthuiskamer Floradorp",
        "Het oude buurthuis ging dicht; er is geen plek meer om binnen te lopen.",
        "Een plek die van de buurt is, en waar de werken worden uitgelegd door iemand die je kent.",
        ("korenbloemstraat-2",), 400, 300, "2029-Q1", 2027, 2034, False, 4, 240_000,
        ("ontmoeten",), (("Ontmoeting in de buurt", "meeting_place", 300, 10, "bewoners"),
                         ("Minder eenzaamheid", "qaly", 4, 10, "bewoners")),
    ),
    Social(
        "buurthuiskamer-duindoornplein", "aanpak-noord", "Huiskamer aan het Duindoornplein",
        "Veel alleenstaande ouderen in Zuid, weinig om de deur voor uit te gaan.",
        "Koffie, hulp met brieven, en weten wanneer de straat opengaat.",
        ("duindoornplein",), 350, 260, "2031-Q4", 2029, 2037, True, 4, 210_000,
        ("ontmoeten",), (("Ontmoeting in de buurt", "meeting_place", 260, 10, "bewoners"),
                         ("Minder eenzaamheid", "qaly", 3, 10, "bewoners")),
    ),
    Social(
        "jongerenwerk", "aanpak-noord", "Jongerenwerkers op straat",
        "Groepen op Mosveld en Duindoornplein; ouders en winkeliers maken zich zorgen.",
        "Jongeren kennen bij naam, voordat de wijkagent dat doet.",
        ("duindoornplein", "mosveld-2"), 0, 120, "2028-Q1", 2027, 2033, False, 8, 330_000,
        ("jongeren",), (("Jongeren die vooruitkomen", "youth", 60, 5, "aanpak-noord"),),
    ),
    Social(
        "huiswerkplek", "aanpak-noord", "Huiswerkplek bij de school",
        "Kleine woningen, grote gezinnen: thuis is er geen tafel vrij.",
        "Dat een kind uit de Latherusstraat dezelfde kansen heeft als een kind aan de Apollolaan.",
        ("latherusstraat-3",), 0, 130, "2030-Q3", 2028, 2036, True, 4, 120_000,
        ("jongeren",), (("Kinderen die beter meekomen", "school_child", 130, 8, "bewoners"),),
    ),
    Social(
        "vocht-nigelle", "bloemenhof", "Vocht en schimmel aanpakken, Nigelle- en Aurikelstraat",
        "Schimmel in badkamers en slaapkamers; ouders maken zich zorgen om hun kinderen.",
        "Serieus genomen worden: het ligt niet aan te weinig luchten.",
        NIGELLE, 120, 260, "2028-Q2", 2027, 2032, False, 3, 264_000,
        ("vocht",), (("Gezonder wonen zonder vocht", "damp", 120, 12, "bewoners"),
                     ("Gezondheidswinst in levensjaren", "qaly", 1.2, 12, "bewoners")),
    ),
    Social(
        "vocht-floradorp", "ons-noord", "Vocht en schimmel aanpakken, Floradorp",
        "Optrekkend vocht uit de fundering; behang dat elk jaar opnieuw loslaat.",
        "Een gezond huis voordat de kleinkinderen komen logeren.",
        FLORADORP, 140, 300, "2030-Q1", 2028, 2034, False, 3, 322_000,
        ("vocht",), (("Gezonder wonen zonder vocht", "damp", 140, 12, "bewoners"),
                     ("Gezondheidswinst in levensjaren", "qaly", 1.4, 12, "bewoners")),
    ),
    Social(
        "wijkverpleging-hitte", "aanpak-noord", "Hitteplan voor kwetsbare ouderen",
        "Ouderen in flats zonder zonwering durven bij hitte niet te bellen.",
        "Dat iemand aanbelt als het drie dagen dertig graden is.",
        ("kamperfoelieweg-2", "kamperfoelieweg-4"), 180, 190, "2028-Q2", 2027, 2032, True, 2,
        46_000,
        ("zorg",), (("Minder hittestress bij ouderen", "qaly", 0.8, 5, "bewoners"),
                    ("Bezoek en hulp bij hitte", "meeting_place", 60, 5, "bewoners")),
    ),
    Social(
        "participatie-ploeg", "aanpak-noord", "Buurtploeg die de werken uitlegt",
        "Bewoners horen nu van vijf organisaties vijf verschillende dingen.",
        "Eén gezicht, één nummer, en iemand die terugbelt.",
        ("mosveld-2", "korenbloemstraat-2"), 900, 600, "2029-Q1", 2027, 2032, True, 4, 148_000,
        ("ontmoeten",), (("Vertrouwen in de overheid", "trust", 900, 5, "bewoners"),
                         ("Ontmoeting in de buurt", "meeting_place", 90, 5, "bewoners")),
    ),
)  # fmt: skip


OUTCOMES = {
    "energy_coach": "energy_poverty", "debt_help": "debts", "placement": "work",
    "meeting_place": "loneliness", "qaly": "health", "damp": "health", "youth": "children",
    "school_child": "children",
}  # fmt: skip
"""What changes in the lives of people, by key figure."""


def list_tasks() -> Tables:
    """Return the social tasks with variants and effects."""
    return {
        "tasks": [_task(social) for social in SOCIAL],
        "variants": [_variant(social) for social in SOCIAL],
        "effects": [effect for social in SOCIAL for effect in _effects(social)],
    }


def _task(social: Social) -> Record:
    return {
        "id": social.id,
        "partner_id": social.owner,
        "theme": "social",
        "title": social.title,
        "reason": social.reason,
        "interest": social.interest,
        "place_ids": place_ids(*social.places),
        "homes": social.homes,
        "people": social.people,
        **window(social.preferred, social.first_year, social.last_year),
        "stretch_after": 4,
        "stretch_eur_per_quarter": 25 * social.people,
        "optional": social.optional,
        "confidence": "low",
        "visibility": "public" if social.owner == "aanpak-noord" else "partners",
    }


def _variant(social: Social) -> Record:
    return {
        "id": f"{social.id}-doen",
        "task_id": social.id,
        "name": "Uitvoeren met buurtorganisaties",
        "is_baseline": True,
        "duration_quarters": social.quarters,
        "investment_eur": social.eur,
        "life_years": 10,
        "tags": social.tags,
    }


def _effects(social: Social) -> list[Record]:
    return [
        {
            "id": f"{social.id}-effect-{number}",
            "variant_id": f"{social.id}-doen",
            "name": name,
            "key_figure_id": key_figure,
            "quantity": quantity,
            "years": years,
            "partner_id": partner,
            "beneficiary": "residents" if partner == "bewoners" else "city",
            "outcome": OUTCOMES.get(key_figure),
            "overlap_group": "gezondheid" if key_figure in ("qaly", "damp") else "",
        }
        for number, (name, key_figure, quantity, years, partner) in enumerate(social.effects, 1)
    ]
