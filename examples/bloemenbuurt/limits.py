# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Limits, and how far they can give: money, people, and what the neighbourhood can bear."""

from .tables import Record

BUDGETS: tuple[tuple[str, str, int, bool, int, str], ...] = (
    # partner, name, EUR per year, carried over, stretch, where the limit comes from
    ("gemeente", "Budget openbare ruimte", 1_500_000, True, 400_000,
     "Meerjarenprogramma; een jaar naar voren halen mag als de wethouder het uitlegt."),
    ("aanpak-noord", "Budget sociaal domein", 760_000, False, 150_000,
     "Jaarbudget; wat overblijft gaat terug."),
    ("waterbedrijf", "Investeringsruimte riool en water", 1_150_000, True, 300_000,
     "Investeringsplan op basis van het tarief."),
    ("warmtebedrijf", "Investeringsruimte warmte", 4_600_000, True, 1_000_000,
     "Financiering per cluster, pas vrij als zeventig procent ja zegt."),
    ("netbeheerder", "Investeringsplan net", 400_000, False, 150_000,
     "Goedgekeurd door de toezichthouder, per jaar."),
    ("bloemenhof", "Verbeterbudget Bloemenhof", 1_750_000, True, 500_000,
     "Meerjarenbegroting; leningen zijn geborgd tot dit bedrag."),
    ("ons-noord", "Verbeterbudget Ons Noord", 2_000_000, True, 500_000,
     "Meerjarenbegroting; leningen zijn geborgd tot dit bedrag."),
)  # fmt: skip

CREWS: tuple[tuple[str, str, int, int, int, str], ...] = (
    # partner, name, crews, stretch, price of one crew more in a quarter, reason
    ("gemeente", "Stratenmakersploegen", 4, 1, 30_000, "Raamcontract met twee aannemers."),
    ("waterbedrijf", "Ploegen riool en water", 3, 1, 40_000, "Eigen ploegen, vast in dienst."),
    ("warmtebedrijf", "Warmteploegen", 2, 1, 60_000, "Lassers zijn schaars."),
    ("netbeheerder", "Kabelploegen", 2, 0, 0, "Tekort aan monteurs in de hele regio."),
    ("bloemenhof", "Renovatieploegen Bloemenhof", 2, 1, 25_000, "Wijkteam kan er twee aan."),
    ("ons-noord", "Renovatieploegen Ons Noord", 2, 1, 25_000, "Wisselwoningen voor twee blokken."),
    ("aanpak-noord", "Teams Aanpak Noord", 6, 2, 12_000, "Vaste teams met inhuur."),
)  # fmt: skip


def list_boundaries() -> list[Record]:
    """Return one record per boundary."""
    return [*_budgets(), *_crews(), *_closures(), *STREETS]


def _budgets() -> list[Record]:
    return [
        {
            "id": f"budget-{partner}",
            "kind": "budget",
            "name": name,
            "partner_id": partner,
            "limit": limit,
            "carries_over": carries_over,
            "stretch": stretch,
            "stretch_eur": 0.04,
            "reason": reason,
        }
        for partner, name, limit, carries_over, stretch, reason in BUDGETS
    ]


def _crews() -> list[Record]:
    return [
        {
            "id": f"ploegen-{partner}",
            "kind": "crews",
            "name": name,
            "partner_id": partner,
            "limit": limit,
            "stretch": stretch,
            "stretch_eur": price,
            "reason": reason,
        }
        for partner, name, limit, stretch, price, reason in CREWS
    ]


def _closures() -> list[Record]:
    return [
        {
            "id": f"afsluitingen-{district.lower()}",
            "kind": "closures",
            "name": f"Afgesloten straatvakken in {district} tegelijk",
            "district": district,
            "limit": 7,
            "stretch": 2,
            "stretch_eur": 6_000,
            "reason": "Hulpdiensten en vuilniswagens moeten rond kunnen blijven rijden.",
        }
        for district in ("Noord", "Zuid")
    ]


STREETS: tuple[Record, ...] = (
    {
        "id": "bereikbaar",
        "kind": "reachability",
        "name": "Elk straatvak blijft bereikbaar",
        "reason": "Brandweer en ambulance moeten elk adres kunnen bereiken.",
    },
    {
        "id": "rust",
        "kind": "rest",
        "name": "Vijf jaar rust na nieuw straatwerk",
        "limit": 5,
        "stretch": 4,
        "stretch_eur": 400,
        "reason": "Afspraak van de gemeente met alle leidingeigenaren. Wie eerder graaft, betaalt "
        "de jaren die de straat korter meegaat.",
    },
    {
        "id": "markt",
        "kind": "closed_season",
        "name": "Geen werk op Mosveld en Mosplein in het vierde kwartaal",
        "place_ids": ("mosplein", "mosveld-1", "mosveld-2"),
        "quarters": (4,),
        "stretch": 1,
        "stretch_eur": 30_000,
        "reason": "De laatste drie maanden van het jaar zijn voor winkels en markt de "
        "belangrijkste.",
    },
)
"""Limits of the streets themselves."""
