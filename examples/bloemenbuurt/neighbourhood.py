# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The area as a whole, and what Statistics Netherlands knows about its two buurten."""

from shapely import Polygon

from .costs import DISCOUNT_RATE, PRICE_LEVEL
from .streets import BOUNDARY
from .tables import Record

NOTICE = (
    "De opgaven, bedragen en gesprekken in dit voorbeeld zijn verzonnen: getekend door het project "
    "Koppelkans op basis van openbare feiten over de buurt. Ze zijn niet van de echte organisaties."
)

AREA: Record = {
    "id": "bloemenbuurt",
    "name": "Bloemenbuurt",
    "description": "Bloemenbuurt-Noord en Bloemenbuurt-Zuid in Amsterdam-Noord: tuindorp "
    "Floradorp, "
    "portiekflats uit de jaren vijftig en zestig, de winkels van Mosveld en Mosplein. Riool, "
    "water, "
    "warmte, stroom, straat, woningen en het sociaal domein hebben hier alle iets te doen, de "
    "meeste tussen 2028 en 2040.",
    "notice": NOTICE,
    "geometry": Polygon(BOUNDARY),
    "first_year": 2027,
    "last_year": 2046,
    "price_level": PRICE_LEVEL,
    "discount_rate": DISCOUNT_RATE,
    "mean_income_eur": 36_000,  # Assumption, only to weigh by income beside the euros
}

INCOME_SOURCE = "Aanname van het project Koppelkans voor dit voorbeeld; geen cijfer van het CBS"

INCOME_GROUPS: tuple[Record, ...] = (
    {"id": "huurders", "name": "Huurders van de corporaties", "income_eur": 26_000,
     "beneficiary": "tenants", "source": INCOME_SOURCE},
    {"id": "buurt", "name": "Bewoners van de buurt", "income_eur": 29_000,
     "beneficiary": "residents", "source": INCOME_SOURCE},
)  # fmt: skip

CBS = "CBS, Kerncijfers wijken en buurten 2024 (85984NED), CC BY"

FIGURES: tuple[tuple[str, str, float, float, str], ...] = (
    # id, what, Bloemenbuurt-Noord (BU0363NK01), Bloemenbuurt-Zuid (BU0363NK02), unit
    ("inwoners", "Inwoners", 2_475, 2_340, "personen"),
    ("huishoudens", "Huishoudens", 1_250, 1_190, "huishoudens"),
    ("jonger-dan-15", "Inwoners jonger dan 15 jaar", 425, 410, "personen"),
    ("ouder-dan-65", "Inwoners van 65 jaar en ouder", 450, 370, "personen"),
    ("grootte", "Gemiddelde grootte van een huishouden", 2.0, 2.0, "personen"),
    ("woz", "Gemiddelde WOZ-waarde", 404, 419, "1.000 euro"),
    ("koop", "Koopwoningen", 27, 9, "%"),
    ("eengezins", "Eengezinswoningen", 53, 17, "%"),
    ("oppervlakte", "Oppervlakte land", 35, 36, "ha"),
    ("gezond", "Inwoners die hun gezondheid goed vinden", 63.9, 60.7, "%"),
)  # fmt: skip


def list_figures() -> list[Record]:
    """Return one record per figure and buurt."""
    return [
        {
            "id": f"{figure}-{part.lower()}",
            "name": f"{name}, Bloemenbuurt-{part}",
            "value": value,
            "unit": unit,
            "year": 2024,
            "source": CBS,
        }
        for figure, name, north, south, unit in FIGURES
        for part, value in (("Noord", north), ("Zuid", south))
    ]
