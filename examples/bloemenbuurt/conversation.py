# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said at the table: struggles, conditions, commitments and decisions. All invented."""

from .tables import Record

STRUGGLES: tuple[Record, ...] = (
    {
        "id": "capaciteit-net",
        "partner_id": "netbeheerder",
        "text": "We hebben twee kabelploegen voor half Noord. Als jullie schuiven, kan ik niet "
        "meeschuiven: elke ploeg is al twee jaar vooruit ingepland.",
        "interest": "Vroeg weten wanneer een straat opengaat, en dat het dan ook doorgaat.",
        "task_ids": ("kabel-ribesstraat", "kabel-berberisstraat"),
        "boundary_id": "ploegen-netbeheerder",
        "visibility": "partners",
        "state": "discussed",
    },
    {
        "id": "zeventig-procent",
        "partner_id": "bloemenhof",
        "text": "Zeven op de tien huurders moeten ja zeggen, en die hebben al drie keer een "
        "belofte "
        "gehad. Ik durf geen datum te noemen.",
        "interest": "Eerst iets doen waar huurders morgen iets van merken: de schimmel.",
        "task_ids": ("woningen-nigellestraat", "vocht-nigelle"),
        "visibility": "partners",
        "state": "accepted",
    },
    {
        "id": "volloop",
        "partner_id": "warmtebedrijf",
        "text": "Als ik een leiding leg en de helft sluit niet aan, krijg ik de volgende nooit "
        "meer "
        "gefinancierd.",
        "interest": "Zekerheid over aantallen, desnoods later beginnen.",
        "task_ids": ("warmte-heggerankweg", "warmte-floradorp-oost"),
        "boundary_id": "budget-warmtebedrijf",
        "visibility": "partners",
        "state": "open",
    },
    {
        "id": "tarief",
        "partner_id": "waterbedrijf",
        "text": "Eerder vervangen dan nodig krijg ik intern niet uitgelegd: we gooien jaren riool "
        "weg.",
        "interest": "Laten zien wat het samen oplevert, ook als het niet in ons eigen boekje "
        "staat.",
        "task_ids": ("riool-latherusstraat", "riool-wingerdweg-zuid"),
        "boundary_id": "budget-waterbedrijf",
        "visibility": "partners",
        "state": "discussed",
    },
    {
        "id": "potje",
        "partner_id": "aanpak-noord",
        "text": "Ons geld is per jaar. Wat in december over is, ben ik in januari kwijt; wachten "
        "op "
        "een riool is voor ons duur.",
        "interest": "Meelopen met het eerste werk dat klaarstaat, waar dat ook is.",
        "task_ids": ("leerwerk-straat", "leerwerk-floradorp"),
        "boundary_id": "budget-aanpak-noord",
        "visibility": "partners",
        "state": "open",
    },
    {
        "id": "tuindorp",
        "partner_id": "ons-noord",
        "text": "Slopen is goedkoper dan renoveren, zegt de rekenmeester. Maar dan is Floradorp "
        "weg.",
        "interest": "De gemeenschap bij elkaar houden.",
        "task_ids": ("woningen-korenbloemstraat", "woningen-pinksterbloemstraat"),
        "visibility": "own",
        "state": "open",
    },
    {
        "id": "nieuwe-straat",
        "partner_id": "gemeente",
        "text": "De raad heeft de Korenbloemstraat voor 2029 beloofd. Uitstellen voelt als "
        "woordbreuk, "
        "ook als het verstandig is.",
        "interest": "Een belofte die we wél kunnen houden: één keer open, en dan goed.",
        "task_ids": ("straat-korenbloemstraat",),
        "visibility": "partners",
        "state": "accepted",
    },
    {
        "id": "altijd-bouwput",
        "partner_id": "bewoners",
        "text": "Vorig jaar het water, dit jaar de kabels, en de straat ligt er nog steeds bij "
        "als een "
        "lappendeken. Praat er eens met elkaar over.",
        "interest": "Eén brief, één datum, één aanspreekpunt.",
        "task_ids": ("straat-ribesstraat", "kabel-ribesstraat", "water-ribesstraat"),
        "boundary_id": "rust",
        "visibility": "public",
        "state": "discussed",
    },
    {
        "id": "decembermaand",
        "partner_id": "bewoners",
        "text": "Als Mosveld in november dichtgaat, overleven drie kramen het niet.",
        "interest": "Ondernemers op tijd laten meedenken over de volgorde.",
        "task_ids": ("hoofdleiding-zuid", "straat-mosplein"),
        "boundary_id": "markt",
        "visibility": "public",
        "state": "accepted",
    },
)

CONDITIONS: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = (
    ("corporatie-tekent", "warmtebedrijf",
     "We beginnen in de Nigellestraat als Bloemenhof vóór de zomer van 2028 tekent voor alle "
     "woningen.", ("warmte-nigelle-aurikel", "woningen-nigellestraat"), "discussed"),
    ("twee-jaar-vooruit", "netbeheerder",
     "We gaan mee in één sleuf als de datum twee jaar van tevoren vaststaat.",
     ("kabel-nigellestraat", "kabel-ribesstraat"), "accepted"),
    ("huur-niet-omhoog", "ons-noord",
     "We renoveren Floradorp als de huur niet meer stijgt dan de energierekening daalt.",
     ("woningen-korenbloemstraat", "warmte-floradorp-west"), "open"),
    ("meebetalen-leeftijd", "waterbedrijf",
     "We vervangen eerder als de anderen meebetalen aan de jaren die we weggooien.",
     ("riool-latherusstraat",), "discussed"),
    ("leerlingen", "aanpak-noord",
     "We zetten onze jobcoaches in als in elk bestek minstens twee leerwerkplekken staan.",
     ("leerwerk-straat", "leerwerk-warmte"), "accepted"),
    ("een-brief", "bewoners",
     "We werken mee als er één planning komt die op één plek te vinden is, en die klopt.", (),
     "open"),
)  # fmt: skip

COMMITMENTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("gemeente", "behind_it",
     "We trekken dit samen en leggen onze budgetten op één hoop, ook als een straat daardoor later "
     "komt.", "Directeur openbare ruimte, besluit stuurgroep", "2026-06-18"),
    ("aanpak-noord", "behind_it",
     "We doen mee omdat mensen hier eindelijk op één staan en niet de buizen.",
     "Directeur Aanpak Noord", "2026-09-03"),
    ("waterbedrijf", "behind_it",
     "We schuiven waar het veilig kan en laten zien wat dat kost.",
     "Hoofd assetmanagement", "2026-06-18"),
    ("warmtebedrijf", "behind_it_if",
     "We staan erachter zodra de eerste tweehonderdvijftig woningen zeker zijn.",
     "Regiodirecteur, onder voorbehoud van financiering", "2026-06-25"),
    ("netbeheerder", "behind_it_if",
     "We staan erachter als we de planning twee jaar vooruit weten.",
     "Regiomanager", "2026-07-02"),
    ("bloemenhof", "behind_it_if",
     "We staan erachter, mits onze huurders er eerst zelf iets van merken.",
     "Bestuurder", "2026-09-10"),
    ("ons-noord", "not_yet",
     "We willen, maar het geld voor het tuindorp is nog niet rond. Kom in het voorjaar terug.",
     "Programmaleider, nog zonder mandaat van het bestuur", "2026-09-17"),
    ("bewoners", "behind_it_if",
     "Het buurtplatform doet mee zolang we aan tafel zitten en niet alleen op de tribune.",
     "Buurtplatform", "2026-09-24"),
)  # fmt: skip

DECISIONS: tuple[tuple[str, str, str, str | None, str], ...] = (
    ("gezamenlijke-opgave",
     "De gezamenlijke opgave voor de Bloemenbuurt: zoveel mogelijk betekenis voor de mensen die er "
     "wonen, met zo weinig mogelijk hinder.", "Stuurgroep", "2026-06-18", "closed"),
    ("een-planning",
     "Vanaf nu is er één planning voor alle werken; afwijken kan alleen na een gesprek.",
     "Stuurgroep", "2026-09-24", "accepted"),
    ("programma-vaststellen", "Het gezamenlijke programma 2027-2046 vaststellen.", "Directeuren "
     "van alle partners", None, "open"),
    ("verdeelsleutel", "Hoe de voordelen en kosten worden verdeeld.", "Directeuren van de partners "
     "met een budget", None, "open"),
    ("keuze-duindoornplein", "Wadi of sportplek op het Duindoornplein, na een bijeenkomst met de "
     "buurt.", "Stadsdeelbestuur, op advies van het buurtplatform", None, "discussed"),
)  # fmt: skip


def list_conditions() -> list[Record]:
    """Return one record per condition."""
    return [
        {"id": condition, "partner_id": partner, "text": text, "task_ids": tasks, "state": state}
        for condition, partner, text, tasks, state in CONDITIONS
    ]


def list_commitments() -> list[Record]:
    """Return one record per commitment."""
    return [
        {
            "id": f"commitment-{partner}",
            "partner_id": partner,
            "stance": stance,
            "text": text,
            "mandate": mandate,
            "day": day,
        }
        for partner, stance, text, mandate, day in COMMITMENTS
    ]


def list_decisions() -> list[Record]:
    """Return one record per decision."""
    return [
        {"id": decision, "text": text, "decided_by": who, "day": day, "state": state}
        for decision, text, who, day, state in DECISIONS
    ]
