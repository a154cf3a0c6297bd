# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Renovation of blocks of homes: the tasks of both housing corporations."""

from typing import NamedTuple

from . import costs
from .streets import place_ids
from .tables import Record, Tables, window


class Block(NamedTuple):
    """Homes of one corporation that are renovated together."""

    id: str
    owner: str
    where: str
    places: tuple[str, ...]
    homes: int
    label: str
    preferred: str
    first_year: int
    last_year: int
    why: str


BLOCKS = (
    Block("nigellestraat", "bloemenhof", "Nigellestraat", ("nigellestraat",),
          96, "E", "2029-Q1", 2028, 2034,
          "Slechte ventilatie en koude muren; schimmel komt elk jaar terug."),
    Block("aurikelstraat", "bloemenhof", "Aurikelstraat", ("aurikelstraat",),
          104, "D", "2031-Q1", 2028, 2035,
          "Enkel glas aan de straatkant, tocht en geluid."),
    Block("kamperfoelieflats", "bloemenhof", "Kamperfoelieflats",
          ("kamperfoelieweg-3", "kamperfoelieweg-4"),
          140, "D", "2033-Q1", 2029, 2036,
          "Lift, galerijen en ketelhuis zijn tegelijk aan de beurt."),
    Block("berberisstraat", "bloemenhof", "Berberisstraat", ("berberisstraat",),
          88, "E", "2033-Q3", 2029, 2036,
          "Dak en kozijnen aan vervanging toe."),
    Block("latherusstraat", "bloemenhof", "Latherusstraat", ("latherusstraat",),
          110, "D", "2035-Q2", 2031, 2038,
          "Groot onderhoud volgens de meerjarenbegroting."),
    Block("wingerdweg-zuid", "bloemenhof", "Wingerdweg-Zuid",
          ("wingerdweg-1", "wingerdweg-2", "wingerdweg-3"),
          94, "D", "2037-Q1", 2032, 2039,
          "Gevels gescheurd door verzakking."),
    Block("korenbloemstraat", "ons-noord", "Korenbloemstraat (tuindorp)", ("korenbloemstraat",),
          72, "F", "2029-Q3", 2028, 2034,
          "Tuindorphuizen zonder spouw: koud in de winter, duur om te stoken."),
    Block("pinksterbloemstraat", "ons-noord", "Pinksterbloemstraat (tuindorp)",
          ("pinksterbloemstraat", "dotterbloemstraat-1"),
          84, "F", "2032-Q1", 2029, 2036,
          "Vocht trekt op uit de fundering."),
    Block("ereprijsstraat", "ons-noord", "Ereprijsstraat (tuindorp)", ("ereprijsstraat",),
          90, "F", "2032-Q3", 2030, 2037,
          "Fundering en vloeren eerst, dan pas isoleren."),
    Block("kalmoesstraat", "ons-noord", "Kalmoes- en Bitterzoetstraat (tuindorp)",
          ("kalmoesstraat", "bitterzoetstraat-2"),
          82, "E", "2035-Q1", 2031, 2038,
          "Daken aan vervanging toe; kans voor zonnepanelen."),
    Block("heggerankweg", "ons-noord", "Heggerankweg", ("heggerankweg-1", "heggerankweg-2"),
          98, "E", "2034-Q1", 2030, 2037,
          "Flats uit 1961 met betonrot in de balkons."),
    Block("hortensiastraat", "ons-noord", "Hortensiastraat en Duindoornplein",
          ("hortensiastraat", "duindoornplein"),
          76, "D", "2036-Q1", 2031, 2038,
          "Grote gezinnen in kleine, gehorige woningen."),
    Block("wingerdweg-noord", "ons-noord", "Wingerdweg-Noord", ("wingerdweg-6", "wingerdweg-7"),
          86, "D", "2037-Q3", 2032, 2039,
          "Dak en installaties."),
)  # fmt: skip

BLOCK_OF_CLUSTER = {
    # Block that must be insulated before low temperature or all-electric is enough
    "nigelle-aurikel": ("aurikelstraat", "nigellestraat"),
    "kamperfoelieweg": ("kamperfoelieflats",),
    "berberis-ribes": ("berberisstraat",),
    "duindoornplein": ("hortensiastraat", "latherusstraat"),
    "wingerdweg-zuid": ("wingerdweg-zuid",),
    "heggerankweg": ("heggerankweg",),
    "floradorp-west": ("korenbloemstraat", "pinksterbloemstraat"),
    "floradorp-oost": ("ereprijsstraat", "kalmoesstraat"),
    "wingerdweg-noord": ("wingerdweg-noord",),
}

ROOFS = (
    "berberisstraat", "ereprijsstraat", "kalmoesstraat", "heggerankweg", "wingerdweg-noord",
)  # fmt: skip
"""Blocks whose roof is renewed: there label A with solar panels is possible as well."""

RENOVATION_EUR = {"D": 21_000, "E": 26_000, "F": 33_000}
"""Insulation, ventilation and overdue upkeep per home, by energy label; assumption."""

SAVED_GAS_M3 = {"D": 260, "E": 380, "F": 520}
"""Per home and year after insulation; assumption."""

YEARS = 30


def list_tasks() -> Tables:
    """Return the renovations with variants and effects."""
    return {
        "tasks": [_task(block) for block in BLOCKS],
        "variants": [variant for block in BLOCKS for variant in _variants(block)],
        "effects": [
            e for block in BLOCKS for deep in _depths(block) for e in _effects(block, deep)
        ],
    }


def _task(block: Block) -> Record:
    return {
        "id": f"woningen-{block.id}",
        "partner_id": block.owner,
        "theme": "homes",
        "title": f"{block.homes} woningen verbeteren {block.where}",
        "reason": f"Energielabel {block.label}. {block.why}",
        "interest": "Huurders die ja zeggen omdat hun huis er beter van wordt, niet omdat het "
        "moet.",
        "place_ids": place_ids(*block.places),
        "homes": block.homes,
        "people": 2 * block.homes,
        **window(block.preferred, block.first_year, block.last_year),
        "stretch_before": 4,
        "stretch_after": 4,
        "stretch_eur_per_quarter": 120 * block.homes,
        "failure_rate": 0.10,
        "failure_growth": 0.08,
        "failure_eur": costs.failure_eur(0.5 * RENOVATION_EUR[block.label] * block.homes, 40, 0.10),
        "confidence": "medium",
    }


def _depths(block: Block) -> tuple[bool, ...]:
    return (False, True) if block.id in ROOFS else (False,)


def _variants(block: Block) -> list[Record]:
    eur = RENOVATION_EUR[block.label] * block.homes
    duration = 4 if block.homes >= 100 else 3
    return [
        {
            "id": f"woningen-{block.id}-{'label-a' if deep else 'label-b'}",
            "task_id": f"woningen-{block.id}",
            "name": "Isoleren tot label A, met zonnepanelen"
            if deep
            else "Isoleren en ventileren tot label B",
            "is_baseline": not deep,
            "duration_quarters": duration,
            "investment_eur": costs.whole(eur * (1.25 if deep else 1)),
            "life_years": 40,
            "crews": 1,
            "tags": ("binnenwerk", "leerwerk", "isolatie"),
        }
        for deep in _depths(block)
    ]


def _effects(block: Block, deep: bool) -> list[Record]:
    better = 1.35 if deep else 1.0
    saved = SAVED_GAS_M3[block.label] * block.homes * better
    variant = f"woningen-{block.id}-{'label-a' if deep else 'label-b'}"
    rows = [
        ("gas", "Lagere stookkosten", "gas_price", saved, "bewoners", "tenants", 0.6,
         "energierekening"),
        ("co2", "Minder CO2", "co2", saved * 1.78, "gemeente", "later_generations", 0.6, "co2"),
        ("gezond", "Gezonder wonen zonder vocht en kou", "healthy_home", block.homes, "bewoners",
         "tenants", 1, ""),
        ("onderhoud", "Minder reparaties en leegstand", "home_upkeep", block.homes, block.owner,
         "partner", 1, ""),
        ("leven", "Gezondheidswinst in levensjaren", "qaly", 0.01 * block.homes, "bewoners",
         "tenants", 1, "gezondheid"),
    ]  # fmt: skip
    if deep:
        rows += [
            ("zon", "Stroom van eigen dak", "power_price", 700 * block.homes, "bewoners",
             "tenants", 1, ""),
            ("zon-vergoeding", "Vergoeding voor zonnestroom", "power_price", 1_200 * block.homes,
             block.owner, "partner", 1, ""),
        ]  # fmt: skip
    return [
        {
            "id": f"{variant}-{name}",
            "variant_id": variant,
            "name": title,
            "key_figure_id": key_figure,
            "quantity": round(quantity, 2),
            "years": YEARS,
            "partner_id": partner,
            "beneficiary": beneficiary,
            "outcome": "health" if key_figure in ("healthy_home", "qaly") else None,
            "overlap_factor": factor,
            "overlap_group": group,
        }
        for name, title, key_figure, quantity, partner, beneficiary, factor, group in rows
    ]
