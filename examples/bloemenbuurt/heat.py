# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Heat: the tasks of the heat company."""

from typing import NamedTuple

from . import costs
from .streets import length_m, pavement, place_ids
from .tables import Record, Tables, window


class Cluster(NamedTuple):
    """Homes that leave natural gas together; ``places`` are beginnings of place ids."""

    id: str
    where: str
    places: tuple[str, ...]
    kind: str
    """What most homes are: "flat", "block" (flats with block heating) or "house"."""
    homes: int
    preferred: str
    first_year: int
    last_year: int
    why: str


CLUSTERS = (
    Cluster("nigelle-aurikel", "Nigelle- en Aurikelstraat", ("nigellestraat", "aurikelstraat"),
            "flat", 250, "2030-Q3", 2028, 2035,
            "Portiekflats van één eigenaar: hier kan het warmtenet het snelst beginnen."),
    Cluster("kamperfoelieweg", "Kamperfoelieweg",
            ("kamperfoelieweg-1", "kamperfoelieweg-2", "kamperfoelieweg-3",
             "kamperfoelieweg-4", "kamperfoelieweg-5"),
            "block", 260, "2031-Q1", 2029, 2035,
            "Drie flats met blokverwarming: veel woningen achter één aansluiting."),
    Cluster("floradorp-west", "Floradorp-West",
            ("korenbloemstraat", "dotterbloemstraat-1", "pinksterbloemstraat"),
            "house", 175, "2031-Q2", 2029, 2035,
            "Eengezinswoningen met veel stookkosten; de pijn van de rekening is hier het grootst."),
    Cluster("berberis-ribes", "Berberis- en Ribesstraat",
            ("berberisstraat", "ribesstraat", "latherusstraat-1"),
            "flat", 230, "2032-Q1", 2029, 2036,
            "De gasleiding is hier over tien jaar afgeschreven."),
    Cluster("heggerankweg", "Heggerankweg",
            ("heggerankweg-1", "heggerankweg-2", "heggerankweg-3",
             "heggerankweg-4", "akkerwindeweg"),
            "flat", 220, "2033-Q2", 2030, 2037,
            "Lange leiding en gemengd bezit: vraagt tijd om iedereen mee te krijgen."),
    Cluster("duindoornplein", "Duindoornplein en omgeving",
            ("hortensiastraat-1", "latherusstraat-2", "latherusstraat-3", "duindoornplein"),
            "flat", 180, "2034-Q1", 2030, 2037,
            "Ligt tussen twee clusters in en kan op beide aansluiten."),
    Cluster("floradorp-oost", "Floradorp-Oost",
            ("ereprijsstraat", "bitterzoetstraat-2", "kalmoesstraat"),
            "house", 190, "2034-Q2", 2031, 2038,
            "Tuindorpwoningen die eerst geïsoleerd moeten worden."),
    Cluster("wingerdweg-noord", "Wingerdweg-Noord",
            ("wingerdweg-6", "wingerdweg-7", "wingerdweg-8", "sneeuwbalstraat-4"),
            "flat", 165, "2035-Q3", 2032, 2039,
            "Sluit aan zodra het net tot de Nigellestraat ligt."),
    Cluster("wingerdweg-zuid", "Wingerdweg-Zuid",
            ("wingerdweg-1", "wingerdweg-2", "wingerdweg-3", "wingerdweg-4", "wingerdweg-5"),
            "flat", 200, "2036-Q2", 2032, 2039,
            "Laatste cluster voor 2040, het jaar zonder gas."),
)  # fmt: skip

GAS_M3 = 1_050
"""Natural gas per home and year; assumption for homes with energy label D to E."""

HEAT_GJ = {"mt": 29, "lt": 22}
"""Heat per home and year; with low temperature after insulation. Assumption."""

POWER_KWH = 2_400
"""Electricity of a heat pump per home and year after insulation. Assumption."""

CO2_KG_PER_M3 = 1.78
CO2_LEFT = {"mt": 0.38, "lt": 0.25, "ae": 0.15}
"""Part of the emissions of gas that stays, on average over thirty years. Assumption."""

YEARS = 30


GRID_CABLES_OF = {
    # Cables and substation that all-electric homes need first
    "floradorp-west": ("kabel-korenbloemstraat", "station-floradorp-west"),
    "floradorp-oost": ("kabel-bitterzoetstraat", "station-floradorp-oost"),
    "heggerankweg": ("kabel-heggerankweg-zuid", "station-heggerankweg"),
    "wingerdweg-noord": ("kabel-wingerdweg-noord",),
}

HEAT_INTEREST = "Zekerheid over deelname, en een straat die voor de leiding al open ligt."


def list_tasks() -> Tables:
    """Return the tasks of the heat company with variants and effects."""
    tasks = [_cluster(c) for c in CLUSTERS]
    variants = [v for c in CLUSTERS for v in _heat_variants(c)]
    effects = [e for c in CLUSTERS for kind in _kinds(c) for e in _heat_effects(c, kind)]
    pairs = [_transport(*row) for row in TRANSPORT]
    return {
        "tasks": tasks + [task for task, _ in pairs],
        "variants": variants + [variant for _, variant in pairs],
        "effects": effects,
    }


def _kinds(cluster: Cluster) -> tuple[str, ...]:
    return ("mt", "lt", "ae") if cluster.id in GRID_CABLES_OF else ("mt", "lt")


def _cluster(cluster: Cluster) -> Record:
    return {
        "id": f"warmte-{cluster.id}",
        "partner_id": "warmtebedrijf",
        "theme": "heat",
        "title": f"{cluster.where} van het aardgas af",
        "reason": cluster.why,
        "interest": HEAT_INTEREST,
        "place_ids": place_ids(*cluster.places),
        "homes": cluster.homes,
        "people": 2 * cluster.homes,
        **window(cluster.preferred, cluster.first_year, cluster.last_year),
        "stretch_before": 2,
        "stretch_after": 6,
        "stretch_eur_per_quarter": 100 * cluster.homes,
        "confidence": "low",
    }


VARIANT_NAMES = {
    "mt": "Warmtenet op middentemperatuur (70 °C)",
    "lt": "Warmtenet op lage temperatuur (50 °C)",
    "ae": "Volledig elektrisch, met zwaarder net",
}


def _heat_variants(cluster: Cluster) -> list[Record]:
    places = place_ids(*cluster.places)
    indoor = costs.INDOOR_EUR[cluster.kind]
    connection = costs.CONNECTION_EUR * (0.5 if cluster.kind == "block" else 1)
    records: list[Record] = []
    for kind in _kinds(cluster):
        pipes = 0.0 if kind == "ae" else costs.HEAT_PIPE_EUR_PER_M[kind] * length_m(*places)
        per_home = {
            "mt": indoor + connection,
            "lt": indoor + connection + costs.RADIATORS_EUR[cluster.kind],
            "ae": costs.HEAT_PUMP_EUR,
        }[kind]
        upkeep = (
            costs.HEAT_PUMP_UPKEEP_EUR * cluster.homes
            if kind == "ae"
            else costs.HEAT_UPKEEP * (pipes + connection * cluster.homes)
        )
        records.append(
            {
                "id": f"warmte-{cluster.id}-{kind}",
                "task_id": f"warmte-{cluster.id}",
                "name": VARIANT_NAMES[kind],
                "is_baseline": kind == "mt",
                "duration_quarters": 2,
                "closed_weeks": 2 if kind == "ae" else 10,
                "investment_eur": costs.whole(pipes + per_home * cluster.homes),
                "operation_eur_per_year": costs.whole(upkeep, 100),
                "opening_eur_per_m": costs.opening_eur_per_m(
                    "cable" if kind == "ae" else "heat", pavement(*places)
                ),
                "life_years": 30 if kind == "ae" else 40,
                "tags": ("warmtepomp",) if kind == "ae" else ("warmteleiding", "leerwerk", kind),
            }
        )
    return records


def _heat_effects(cluster: Cluster, kind: str) -> list[Record]:
    """Return what changes in a year for these homes: no gas, heat or power instead, less CO2.

    The heat bill is what residents pay and the heat company receives: it stands on both accounts
    and adds up to nothing.
    """
    home, heat = cluster.homes, HEAT_GJ.get(kind, 0) * cluster.homes
    supply = (
        ("warmtebron", "Warmte maken", f"heat_source_{kind}", -heat, "warmtebedrijf", "partner"),
        ("warmterekening", "Warmterekening", "heat_price", -heat, "bewoners", "residents"),
        ("warmteverkoop", "Opbrengst warmte", "heat_price", heat, "warmtebedrijf", "partner"),
        ("vastrecht", "Vaste kosten warmte", "heat_fixed", -home, "bewoners", "residents"),
        ("vast-opbrengst", "Opbrengst vaste kosten", "heat_fixed", home, "warmtebedrijf",
         "partner"),
    ) if kind != "ae" else (
        ("stroom", "Stroom voor de warmtepomp", "power_price", -POWER_KWH * home, "bewoners",
         "residents"),
        ("huur-pomp", "Vergoeding voor de warmtepomp", "heat_pump_rent", -home, "bewoners",
         "residents"),
        ("opbrengst-pomp", "Opbrengst warmtepompen", "heat_pump_rent", home, "warmtebedrijf",
         "partner"),
    )  # fmt: skip
    rows = (
        ("gas", "Geen gasrekening meer", "gas_price", GAS_M3 * home, "bewoners", "residents"),
        ("vast", "Geen gasaansluiting en ketel meer", "gas_connection", home, "bewoners",
         "residents"),
        ("co2", "Minder CO2", "co2",
         round(GAS_M3 * CO2_KG_PER_M3 * (1 - CO2_LEFT[kind])) * home, "gemeente",
         "later_generations"),
        *supply,
    )  # fmt: skip
    return [
        {
            "id": f"warmte-{cluster.id}-{kind}-{name}",
            "variant_id": f"warmte-{cluster.id}-{kind}",
            "name": title,
            "key_figure_id": key_figure,
            "quantity": quantity,
            "years": YEARS,
            "partner_id": partner,
            "beneficiary": beneficiary,
            "overlap_group": "energierekening" if key_figure == "gas_price" else "",
        }
        for name, title, key_figure, quantity, partner, beneficiary in rows
    ]


TRANSPORT: tuple[tuple[str, str, tuple[str, ...], str, int, int, str], ...] = (
    ("zuid", "Hoofdleiding warmte Mosplein en Mosveld", ("mosplein", "mosveld-1"), "2029-Q1",
     2028, 2031, "Zonder deze leiding krijgt Zuid geen warmte."),
    ("noord", "Hoofdleiding warmte Kamperfoelieweg-Noord",
     ("kamperfoelieweg-6", "kamperfoelieweg-7"), "2030-Q1", 2028, 2032,
     "Zonder deze leiding krijgt Floradorp geen warmte."),
)  # fmt: skip


def _transport(
    name: str, title: str, streets: tuple[str, ...], preferred: str, first: int, last: int, why: str
) -> tuple[Record, Record]:
    places = place_ids(*streets)
    task = {
        "id": f"hoofdleiding-{name}",
        "partner_id": "warmtebedrijf",
        "theme": "heat",
        "title": title,
        "reason": why,
        "interest": "Eén keer goed, met ruimte voor wie later aansluit.",
        "place_ids": places,
        **window(preferred, first, last),
        "stretch_after": 4,
        "stretch_eur_per_quarter": 15_000,
    }
    variant = {
        "id": f"hoofdleiding-{name}-aanleg",
        "task_id": task["id"],
        "name": "Aanleg in open sleuf",
        "is_baseline": True,
        "duration_quarters": 2,
        "closed_weeks": 10,
        "investment_eur": costs.whole(1.4 * costs.HEAT_PIPE_EUR_PER_M["mt"] * length_m(*places)),
        "opening_eur_per_m": costs.opening_eur_per_m("heat", pavement(*places)),
        "life_years": 40,
        "tags": ("warmteleiding",),
    }
    return task, variant
