# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sewers and drinking water: the tasks of the water company."""

from typing import NamedTuple

from koppelkans.case import Pavement

from . import costs
from .streets import homes, length_m, pavement, place_ids
from .tables import Record, Tables, window


class Sewer(NamedTuple):
    """A sewer that has to be renewed; ``places`` are beginnings of place ids."""

    id: str
    where: str
    places: tuple[str, ...]
    preferred: str
    first_year: int
    last_year: int
    laid: int
    diameter_mm: int
    why: str


class WaterMain(NamedTuple):
    """A drinking-water main that has to be renewed."""

    id: str
    where: str
    places: tuple[str, ...]
    preferred: str
    first_year: int
    last_year: int
    laid: int
    why: str


SEWERS = (
    Sewer("nigellestraat", "Nigellestraat", ("nigellestraat",),
          "2028-Q1", 2027, 2032, 1958, 400,
          "Het beton is op twee plekken tot de wapening weg; vorig jaar zakte een parkeervak in."),
    Sewer("korenbloemstraat", "Korenbloemstraat", ("korenbloemstraat",),
          "2028-Q2", 2027, 2031, 1955, 300,
          "Het oudste riool van Floradorp; bij elke stortbui staat het water op straat."),
    Sewer("sneeuwbalstraat", "Sneeuwbalstraat", ("sneeuwbalstraat",),
          "2029-Q1", 2027, 2032, 1957, 300,
          "De buis ligt door verzakking vrijwel vlak en moet elk kwartaal worden doorgespoten."),
    Sewer("ribesstraat", "Ribesstraat", ("ribesstraat",),
          "2029-Q2", 2028, 2033, 1959, 400,
          "Camerabeelden laten open voegen en wortelingroei zien."),
    Sewer("heggerankweg-zuid", "Heggerankweg-Zuid", ("heggerankweg-1", "heggerankweg-2"),
          "2029-Q3", 2028, 2032, 1960, 400,
          "Zand spoelt de buis in; de stoep boven het riool zakt mee."),
    Sewer("aurikelstraat", "Aurikelstraat", ("aurikelstraat",),
          "2030-Q1", 2028, 2033, 1961, 400,
          "Scheuren over de volle lengte, nog niet urgent maar wel zeker."),
    Sewer("berberisstraat", "Berberisstraat", ("berberisstraat",),
          "2030-Q2", 2028, 2033, 1960, 400,
          "Twee huisaansluitingen bezweken in één winter."),
    Sewer("hortensiastraat", "Hortensiastraat en Duindoornplein",
          ("hortensiastraat", "duindoornplein"),
          "2031-Q1", 2029, 2035, 1962, 500,
          "Hier komt het water van drie straten samen; te krap voor de buien van nu."),
    Sewer("dotterbloemstraat", "Dotterbloemstraat en Pinksterbloemstraat",
          ("dotterbloemstraat", "pinksterbloemstraat"),
          "2032-Q1", 2029, 2035, 1963, 300,
          "Gresbuizen uit de bouwtijd met veel scheefstaande verbindingen."),
    Sewer("wingerdweg-midden", "Wingerdweg-Midden", ("wingerdweg-4", "wingerdweg-5"),
          "2032-Q2", 2030, 2036, 1963, 500,
          "Hoofdriool langs het park; de bodem van de buis is uitgesleten."),
    Sewer("latherusstraat", "Latherusstraat", ("latherusstraat",),
          "2033-Q1", 2030, 2036, 1964, 400,
          "Volgens het beheerplan aan de beurt; eerste scheuren gezien in 2023."),
    Sewer("ereprijsstraat", "Ereprijsstraat", ("ereprijsstraat",),
          "2033-Q3", 2030, 2036, 1964, 300,
          "Veel verstoppingen; bewoners bellen gemiddeld eens per maand."),
    Sewer("wingerdweg-zuid", "Wingerdweg-Zuid", ("wingerdweg-1", "wingerdweg-2", "wingerdweg-3"),
          "2034-Q1", 2031, 2037, 1966, 500,
          "Hoofdriool; reparatie van binnenuit is al een keer gedaan."),
    Sewer("bitterzoetstraat", "Bitterzoetstraat en Kalmoesstraat",
          ("bitterzoetstraat", "kalmoesstraat"),
          "2034-Q2", 2031, 2037, 1965, 300,
          "Ligt in slappe grond en is ruim twintig centimeter gezakt."),
    Sewer("heggerankweg-noord", "Heggerankweg-Noord en Akkerwindeweg",
          ("heggerankweg-3", "heggerankweg-4", "akkerwindeweg"),
          "2035-Q1", 2032, 2038, 1967, 400,
          "Einde technische levensduur volgens de laatste inspectie."),
    Sewer("kamperfoelieweg-midden", "Kamperfoelieweg-Midden",
          ("kamperfoelieweg-4", "kamperfoelieweg-5"),
          "2036-Q1", 2032, 2038, 1968, 500,
          "Ligt onder de busbaan; een gat hier legt lijn en winkels stil."),
    Sewer("wingerdweg-noord", "Wingerdweg-Noord", ("wingerdweg-6", "wingerdweg-7", "wingerdweg-8"),
          "2036-Q1", 2033, 2039, 1968, 400,
          "Matig beton, goed te plannen."),
    Sewer("andoornstraat", "Andoornstraat en Mosveld", ("andoornstraat", "mosveld-1"),
          "2037-Q1", 2033, 2040, 1970, 400,
          "Vet uit de horeca tast de buis aan."),
    Sewer("floraweg-west", "Floraweg-West", ("floraweg-1", "floraweg-2", "floraweg-3"),
          "2037-Q2", 2034, 2040, 1971, 500,
          "Hoofdriool van Floradorp naar het gemaal."),
    Sewer("kamperfoelieweg-noord", "Kamperfoelieweg-Noord",
          ("kamperfoelieweg-6", "kamperfoelieweg-7", "kamperfoelieweg-8"),
          "2039-Q1", 2035, 2041, 1974, 500,
          "Nog redelijk; meenemen kan, maar moet niet te vroeg."),
)  # fmt: skip

WATER_MAINS = (
    WaterMain("berberisstraat", "Berberisstraat", ("berberisstraat",),
              "2028-Q2", 2027, 2032, 1951,
              "Grijs gietijzer, vijf lekken in tien jaar."),
    WaterMain("dotterbloemstraat", "Dotterbloemstraat en Pinksterbloemstraat",
              ("dotterbloemstraat", "pinksterbloemstraat"),
              "2029-Q2", 2028, 2033, 1952,
              "Gietijzer met loden koppelingen; lood moet er hoe dan ook uit."),
    WaterMain("nigellestraat", "Nigellestraat", ("nigellestraat",),
              "2029-Q4", 2027, 2033, 1953,
              "Leidingbreuk in 2022 zette drie kelders blank."),
    WaterMain("kamperfoelieweg-zuid", "Kamperfoelieweg-Zuid",
              ("kamperfoelieweg-1", "kamperfoelieweg-2", "kamperfoelieweg-3"),
              "2030-Q1", 2028, 2034, 1955,
              "Asbestcement onder een drukke weg."),
    WaterMain("korenbloemstraat", "Korenbloemstraat", ("korenbloemstraat",),
              "2031-Q1", 2028, 2033, 1954,
              "Lage druk op de bovenverdiepingen."),
    WaterMain("latherusstraat", "Latherusstraat", ("latherusstraat",),
              "2031-Q2", 2029, 2035, 1956,
              "Gietijzer; de buis ligt tegen het riool aan."),
    WaterMain("heggerankweg-zuid", "Heggerankweg-Zuid", ("heggerankweg-1", "heggerankweg-2"),
              "2032-Q1", 2029, 2034, 1957,
              "Boombeschadiging bij drie linden."),
    WaterMain("hortensiastraat", "Hortensiastraat en Duindoornplein",
              ("hortensiastraat", "duindoornplein"),
              "2032-Q4", 2030, 2036, 1958,
              "Einde levensduur; geen brandkraan op het plein."),
    WaterMain("aurikelstraat", "Aurikelstraat", ("aurikelstraat",),
              "2033-Q1", 2030, 2035, 1958,
              "Asbestcement dat bros wordt."),
    WaterMain("bitterzoetstraat", "Bitterzoetstraat en Kalmoesstraat",
              ("bitterzoetstraat", "kalmoesstraat"),
              "2033-Q2", 2030, 2036, 1959,
              "Zakt mee met de slappe grond; koppelingen lekken."),
    WaterMain("ribesstraat", "Ribesstraat", ("ribesstraat",),
              "2034-Q1", 2030, 2036, 1960,
              "Asbestcement, nog geen storingen."),
    WaterMain("kamperfoelieweg-midden", "Kamperfoelieweg-Midden",
              ("kamperfoelieweg-4", "kamperfoelieweg-5"),
              "2034-Q2", 2031, 2037, 1961,
              "Transportleiding die half Noord voedt."),
    WaterMain("ereprijsstraat", "Ereprijsstraat", ("ereprijsstraat",),
              "2035-Q1", 2031, 2037, 1962,
              "Gietijzer, één lek per twee jaar."),
    WaterMain("floraweg-west", "Floraweg-West", ("floraweg-1", "floraweg-2", "floraweg-3"),
              "2035-Q3", 2032, 2038, 1962,
              "Nodig voor de druk in Floradorp."),
    WaterMain("wingerdweg-zuid", "Wingerdweg, Zuid en Midden",
              ("wingerdweg-1", "wingerdweg-2", "wingerdweg-3", "wingerdweg-4", "wingerdweg-5"),
              "2036-Q1", 2032, 2039, 1963,
              "Lange leiding, het liefst in één keer."),
)  # fmt: skip

SEWER_INTEREST = "Geen water op straat en geen noodreparaties; ploegen die vooruit kunnen werken."
WATER_INTEREST = "Altijd goed water, zonder dat we een nieuwe straat moeten openbreken."


def list_tasks() -> Tables:
    """Return the tasks of the water company with their variants."""
    pairs = [_sewer(row) for row in SEWERS] + [_water_main(row) for row in WATER_MAINS]
    return {"tasks": [task for task, _ in pairs], "variants": [variant for _, variant in pairs]}


def _sewer(row: Sewer) -> tuple[Record, Record]:
    places = place_ids(*row.places)
    opening = costs.opening_eur_per_m("sewer", pavement(*places))
    in_source = costs.opening_eur_per_m("sewer", Pavement.CLINKERS)
    own = costs.whole((costs.SEWER_EUR_PER_M[row.diameter_mm] - in_source) * length_m(*places))
    rate = 0.04
    task = {
        "id": f"riool-{row.id}",
        "partner_id": "waterbedrijf",
        "theme": "sewer",
        "visibility": "public",
        "title": f"Riool vervangen {row.where}",
        "reason": f"Aangelegd in {row.laid}. {row.why}",
        "interest": SEWER_INTEREST,
        "place_ids": places,
        "homes": homes(*places),
        **window(row.preferred, row.first_year, row.last_year),
        "stretch_before": 4,
        "stretch_after": 4,
        "stretch_eur_per_quarter": costs.whole(own * 0.01, 500),
        "failure_rate": rate,
        "failure_growth": 0.12,
        "failure_eur": costs.failure_eur(own + opening * length_m(*places), 60, rate),
        "confidence": "high" if row.laid < 1962 else "medium",
    }
    variant = {
        "id": f"riool-{row.id}-vervangen",
        "task_id": task["id"],
        "name": f"Vervangen, rond {row.diameter_mm} mm",
        "is_baseline": True,
        "duration_quarters": 2,
        "closed_weeks": 12 if length_m(*places) > 350 else 10,
        "investment_eur": own,
        "opening_eur_per_m": opening,
        "life_years": 60,
        "tags": ("leerwerk",),
    }
    return task, variant


def _water_main(row: WaterMain) -> tuple[Record, Record]:
    places = place_ids(*row.places)
    opening = costs.opening_eur_per_m("water", pavement(*places))
    own = costs.whole(costs.WATER_EUR_PER_M * length_m(*places))
    rate = 0.06
    task = {
        "id": f"water-{row.id}",
        "partner_id": "waterbedrijf",
        "theme": "drinking_water",
        "visibility": "public",
        "title": f"Drinkwaterleiding vervangen {row.where}",
        "reason": f"Aangelegd in {row.laid}. {row.why}",
        "interest": WATER_INTEREST,
        "place_ids": places,
        "homes": homes(*places),
        **window(row.preferred, row.first_year, row.last_year),
        "stretch_before": 6,
        "stretch_after": 4,
        "stretch_eur_per_quarter": costs.whole(own * 0.01, 500),
        "failure_rate": rate,
        "failure_growth": 0.10,
        "failure_eur": costs.failure_eur(own + opening * length_m(*places), 80, rate),
    }
    variant = {
        "id": f"water-{row.id}-vervangen",
        "task_id": task["id"],
        "name": "Vervangen door kunststof",
        "is_baseline": True,
        "duration_quarters": 1,
        "closed_weeks": 5,
        "investment_eur": own,
        "opening_eur_per_m": opening,
        "life_years": 80,
    }
    return task, variant
