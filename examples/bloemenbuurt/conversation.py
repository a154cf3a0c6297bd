# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said at the table: struggles, conditions, offers, commitments. All invented."""

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
    {
        "id": "wethouder",
        "partner_id": "gemeente",
        "text": "De wethouder wil vóór de verkiezingen iets laten zien. Ik weet niet of ik hem de "
        "tijd kan geven die dit nodig heeft.",
        "interest": "Rugdekking om eerst te luisteren en dan pas te beloven.",
        "task_ids": ("straat-korenbloemstraat",),
        "visibility": "facilitator",
        "state": "open",
    },
    {
        "id": "huurdersvereniging",
        "partner_id": "bloemenhof",
        "text": "Onze huurders geloven niet meer in warmte uit de stad. Als we nu een datum noemen "
        "die niet klopt, zijn we ze kwijt.",
        "interest": "Pas samen naar buiten als de aantallen en de datum vaststaan.",
        "task_ids": ("warmte-nigelle-aurikel",),
        "visibility": "chosen",
        "shown_to": ("warmtebedrijf", "ons-noord"),
        "state": "open",
    },
)

CONDITIONS: tuple[Record, ...] = (
    {
        "id": "corporatie-tekent",
        "partner_id": "warmtebedrijf",
        "text": "We beginnen in de Nigellestraat als Bloemenhof vóór de zomer van 2028 tekent voor "
        "alle woningen.",
        "task_ids": ("warmte-nigelle-aurikel",),
        "state": "discussed",
        "asked_of": ("bloemenhof",),
        "due": "2028-07-01",
        "kind": "window",
        "first": "2028-Q4",
    },
    {
        "id": "twee-jaar-vooruit",
        "partner_id": "netbeheerder",
        "text": "We gaan mee in één sleuf als de datum twee jaar van tevoren vaststaat.",
        "task_ids": ("kabel-nigellestraat", "kabel-ribesstraat"),
        "state": "accepted",
        "accepted_on": "2026-09-24",
        "asked_of": ("gemeente", "waterbedrijf"),
        "kind": "window",
        "first": "2029-Q3",
    },
    {
        "id": "huur-niet-omhoog",
        "partner_id": "ons-noord",
        "text": "We renoveren Floradorp als de huur niet meer stijgt dan de energierekening daalt.",
        "task_ids": ("woningen-korenbloemstraat", "warmte-floradorp-west"),
        "state": "open",
        "asked_of": ("warmtebedrijf",),
    },
    {
        "id": "meebetalen-leeftijd",
        "partner_id": "waterbedrijf",
        "text": "We vervangen eerder als de anderen meebetalen aan de jaren die we weggooien: wij "
        "dragen hoogstens een kwart van alle kosten.",
        "task_ids": ("riool-latherusstraat",),
        "state": "discussed",
        "kind": "share",
        "amount": 0.25,
    },
    {
        "id": "leerlingen",
        "partner_id": "aanpak-noord",
        "text": "We zetten onze jobcoaches in als in elk bestek minstens twee leerwerkplekken "
        "staan.",
        "task_ids": ("leerwerk-straat", "leerwerk-warmte"),
        "state": "accepted",
        "accepted_on": "2026-09-03",
    },
    {
        "id": "een-brief",
        "partner_id": "bewoners",
        "text": "We werken mee als er één planning komt die op één plek te vinden is, en die "
        "klopt.",
        "state": "open",
        "asked_of": ("gemeente",),
    },
    {
        "id": "eerst-de-schimmel",
        "partner_id": "bloemenhof",
        "text": "We tekenen als de schimmel weg is vóór de leiding de straat in gaat.",
        "task_ids": ("vocht-nigelle", "warmte-nigelle-aurikel"),
        "state": "open",
        "kind": "before",
    },
    {
        "id": "niet-te-veel-in-2029",
        "partner_id": "gemeente",
        "text": "We schuiven mee als we in 2029 hoogstens 1,4 miljoen uitgeven.",
        "state": "open",
        "kind": "budget",
        "first": "2029-Q1",
        "last": "2029-Q4",
        "amount": 1_400_000.0,
    },
    {
        "id": "belofte-van-de-raad",
        "partner_id": "gemeente",
        "text": "We gaan verder als de Korenbloemstraat uiterlijk in 2030 begint: dat heeft de "
        "raad beloofd.",
        "task_ids": ("straat-korenbloemstraat",),
        "state": "open",
        "kind": "window",
        "last": "2030-Q4",
    },
    {
        "id": "eerst-de-woningen",
        "partner_id": "ons-noord",
        "text": "We doen mee als de Korenbloemstraat pas na onze renovatie opengaat, dus niet voor "
        "2032.",
        "task_ids": ("straat-korenbloemstraat",),
        "state": "open",
        "kind": "window",
        "first": "2032-Q1",
    },
)

OFFERS: tuple[Record, ...] = (
    {
        "id": "lege-buis",
        "partner_id": "gemeente",
        "for_partner_ids": ("netbeheerder",),
        "struggle_id": "capaciteit-net",
        "text": "Wij leggen een lege mantelbuis mee als de straat toch openligt. Jullie ploeg komt "
        "dan wanneer het jullie past.",
        "state": "accepted",
        "accepted_on": "2026-09-10",
    },
    {
        "id": "schuiven-met-riool",
        "partner_id": "waterbedrijf",
        "for_partner_ids": ("gemeente",),
        "struggle_id": "nieuwe-straat",
        "task_id": "riool-latherusstraat",
        "text": "Ons riool in de Latherusstraat kan een jaar later, als dat de straat helpt.",
        "state": "open",
    },
    {
        "id": "wijkbeheerder",
        "partner_id": "bloemenhof",
        "for_partner_ids": ("warmtebedrijf",),
        "struggle_id": "volloop",
        "text": "Onze wijkbeheerder gaat met jullie langs de deuren. Dan weet je de aantallen "
        "vóór de zomer.",
        "state": "discussed",
    },
)

COMMITMENTS: tuple[Record, ...] = (
    {
        "id": "commitment-gemeente-eerder",
        "partner_id": "gemeente",
        "stance": "behind_it_if",
        "text": "We staan erachter als de andere partners hun plannen ook echt op tafel leggen.",
        "mandate": "Vorige projectmanager",
        "day": "2026-03-12",
        "person_id": "vorige-projectmanager",
    },
    {
        "id": "commitment-gemeente",
        "partner_id": "gemeente",
        "stance": "behind_it",
        "text": "We trekken dit samen en leggen onze budgetten op één hoop, ook als een straat "
        "daardoor later komt.",
        "mandate": "Directeur openbare ruimte, besluit stuurgroep",
        "day": "2026-06-18",
        "hours": 32.0,
    },
    {
        "id": "commitment-aanpak-noord",
        "partner_id": "aanpak-noord",
        "stance": "behind_it",
        "text": "We doen mee omdat mensen hier eindelijk op één staan en niet de buizen.",
        "mandate": "Directeur Aanpak Noord",
        "day": "2026-09-03",
        "hours": 12.0,
    },
    {
        "id": "commitment-waterbedrijf",
        "partner_id": "waterbedrijf",
        "stance": "behind_it",
        "text": "We schuiven waar het veilig kan en laten zien wat dat kost.",
        "mandate": "Hoofd assetmanagement",
        "day": "2026-06-18",
        "hours": 8.0,
    },
    {
        "id": "commitment-warmtebedrijf",
        "partner_id": "warmtebedrijf",
        "stance": "behind_it_if",
        "text": "We staan erachter zodra de eerste tweehonderdvijftig woningen zeker zijn.",
        "mandate": "Regiodirecteur, onder voorbehoud van financiering",
        "day": "2026-06-25",
        "condition_ids": ("corporatie-tekent",),
        "hours": 8.0,
        "return_on": "2027-01-15",
    },
    {
        "id": "commitment-netbeheerder",
        "partner_id": "netbeheerder",
        "stance": "behind_it_if",
        "text": "We staan erachter als we de planning twee jaar vooruit weten.",
        "mandate": "Regiomanager",
        "day": "2026-07-02",
        "condition_ids": ("twee-jaar-vooruit",),
        "hours": 4.0,
    },
    {
        "id": "commitment-bloemenhof",
        "partner_id": "bloemenhof",
        "stance": "behind_it_if",
        "text": "We staan erachter, mits onze huurders er eerst zelf iets van merken.",
        "mandate": "Bestuurder",
        "day": "2026-09-10",
        "condition_ids": ("eerst-de-schimmel",),
        "hours": 8.0,
    },
    {
        "id": "commitment-ons-noord",
        "partner_id": "ons-noord",
        "stance": "not_yet",
        "text": "We willen, maar het geld voor het tuindorp is nog niet rond. Kom in het voorjaar "
        "terug.",
        "mandate": "Programmaleider, nog zonder mandaat van het bestuur",
        "day": "2026-09-17",
        "person_id": "vastgoed-ons-noord",
        "return_on": "2027-04-01",
    },
    {
        "id": "commitment-bewoners",
        "partner_id": "bewoners",
        "stance": "behind_it_if",
        "text": "Het buurtplatform doet mee zolang we aan tafel zitten en niet alleen op de "
        "tribune.",
        "mandate": "Buurtplatform",
        "day": "2026-09-24",
        "condition_ids": ("een-brief",),
    },
)

VOICES: tuple[Record, ...] = (
    {
        "id": "een-planning-netbeheerder",
        "decision_id": "een-planning",
        "partner_id": "netbeheerder",
        "choice": "in_favour_if",
        "text": "Als storingen altijd vóór mogen gaan.",
    },
    {
        "id": "een-planning-ons-noord",
        "decision_id": "een-planning",
        "partner_id": "ons-noord",
        "choice": "against",
        "text": "Wij kunnen ons nog niet vastleggen: ons bestuur beslist pas in het voorjaar.",
    },
    {
        "id": "een-planning-gemeente",
        "decision_id": "een-planning",
        "partner_id": "gemeente",
        "choice": "in_favour",
    },
)

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


def list_decisions() -> list[Record]:
    """Return one record per decision."""
    return [
        {"id": decision, "text": text, "decided_by": who, "day": day, "state": state}
        for decision, text, who, day, state in DECISIONS
    ]
