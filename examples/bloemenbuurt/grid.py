# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Electricity: the tasks of the grid operator."""

from typing import NamedTuple

from . import costs
from .streets import length_m, pavement, place_ids
from .tables import Record, Tables, window


class Cable(NamedTuple):
    """A street in which the low-voltage grid becomes heavier."""

    id: str
    where: str
    places: tuple[str, ...]
    preferred: str
    first_year: int
    last_year: int
    why: str


CABLES = (
    Cable("hortensiastraat", "Hortensiastraat en Duindoornplein",
          ("hortensiastraat", "duindoornplein"),
          "2029-Q3", 2028, 2034,
          "Aanvragen voor laadpalen op het plein staan op de wachtlijst."),
    Cable("dotterbloemstraat", "Dotterbloemstraat en Pinksterbloemstraat",
          ("dotterbloemstraat", "pinksterbloemstraat"),
          "2030-Q3", 2028, 2034,
          "Spanning zakt op koude avonden onder de norm."),
    Cable("heggerankweg-zuid", "Heggerankweg-Zuid", ("heggerankweg-1", "heggerankweg-2"),
          "2030-Q4", 2028, 2033,
          "Zonnepanelen slaan af op zonnige dagen."),
    Cable("wingerdweg-zuid", "Wingerdweg-Zuid", ("wingerdweg-1", "wingerdweg-2", "wingerdweg-3"),
          "2031-Q1", 2029, 2035,
          "Oude papier-loodkabels, veel storingen."),
    Cable("nigellestraat", "Nigellestraat", ("nigellestraat",),
          "2031-Q3", 2029, 2034,
          "Elektrisch koken in twee flats tegelijk kan het net niet aan."),
    Cable("sneeuwbalstraat", "Sneeuwbalstraat", ("sneeuwbalstraat",),
          "2032-Q1", 2029, 2034,
          "De kabel stamt uit 1957 en is niet meer te repareren."),
    Cable("ribesstraat", "Ribesstraat", ("ribesstraat",),
          "2032-Q3", 2029, 2035,
          "Nodig voor elektrisch koken."),
    Cable("berberisstraat", "Berberisstraat", ("berberisstraat",),
          "2033-Q1", 2030, 2035,
          "Nodig voor elektrisch koken en laadpalen."),
    Cable("korenbloemstraat", "Korenbloemstraat", ("korenbloemstraat",),
          "2033-Q2", 2029, 2034,
          "Nodig zodra woningen van het gas gaan."),
    Cable("kamperfoelieweg-zuid", "Kamperfoelieweg-Zuid",
          ("kamperfoelieweg-1", "kamperfoelieweg-2", "kamperfoelieweg-3"),
          "2034-Q1", 2030, 2036,
          "Middenspanningsring Mosplein, met laagspanning in dezelfde sleuf."),
    Cable("andoornstraat", "Andoornstraat en Mosveld", ("andoornstraat", "mosveld-1"),
          "2034-Q2", 2032, 2039,
          "Winkels en marktkramen willen zonder aggregaat."),
    Cable("latherusstraat", "Latherusstraat", ("latherusstraat",),
          "2035-Q1", 2031, 2037,
          "Groei van laadpalen."),
    Cable("bitterzoetstraat", "Bitterzoetstraat en Kalmoesstraat",
          ("bitterzoetstraat", "kalmoesstraat"),
          "2036-Q1", 2032, 2038,
          "Nodig zodra Floradorp-Oost van het gas gaat."),
    Cable("wingerdweg-noord", "Wingerdweg-Noord", ("wingerdweg-6", "wingerdweg-7", "wingerdweg-8"),
          "2038-Q1", 2034, 2040,
          "Oude kabels, nu nog weinig storingen."),
    Cable("floraweg-west", "Floraweg-West", ("floraweg-1", "floraweg-2", "floraweg-3"),
          "2039-Q1", 2035, 2041,
          "Voeding van heel Floradorp."),
)  # fmt: skip

SUBSTATIONS: tuple[tuple[str, str, str, str, int, int, int], ...] = (
    # id, where, place, preferred moment, window, number of stations
    ("floradorp-west", "Pinksterbloemstraat", "pinksterbloemstraat", "2029-Q2", 2028, 2034, 1),
    ("duindoornplein", "Duindoornplein", "duindoornplein", "2030-Q2", 2028, 2035, 1),
    ("heggerankweg", "Heggerankweg", "heggerankweg-2", "2031-Q1", 2029, 2035, 1),
    ("floradorp-oost", "Kalmoesstraat", "kalmoesstraat", "2032-Q2", 2030, 2037, 1),
    ("mosveld", "Mosveld", "mosveld-1", "2033-Q1", 2030, 2038, 2),
)

GRID_INTEREST = "Met te weinig monteurs toch op tijd zijn: in één keer, in één sleuf, met ruimte."


def list_tasks() -> Tables:
    """Return the tasks of the grid operator with their variants."""
    pairs = [_cable(row) for row in CABLES] + [_substation(row) for row in SUBSTATIONS]
    return {"tasks": [task for task, _ in pairs], "variants": [variant for _, variant in pairs]}


def _cable(row: Cable) -> tuple[Record, Record]:
    places = place_ids(*row.places)
    opening = costs.opening_eur_per_m("cable", pavement(*places))
    own = costs.whole(costs.CABLE_EUR_PER_M * length_m(*places))
    rate = 0.10
    task = {
        "id": f"kabel-{row.id}",
        "partner_id": "netbeheerder",
        "theme": "electricity",
        "visibility": "public",
        "title": f"Stroomnet verzwaren {row.where}",
        "reason": row.why,
        "interest": GRID_INTEREST,
        "place_ids": places,
        **window(row.preferred, row.first_year, row.last_year),
        "stretch_before": 4,
        "stretch_after": 4,
        "stretch_eur_per_quarter": 4_000,
        "failure_rate": rate,
        "failure_growth": 0.15,
        "failure_eur": costs.failure_eur(own + opening * length_m(*places), 50, rate),
    }
    variant = {
        "id": f"kabel-{row.id}-verzwaren",
        "task_id": task["id"],
        "name": "Nieuwe kabel in het trottoir",
        "is_baseline": True,
        "duration_quarters": 1,
        "closed_weeks": 4,
        "investment_eur": own,
        "opening_eur_per_m": opening,
        "life_years": 50,
        "tags": ("kabel", "leerwerk"),
    }
    return task, variant


def _substation(row: tuple[str, str, str, str, int, int, int]) -> tuple[Record, Record]:
    name, where, place, preferred, first, last, stations = row
    own = costs.whole(costs.SUBSTATION_EUR * stations)
    task = {
        "id": f"station-{name}",
        "partner_id": "netbeheerder",
        "theme": "electricity",
        "visibility": "public",
        "title": f"Transformatorhuisje {where}",
        "reason": "Het bestaande station is vol; een nieuw kost een plek op straat van vier bij "
        "drie meter.",
        "interest": "Een plek die niet over vijf jaar weer weg moet.",
        "place_ids": (place,),
        **window(preferred, first, last),
        "stretch_after": 4,
        "stretch_eur_per_quarter": 3_000,
        "failure_rate": 0.1,
        "failure_growth": 0.15,
        "failure_eur": costs.failure_eur(own, 40, 0.1),
    }
    variant = {
        "id": f"station-{name}-plaatsen",
        "task_id": task["id"],
        "name": "630 kVA, met groen dak",
        "is_baseline": True,
        "duration_quarters": 1,
        "closed_weeks": 2,
        "investment_eur": own,
        "opening_eur_per_m": costs.opening_eur_per_m("cable", pavement(place)),
        "life_years": 40,
    }
    return task, variant
