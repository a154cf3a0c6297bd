# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Streets, green and school yards: the tasks of the municipality in public space."""

from typing import NamedTuple

from koppelkans.case import Pavement

from . import costs
from .streets import homes, length_m, pavement, place_ids, surface_m2
from .tables import Record, Tables, window


class Street(NamedTuple):
    """A street to be redesigned; ``green`` says which variants there are besides plain."""

    id: str
    where: str
    places: tuple[str, ...]
    preferred: str
    first_year: int
    last_year: int
    green: bool
    why: str


STREETS = (
    Street("mosplein", "Mosplein", ("mosplein",),
           "2029-Q3", 2028, 2034, False,
           "De oversteek naar Mosveld is onoverzichtelijk; fietsers en bussen zitten elkaar in de "
           "weg."),
    Street("nigellestraat", "Nigellestraat", ("nigellestraat",),
           "2029-Q2", 2028, 2033, True,
           "Groot onderhoud; stenen van gevel tot gevel en in de zomer bloedheet."),
    Street("korenbloemstraat", "Korenbloemstraat", ("korenbloemstraat",),
           "2029-Q3", 2028, 2034, True,
           "Losse klinkers en plassen; bewoners wachten hier al acht jaar."),
    Street("ribesstraat", "Ribesstraat", ("ribesstraat",),
           "2030-Q2", 2029, 2035, True,
           "De stoep is te smal voor een rollator."),
    Street("sneeuwbalstraat", "Sneeuwbalstraat", ("sneeuwbalstraat",),
           "2030-Q3", 2028, 2034, True,
           "Verzakt; regenwater loopt de voortuinen in."),
    Street("heggerankweg-zuid", "Heggerankweg-Zuid", ("heggerankweg-1", "heggerankweg-2"),
           "2031-Q1", 2029, 2035, True,
           "Boomwortels drukken de stoep op; rolstoelen kunnen er niet langs."),
    Street("aurikelstraat", "Aurikelstraat", ("aurikelstraat",),
           "2031-Q2", 2029, 2035, True,
           "De klinkers liggen er sinds 1986, en dat is te zien."),
    Street("berberisstraat", "Berberisstraat", ("berberisstraat",),
           "2031-Q3", 2029, 2035, True,
           "Groot onderhoud volgens het meerjarenprogramma."),
    Street("hortensiastraat", "Hortensiastraat en Duindoornplein",
           ("hortensiastraat", "duindoornplein"),
           "2032-Q2", 2030, 2036, True,
           "Het plein is nu een parkeerplaats; de buurt wil er kunnen zitten."),
    Street("kamperfoelieweg-zuid", "Kamperfoelieweg-Zuid",
           ("kamperfoelieweg-1", "kamperfoelieweg-2", "kamperfoelieweg-3"),
           "2033-Q1", 2029, 2036, False,
           "Gaat naar dertig kilometer per uur; bushaltes worden toegankelijk."),
    Street("dotterbloemstraat", "Dotterbloemstraat en Pinksterbloemstraat",
           ("dotterbloemstraat", "pinksterbloemstraat"),
           "2033-Q2", 2030, 2036, True,
           "Groot onderhoud; auto's staan op de stoep omdat de rijbaan te breed is."),
    Street("wingerdweg-midden", "Wingerdweg-Midden", ("wingerdweg-4", "wingerdweg-5"),
           "2033-Q3", 2031, 2037, True,
           "Hoofdfietsroute langs het park, te smal."),
    Street("latherusstraat", "Latherusstraat", ("latherusstraat",),
           "2034-Q2", 2031, 2037, True,
           "Groot onderhoud; de schoolroute loopt hier."),
    Street("ereprijsstraat", "Ereprijsstraat", ("ereprijsstraat",),
           "2034-Q4", 2031, 2037, True,
           "Verzakt, met veel klachten over plassen."),
    Street("wingerdweg-zuid", "Wingerdweg-Zuid", ("wingerdweg-1", "wingerdweg-2", "wingerdweg-3"),
           "2035-Q2", 2032, 2038, True,
           "Hoofdfietsroute; hier kan een rij bomen bij."),
    Street("bitterzoetstraat", "Bitterzoetstraat en Kalmoesstraat",
           ("bitterzoetstraat", "kalmoesstraat"),
           "2036-Q1", 2032, 2038, True,
           "Hoogteverschil van dertig centimeter tussen straat en drempel."),
    Street("heggerankweg-noord", "Heggerankweg-Noord en Akkerwindeweg",
           ("heggerankweg-3", "heggerankweg-4", "akkerwindeweg"),
           "2036-Q2", 2032, 2038, True,
           "Groot onderhoud, met kans op een groene rand langs de bedrijven."),
    Street("kamperfoelieweg-midden", "Kamperfoelieweg-Midden",
           ("kamperfoelieweg-4", "kamperfoelieweg-5"),
           "2037-Q1", 2033, 2039, False,
           "Dertig kilometer per uur; middenberm met bomen."),
    Street("wingerdweg-noord", "Wingerdweg-Noord",
           ("wingerdweg-6", "wingerdweg-7", "wingerdweg-8"),
           "2037-Q2", 2033, 2040, True,
           "Sluitstuk van de fietsroute."),
    Street("floraweg-west", "Floraweg-West", ("floraweg-1", "floraweg-2", "floraweg-3"),
           "2038-Q2", 2034, 2041, False,
           "Asfalt aan het eind van zijn leven."),
    Street("andoornstraat", "Andoornstraat en Mosveld", ("andoornstraat", "mosveld-1"),
           "2038-Q1", 2034, 2041, False,
           "Laden en lossen zit fietsers in de weg."),
    Street("kamperfoelieweg-noord", "Kamperfoelieweg-Noord",
           ("kamperfoelieweg-6", "kamperfoelieweg-7", "kamperfoelieweg-8"),
           "2040-Q2", 2036, 2042, False,
           "Dertig kilometer per uur, laatste deel."),
)  # fmt: skip

OVERLAYS = (
    Street("klaprozenweg", "Klaprozenweg", ("klaprozenweg",),
           "2041-Q3", 2038, 2044, False,
           "Deklaag is na ruim dertig jaar op."),
    Street("johan-van-hasseltweg", "Johan van Hasseltweg", ("johan-van-hasseltweg",),
           "2042-Q2", 2039, 2045, False,
           "Deklaag en verkeerslichten vervangen."),
)  # fmt: skip


def list_tasks() -> Tables:
    """Return the tasks of the municipality in public space, with variants and effects."""
    variants = [v for street in STREETS for v in _street_variants(street)]
    return {
        "tasks": [_street(street) for street in (*STREETS, *OVERLAYS)] + [_green(g) for g in GREEN],
        "variants": variants + [_overlay(o) for o in OVERLAYS] + [_green_variant(g) for g in GREEN],
        "effects": [e for street in STREETS for e in _street_effects(street)]
        + [e for green in GREEN for e in _green_effects(green)],
    }


INTEREST = "Een straat die in één keer af is: droog, veilig, groen, en twintig jaar dicht."
FAILURE_RATE = 0.25
"""Chance per year of small repairs, claims and a campaign of complaints; assumption."""


def _own_eur(street: Street) -> int:
    """Return the own work of a plain redesign: what pavement costs is in the opening."""
    places = place_ids(*street.places)
    return costs.whole(
        0.85 * costs.STREET_EUR_PER_M2 * min(surface_m2(*places), 16 * length_m(*places)), 5_000
    )


def _street(street: Street) -> Record:
    places = place_ids(*street.places)
    overlay = street in OVERLAYS
    own = _own_eur(street) // (4 if overlay else 1)
    opening = costs.opening_eur_per_m("street", pavement(*places))
    return {
        "id": f"straat-{street.id}",
        "partner_id": "gemeente",
        "theme": "street",
        "title": f"{'Deklaag vervangen' if overlay else 'Straat opnieuw inrichten'} {street.where}",
        "reason": street.why,
        "interest": INTEREST,
        "place_ids": places,
        "homes": homes(*places),
        "people": 2 * homes(*places),
        **window(street.preferred, street.first_year, street.last_year),
        "stretch_before": 4,
        "stretch_after": 6,
        "stretch_eur_per_quarter": costs.whole(own * 0.008, 500),
        "failure_rate": FAILURE_RATE,
        "failure_growth": 0.10,
        "failure_eur": costs.failure_eur(own + opening * length_m(*places), 35, FAILURE_RATE),
        "confidence": "medium",
        "visibility": "public",
    }


def _street_variants(street: Street) -> list[Record]:
    places = place_ids(*street.places)
    own, length = _own_eur(street), length_m(*places)
    plain: Record = {
        "id": f"straat-{street.id}-gewoon",
        "task_id": f"straat-{street.id}",
        "name": "Opnieuw bestraten, huidige indeling" if street.green else "Nieuwe indeling",
        "is_baseline": True,
        "duration_quarters": 2,
        "closed_weeks": 10 if length > 200 else 8,
        "investment_eur": own,
        "operation_eur_per_year": costs.whole(0.012 * own, 100),
        "opening_eur_per_m": costs.opening_eur_per_m("street", pavement(*places)),
        "life_years": 35,
        "repaves": True,
        "tags": ("leerwerk",),
    }
    if not street.green:
        return [plain]
    drained, green = _drained_m2(street), _green_m2(street)
    extra = costs.DISCONNECTION_EUR_PER_M2 * drained + costs.GREEN_EUR_PER_M2 * green
    return [
        plain,
        plain
        | {
            "id": f"straat-{street.id}-afkoppelen",
            "name": "Met regenwater afgekoppeld van het riool",
            "is_baseline": False,
            "investment_eur": costs.whole(own + costs.DISCONNECTION_EUR_PER_M2 * drained),
            "tags": ("leerwerk", "afkoppelen"),
        },
        plain
        | {
            "id": f"straat-{street.id}-groen",
            "name": "Groen en afgekoppeld: minder steen, meer schaduw",
            "is_baseline": False,
            "closed_weeks": plain["closed_weeks"] + 1,
            "investment_eur": costs.whole(own + extra),
            "operation_eur_per_year": costs.whole(
                0.010 * own + costs.GREEN_UPKEEP_EUR_PER_M2 * green, 100
            ),
            "tags": ("leerwerk", "afkoppelen", "groen"),
        },
    ]


def _drained_m2(street: Street) -> int:
    """Return the roofs and pavement that can be taken off the sewer; assumption: 6 m wide."""
    return 6 * length_m(*place_ids(*street.places))


def _green_m2(street: Street) -> int:
    """Return the stones that can become green; assumption: 2 m wide."""
    return 2 * length_m(*place_ids(*street.places))


def _street_effects(street: Street) -> list[Record]:
    living = homes(*place_ids(*street.places))
    variants: dict[str, tuple[str, ...]] = {"gewoon": ("straat", "veilig")}
    if street.green:
        variants = {
            "gewoon": ("straat",),
            "afkoppelen": ("straat", "water"),
            "groen": ("straat", "water", "groen", "koel"),
        }
    kinds = {
        "straat": ("Prettiger en veiliger straat", "street_quality", living, 25, "bewoners",
                   "residents"),
        "veilig": ("Minder ongevallen", "road_safety", length_m(*place_ids(*street.places)), 25,
                   "bewoners", "residents"),
        "water": ("Minder water op straat en in de zuivering", "stormwater", _drained_m2(street),
                  30, "waterbedrijf", "partner"),
        "groen": ("Groen om bij te wonen", "street_green", _green_m2(street), 30, "bewoners",
                  "residents"),
        "koel": ("Koelere straat bij hitte", "heat_stress", _green_m2(street), 30, "bewoners",
                 "residents"),
    }  # fmt: skip
    return [
        {
            "id": f"straat-{street.id}-{variant}-{kind}",
            "variant_id": f"straat-{street.id}-{variant}",
            "name": kinds[kind][0],
            "key_figure_id": kinds[kind][1],
            "quantity": kinds[kind][2],
            "years": kinds[kind][3],
            "partner_id": kinds[kind][4],
            "beneficiary": kinds[kind][5],
            "overlap_group": "woongenot" if kind in ("straat", "groen") else "",
            "overlap_factor": 0.5 if kind == "groen" else 1,
        }
        for variant, found in variants.items()
        for kind in found
    ]


def _overlay(street: Street) -> Record:
    return {
        "id": f"straat-{street.id}-deklaag",
        "task_id": f"straat-{street.id}",
        "name": "Nieuwe deklaag, 's nachts",
        "is_baseline": True,
        "duration_quarters": 1,
        "closed_weeks": 2,
        "investment_eur": _own_eur(street) // 4,
        "opening_eur_per_m": 110,
        "life_years": 15,
        "repaves": True,
    }


class Green(NamedTuple):
    """A green task or a school yard."""

    id: str
    title: str
    theme: str
    places: tuple[str, ...]
    preferred: str
    first_year: int
    last_year: int
    optional: bool
    weeks: int
    eur: int
    effects: tuple[tuple[str, str, float, int], ...]
    """What changes, key figure, quantity per year, years."""
    why: str


GREEN = (
    Green("bomen-wingerdweg", "Bomenrij langs de Wingerdweg", "green",
          ("wingerdweg-3", "wingerdweg-4", "wingerdweg-5"), "2030-Q1", 2029, 2038, True, 2, 96_000,
          (("Schaduw en schone lucht van bomen", "tree", 55, 30),
           ("Koelere route bij hitte", "heat_stress", 900, 30)),
          "De route naar het park is de heetste van de buurt."),
    Green("bomen-kamperfoelieweg", "Bomen in de berm van de Kamperfoelieweg", "green",
          ("kamperfoelieweg-2", "kamperfoelieweg-3", "kamperfoelieweg-4"), "2031-Q4", 2030, 2039,
          True, 2, 78_000,
          (("Schaduw en schone lucht van bomen", "tree", 45, 30),),
          "Vijfenveertig bomen erbij volgens de bomenverordening en de wens van bewoners."),
    Green("bomen-floraweg", "Bomen vervangen Floraweg", "green", ("floraweg-1", "floraweg-2"),
          "2034-Q4", 2032, 2040, False, 2, 64_000,
          (("Schaduw en schone lucht van bomen", "tree", 24, 30),),
          "De iepen zijn ziek; hoe later, hoe meer er in een storm omgaan."),
    Green("wadi-duindoornplein", "Wadi op het Duindoornplein", "green", ("duindoornplein",),
          "2031-Q2", 2030, 2037, True, 4, 145_000,
          (("Minder water op straat en in de zuivering", "stormwater", 3_600, 30),
           ("Groen om bij te wonen", "street_green", 500, 30)),
          "Het laagste punt van Zuid: hier kan het water van drie straten wegzakken."),
    Green("sportplek-duindoornplein", "Sportplek op het Duindoornplein", "green",
          ("duindoornplein",), "2030-Q2", 2029, 2037, True, 4, 165_000,
          (("Jongeren die iets te doen hebben", "youth", 26, 8),),
          "Jongeren vragen om een plek; het plein is de enige ruimte die er is."),
    Green("groene-route-wederikpad", "Wederikpad wordt een groen pad", "green", ("wederikpad",),
          "2032-Q2", 2029, 2038, True, 5, 92_000,
          (("Groen om bij te wonen", "street_green", 900, 30),
           ("Koelere route bij hitte", "heat_stress", 700, 30)),
          "Tegelpad waar vooral kinderen en ouderen lopen."),
    Green("schoolplein", "Schoolplein aan de Latherusstraat groen maken", "school",
          ("latherusstraat-3",), "2031-Q3", 2029, 2036, False, 2, 185_000,
          (("Gezonder spelen", "school_child", 260, 15),
           ("Koeler schoolplein", "heat_stress", 1_400, 30)),
          "Zwart asfalt van 1.400 m²; kinderen mogen er bij hitte niet spelen."),
    Green("schoolstraat", "Schoolstraat: autovrij bij begin en einde van de dag", "school",
          ("latherusstraat-3",), "2031-Q3", 2029, 2036, False, 1, 38_000,
          (("Minder ongevallen", "road_safety", 180, 15),),
          "Elke ochtend bijna-ongelukken voor de deur."),
)  # fmt: skip


def _green(green: Green) -> Record:
    return {
        "id": green.id,
        "partner_id": "gemeente",
        "theme": green.theme,
        "title": green.title,
        "reason": green.why,
        "interest": "Koelte, schaduw en een plek om elkaar tegen te komen.",
        "place_ids": place_ids(*green.places),
        "homes": homes(*place_ids(*green.places)),
        "people": 260 if green.theme == "school" else 2 * homes(*place_ids(*green.places)),
        **window(green.preferred, green.first_year, green.last_year),
        "stretch_after": 4,
        "stretch_eur_per_quarter": 1_500,
        "optional": green.optional,
        "visibility": "public",
    }


TAGS = {"bomen": ("bomen", "groen"), "schoolplein": ("schoolplein",), "schoolstraat": ()}


def _green_variant(green: Green) -> Record:
    return {
        "id": f"{green.id}-aanleg",
        "task_id": green.id,
        "name": "Aanleg met bewoners"
        if green.theme == "green"
        else "Aanleg met kinderen en ouders",
        "is_baseline": True,
        "duration_quarters": 1,
        "closed_weeks": green.weeks,
        "investment_eur": green.eur,
        "operation_eur_per_year": costs.whole(0.02 * green.eur, 100),
        "opening_eur_per_m": costs.opening_eur_per_m("trees", Pavement.CLINKERS),
        "life_years": 30,
        "tags": TAGS.get(green.id.split("-", maxsplit=1)[0], ("groen",)),
    }


def _green_effects(green: Green) -> list[Record]:
    return [
        {
            "id": f"{green.id}-effect-{number}",
            "variant_id": f"{green.id}-aanleg",
            "name": name,
            "key_figure_id": key_figure,
            "quantity": quantity,
            "years": years,
            "partner_id": "waterbedrijf" if key_figure == "stormwater" else "bewoners",
            "beneficiary": "partner" if key_figure == "stormwater" else "residents",
        }
        for number, (name, key_figure, quantity, years) in enumerate(green.effects, start=1)
    ]
