# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the partners weigh: six criteria, weights per partner, preference curves."""

from .tables import Record

CRITERIA: tuple[tuple[str, str, str, str | None, str], ...] = (
    # id, name, measure, key figure, what is meant
    ("rendement", "Maatschappelijke waarde", "net_value_eur", None,
     "Wat het programma de samenleving per saldo oplevert, in euro's van nu."),
    ("kosten", "Kosten", "cost_eur", None,
     "Wat alle partners samen uitgeven, nu en later."),
    ("rust", "Rust op straat", "closed_weeks", None,
     "Hoeveel weken straten dicht zijn. Bewoners noemen dit als eerste."),
    ("bewoners", "Bewoners gaan erop vooruit", "resident_benefit_eur", None,
     "Rekening, gezondheid en woongenot van de mensen die er nu wonen."),
    ("klimaat", "Klimaat", "key_figure", "co2",
     "Hoeveel CO2 er minder uitgaat, in kilo's over de hele periode."),
    ("samen", "Iedereen blijft aan boord", "worst_partner_eur", None,
     "Hoe het de partner vergaat die er het minst bij wint. Wie verliest, haakt af."),
)  # fmt: skip

WEIGHTS: dict[str, tuple[int, int, int, int, int, int]] = {
    # Points out of 100, in the order of the criteria
    "gemeente": (25, 15, 20, 20, 15, 5),
    "aanpak-noord": (10, 5, 10, 55, 5, 15),
    "waterbedrijf": (20, 35, 15, 5, 10, 15),
    "warmtebedrijf": (15, 25, 5, 15, 30, 10),
    "netbeheerder": (15, 35, 15, 5, 20, 10),
    "bloemenhof": (10, 20, 15, 40, 5, 10),
    "ons-noord": (10, 20, 10, 40, 10, 10),
    "bewoners": (5, 5, 40, 40, 5, 5),
}

CURVES: tuple[tuple[str, str | None, float, float, float | None], ...] = (
    # criterion, partner (None: everybody), worth 0, worth 1, red line
    ("rendement", None, -45_000_000, -20_000_000, None),
    ("kosten", None, 150_000_000, 130_000_000, 155_000_000),
    ("rust", None, 2_100, 1_200, None),
    ("bewoners", None, 45_000_000, 55_000_000, None),
    ("klimaat", None, 70_000_000, 100_000_000, None),
    ("samen", None, -1_000_000, 0, None),
    ("rust", "bewoners", 1_900, 1_000, 1_900),
)  # fmt: skip


def list_criteria() -> list[Record]:
    """Return one record per criterion."""
    return [
        {
            "id": criterion,
            "name": name,
            "measure": measure,
            "key_figure_id": key_figure,
            "description": description,
        }
        for criterion, name, measure, key_figure, description in CRITERIA
    ]


def list_weights() -> list[Record]:
    """Return one record per partner and criterion."""
    return [
        {
            "id": f"{partner}-{criterion[0]}",
            "partner_id": partner,
            "criterion_id": criterion[0],
            "weight": weight,
        }
        for partner, weights in WEIGHTS.items()
        for criterion, weight in zip(CRITERIA, weights, strict=True)
    ]


def list_curves() -> list[Record]:
    """Return one record per preference curve."""
    return [
        {
            "id": f"{criterion}-{partner or 'allen'}",
            "criterion_id": criterion,
            "partner_id": partner,
            "worst": worst,
            "best": best,
            "red_line": red_line,
        }
        for criterion, partner, worst, best, red_line in CURVES
    ]
