# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Unit values with source and range, in prices of their own year; unknown ones stay empty."""

from typing import NamedTuple

from koppelkans.case import LIBRARY

from .tables import Record

SOURCES = {
    "8": "Quintel, documentation (heat-infrastructure-costs), 2022",
    "9": "Stichting RIONED (riool.net), kosten van riolering (2015) en afkoppelen (2021)",
    "10": "PBL, Vesta MAIS, kengetallen, 2010",
    "11": "CVDR686907, gemeente De Ronde Venen, herstraattarieven 2023",
    "12": "Joint works road, water and sewer, Norway: iwaponline.com/wst/article/90/1/168/102849",
    "13": "Greater London Authority, Streets Service performance: 15 gezamenlijke werken, 768 "
    "dagen",
    "14": "CE Delft, Milieuprijzen (aangehaald), prijspeil 2021",
    "16": "RVO, groene tuin, 2024",
    "unknown": "Geen openbaar kengetal gevonden (november 2026)",
    "assumption": "Aanname van het project Koppelkans voor dit voorbeeld",
}


class Unit(NamedTuple):
    """A unit value; ``price_year`` is the year of ``low``, ``value`` and ``high``."""

    id: str
    name: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    source: str
    price_year: int = 2025
    confidence: str = "low"
    growth: float = 0.0
    applies: str = ""
    reason: str = ""
    """Why it differs from the library."""


POUND = 1.17
"""Euros for a pound sterling; assumption, about the rate of 2024 and 2025."""

LONDON_WEEKS = 768 / 7
BUSINESSES_PER_STREET = 60
"""Assumption: shops and firms along a London shopping street under works."""
LONDON_BUSINESS = POUND * 1_680_000 / LONDON_WEEKS / BUSINESSES_PER_STREET
"""EUR per business and week, from the measured loss; about 300."""

HOUR_EUR = 11.0
"""Assumption: value of an hour of travel or free time; the KiM tables are not public to us."""

FIGURES = (
    # What a closed week costs
    Unit("traffic_residential", "Verkeersmaatregelen woonstraat", 450, 250, 800,
         "EUR/week", "assumption", applies="Afzetting, borden en loopschotten voor één straatvak."),
    Unit("traffic_collector", "Verkeersmaatregelen wijkontsluitingsweg", 1_900, 1_000, 3_600,
         "EUR/week", "assumption", applies="Omleiding en verkeersregelaars voor één straatvak.",
         reason="Illustratief: op de Kamperfoelieweg en de Floraweg rijdt de bus door, dus staan "
         "er de hele dag verkeersregelaars."),
    Unit("traffic_main", "Verkeersmaatregelen hoofdweg", 4_500, 2_500, 9_000,
         "EUR/week", "assumption", applies="Nachtwerk, regelaars en omleiding voor één straatvak."),
    Unit("nuisance_household", "Hinder voor een huishouden", HOUR_EUR, 4, 30,
         "EUR/adres/week", "assumption",
         applies="Een uur per week omlopen, parkeerplek zoeken en lawaai, tegen 11 euro per "
         "uur. De bovengrens uit Londen ligt veel hoger, maar kan dubbel tellen."),
    Unit("nuisance_business", "Omzetverlies van een bedrijf", round(LONDON_BUSINESS * 0.6, -1), 50,
         round(LONDON_BUSINESS, -1), "EUR/bedrijf/week", "13",
         applies="Omgerekend van drukke Londense winkelstraten; voor de buurt 60 procent daarvan."),
    Unit("nuisance_bus", "Vertraging van buspassagiers", 1_600, 700, 3_200, "EUR/week",
         "assumption", applies="Per straatvak: 300 ritten per week, 12 passagiers, 2,5 minuut om, "
         "11 euro per uur. Bij een hele straat telt de omleiding per vak mee."),
    Unit("nuisance_through_residential", "Omrijden woonstraat", 60, 20, 150, "EUR/week",
         "assumption", applies="Ongeveer 350 auto's per week die een minuut omrijden."),
    Unit("nuisance_through_collector", "Omrijden wijkontsluitingsweg", 1_900, 800, 4_000,
         "EUR/week", "assumption",
         applies="Per straatvak: een kwart van 42.000 auto's per week, een minuut om."),
    Unit("nuisance_through_main", "Omrijden hoofdweg", 9_000, 4_000, 25_000, "EUR/week",
         "assumption", applies="Per straatvak: 100.000 voertuigen per week, een halve minuut, "
         "want één rijstrook blijft open."),
    # Climate and energy
    Unit("co2", "CO2 niet uitgestoten", 0.13, 0.05, 0.16, "EUR/kg", "14", price_year=2021,
         growth=0.02, applies="Stijgt ten opzichte van andere prijzen; gevoeligheid in WLO."),
    Unit("gas_price", "Aardgas, zonder belasting", 0.52, 0.35, 0.80, "EUR/m3", "assumption",
         applies="Levering en netwerk; energiebelasting is een overdracht en telt niet mee."),
    Unit("gas_connection", "Vaste kosten gas en ketel", 390, 300, 480, "EUR/woning/jaar",
         "assumption", applies="Netbeheer, vastrecht, onderhoud en vervanging van de ketel."),
    Unit("heat_price", "Warmte, zonder belasting", 17, 12, 22, "EUR/GJ", "assumption",
         applies="Betaald door bewoners en ontvangen door het warmtebedrijf: samen nul."),
    Unit("heat_fixed", "Vaste kosten warmte", 420, 320, 520, "EUR/woning/jaar", "assumption",
         applies="Betaald door bewoners en ontvangen door het warmtebedrijf: samen nul."),
    Unit("heat_source_mt", "Warmte van 70 °C maken", 8.0, 6.0, 13.0, "EUR/GJ", "assumption",
         applies="Restwarmte met een piekketel."),
    Unit("heat_source_lt", "Warmte van 50 °C maken", 5.5, 4.0, 9.0, "EUR/GJ", "assumption",
         applies="Warmte uit oppervlaktewater met een warmtepomp in de wijk."),
    Unit("power_price", "Stroom, zonder belasting", 0.16, 0.11, 0.24, "EUR/kWh", "assumption",
         applies="Levering en netwerk, gemiddeld over dag en seizoen."),
    Unit("heat_pump_rent", "Vergoeding voor een warmtepomp", 780, 600, 960, "EUR/woning/jaar",
         "assumption", applies="Betaald door bewoners, ontvangen door wie de pomp plaatst."),
    Unit("energy_coach", "Besparing na een energiecoach", 145, 80, 220, "EUR/huishouden/jaar",
         "assumption", applies="Kleine maatregelen en ander gedrag; dooft uit in vier jaar."),
    # Homes and health
    Unit("healthy_home", "Gezonder wonen na renovatie", 260, 100, 450, "EUR/woning/jaar",
         "assumption", applies="Minder zorgkosten en ziekteverzuim; samenhang, geen bewezen "
         "oorzaak "
         "(TNO, energiearmoede 2023)."),
    Unit("home_upkeep", "Minder reparaties en leegstand", 620, 350, 850, "EUR/woning/jaar",
         "assumption", applies="Voor de verhuurder."),
    Unit("damp", "Woning zonder vocht en schimmel", 340, 150, 600, "EUR/woning/jaar", "assumption",
         applies="Zorgkosten, verzuim op school en werk, en minder schilderwerk."),
    Unit("qaly", "Gezond levensjaar", None, None, None, "EUR/QALY", "unknown",
         applies="Geen officiële Nederlandse waarde beschikbaar; blijft naast de euro's staan."),
    # Street and green
    Unit("street_quality", "Prettiger straat", 95, 40, 160, "EUR/woning/jaar", "assumption",
         applies="Vlakke stoep, minder plassen, minder hard rijden; voor wie eraan woont."),
    Unit("road_safety", "Veiliger route", 18, 6, 35, "EUR/m/jaar", "assumption",
         applies="Minder letsel en schade op drukke routes en bij de school."),
    Unit("stormwater", "Regenwater niet in het riool", 1.6, 0.6, 3.0, "EUR/m2/jaar",
         "assumption", applies="Minder pompen, zuiveren en wateroverlast."),
    Unit("street_green", "Groen in de straat", 10.5, 4.0, 16.0, "EUR/m2/jaar", "assumption",
         applies="Woongenot en biodiversiteit; overlapt voor de helft met een prettiger straat."),
    Unit("tree", "Straatboom", 120, 50, 220, "EUR/boom/jaar", "assumption",
         applies="Schaduw, fijnstof, water en woongenot samen."),
    Unit("heat_stress", "Minder hitte op straat", None, None, None, "EUR/m2/jaar", "unknown",
         applies="Geen kengetal op straatniveau gevonden; blijft naast de euro's staan."),
    # People
    Unit("debt_help", "Huishouden uit de schulden", 2_600, 1_000, 4_500, "EUR/huishouden/jaar",
         "assumption", applies="Vermeden kosten van huisuitzetting, afsluiting, zorg en "
         "uitkering."),
    Unit("placement", "Iemand aan het werk", 14_500, 8_000, 22_000, "EUR/persoon", "assumption",
         applies="Uitkering en begeleiding die niet meer nodig zijn, gecorrigeerd voor wie toch "
         "werk had gevonden."),
    Unit("meeting_place", "Bezoeker van een buurthuiskamer", 130, 50, 260, "EUR/persoon/jaar",
         "assumption",
         applies="Minder beroep op zorg en welzijn; eenzaamheid zelf staat apart."),
    Unit("youth", "Jongere die vooruitkomt", 1_600, 600, 3_000, "EUR/jongere/jaar", "assumption",
         applies="Minder schooluitval, overlast en jeugdzorg."),
    Unit("school_child", "Kind dat beter meekomt", 140, 50, 300, "EUR/kind/jaar", "assumption",
         applies="Beter meekomen op school en gezonder spelen."),
    Unit("trust", "Vertrouwen van een huishouden", None, None, None, "EUR/huishouden/jaar",
         "unknown", applies="Niet in geld uit te drukken; telt mee in het gesprek."),
    # What is gained together
    Unit("joint_design", "Eén ontwerp, één bestek, één toezicht", 85, 40, 150, "EUR/m", "12",
         applies="Deel van de 24 procent die samen werken in de stad kan besparen; wat samen "
         "openen en sluiten bespaart, is eraf getrokken."),
    Unit("shared_trench", "Kabel in de sleuf van de warmteleiding", 60, 30, 90, "EUR/m",
         "assumption",
         applies="De sleuf is al gegraven en wordt samen dichtgemaakt."),
    Unit("shared_drainage", "Eén keer grondwater verlagen", 45, 20, 80, "EUR/m", "assumption",
         applies="Pompen, peilbuizen en lozingsvergunning maar één keer."),
    Unit("drain_pipe", "Regenwaterbuis in dezelfde sleuf als het riool", 130, 70, 200, "EUR/m",
         "assumption", applies="Graven en dichtmaken dat een tweede keer niet hoeft."),
    Unit("indoor_once", "Binnen alles in één keer", (7_372 - 4_069) * 0.4,
         600, 1_900, "EUR/woning", "8", price_year=2022,
         applies="Aanname: 40 procent van het verschil tussen een woning zonder en met een "
         "leiding die al binnen ligt."),
    Unit("coach_and_works", "Coach en werk tegelijk", 210, 90, 400, "EUR/woning", "assumption",
         applies="Meer mensen doen mee en gebruiken hun woning beter."),
    Unit("damp_and_works", "Vocht en renovatie tegelijk", 780, 350, 1_300, "EUR/woning",
         "assumption", applies="Eén keer slopen, drogen en stuken."),
    Unit("debt_and_works", "Achter de voordeur komen", 130, 50, 260, "EUR/woning", "assumption",
         applies="Wie toch binnen is, ziet zorgen eerder."),
    Unit("placement_at_works", "Plek die door het werk echt bestaat", 9_500, 4_000, 15_000,
         "EUR/plek", "assumption", applies="Een leerling op een werk dat er al is."),
    Unit("planting_once", "Bomen planten terwijl de straat open is", 5_200, 2_500, 8_000,
         "EUR/straatvak", "assumption",
         applies="Plantgaten, verkeersmaatregelen en toezicht maar één keer."),
    Unit("school_and_green", "Schoolplein en groene straat samen ontworpen", 24_000, 10_000,
         45_000, "EUR/project", "assumption",
         applies="Eén ontwerp en één aannemer voor plein en straat."),
    Unit("talk_and_works", "Ontmoeten terwijl de straat open ligt", None, None, None,
         "EUR/project", "unknown", applies="Wat vertrouwen waard is, weten we niet."),
)  # fmt: skip


def list_key_figures() -> list[Record]:
    """Return one record per key figure; where the library says the same, it is taken from there."""
    return [_record(unit) for unit in FIGURES]


def _record(unit: Unit) -> Record:
    described = {
        "id": unit.id,
        "name": unit.name,
        "unit": unit.unit,
        "growth": unit.growth,
        "applicability": unit.applies,
        "source": SOURCES[unit.source],
    }
    known = LIBRARY.get(unit.id)
    if known is not None and (known.value, known.low, known.high) == (
        unit.value, unit.low, unit.high
    ):  # fmt: skip
        return described | {"library_id": unit.id}
    return described | {
        "value": unit.value,
        "low": unit.low,
        "high": unit.high,
        "price_year": None if unit.value is None else unit.price_year,
        "confidence": unit.confidence,
        "library_id": unit.id if known else None,
        "reason": unit.reason,
    }
