# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from koppelkans.case import TABLES, CaseError, Row, build_case
from koppelkans.exchange import read_case
from koppelkans.exchange.open_data import (
    Manners,
    NewArea,
    ServiceError,
    WrongNeighbourhoodError,
    Years,
    new_area,
    write_start,
)
from tests.exchange.open_data.pretend import Failure, Pretend
from tests.exchange.open_data.town import CODE
from tests.factories import small_tables

YEARS = Years(2027, 2041, date(2026, 11, 23))
CRS = "EPSG:28992"


def make(town: Pretend, manners: Manners, *codes: str) -> NewArea:
    return new_area(codes or [CODE], YEARS, "en", services=town.services(), manners=manners)


def places(area: NewArea) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in area.tables["places"]}


def test_area_has_boundary_years_and_sources(town: Pretend, manners: Manners) -> None:
    (row,) = make(town, manners).tables["areas"]
    assert (row["id"], row["name"], row["first_year"], row["last_year"]) == (
        CODE, "Lindebuurt", 2027, 2041
    )  # fmt: skip
    assert row["geometry"].area == 400 * 300
    assert "2026-11-23" in row["description"]
    assert CODE in row["description"]


def test_places_carry_what_the_services_know(town: Pretend, manners: Manners) -> None:
    found = places(make(town, manners))
    assert set(found) == {"nwb-11", "nwb-13", "nwb-15", "nwb-16", "nwb-17", "nwb-19"}
    west = found["nwb-11"]
    assert (west["street"], west["length_m"], west["width_m"]) == ("Lindelaan", 160, 19)
    assert (west["addresses"], west["businesses"]) == (2, 0)
    assert found["nwb-13"]["businesses"] == 1
    assert found["nwb-16"]["addresses"] == 2  # one by distance
    assert found["nwb-17"]["traffic_class"] == "collector"
    assert found["nwb-17"]["addresses"] == 1
    assert {row["district"] for row in found.values()} == {"Lindebuurt"}


def test_what_nobody_knows_stays_empty(town: Pretend, manners: Manners) -> None:
    for row in places(make(town, manners)).values():
        assert row["pavement"] is row["pavement_year"] is row["bus_route"] is None
    assert places(make(town, manners))["nwb-16"]["width_m"] is None


def test_findings_name_what_asks_for_a_look(town: Pretend, manners: Manners) -> None:
    text = "\n".join(message.in_language("en") for message in make(town, manners).findings)
    assert "Places: 6. Homes: 7. Shops and firms: 2. Figures: 3." in text
    assert "of another street than their own: 1 (Verdwenenstraat 8A-2)." in text
    assert "too far from any place, not counted: 1 (Verweg 9)." in text
    assert "left out: 1." in text
    assert "for want of buildings on both sides: 5." in text
    assert "Gemiddeld inkomen per inwoner" in text


def test_two_neighbourhoods_make_one_area(town: Pretend, manners: Manners) -> None:
    area = make(town, manners, CODE, "BU0363NK02", CODE)
    (row,) = area.tables["areas"]
    assert row["name"] == "Lindebuurt, Oostbuurt"
    assert row["geometry"].geom_type == "Polygon"
    assert places(area)["nwb-14"]["district"] == "Oostbuurt"
    ids = [figure["id"] for figure in area.tables["figures"]]
    assert len(ids) == len(set(ids)) == 6


def test_the_file_lacks_exactly_what_people_must_fill_in(
    town: Pretend, manners: Manners, tmp_path: Path
) -> None:
    path = tmp_path / "case.gpkg"
    write_start(make(town, manners).tables, path)
    with pytest.raises(CaseError) as caught:
        read_case(path)
    problems = caught.value.problems
    assert {problem.table for problem in problems if not problem.field} == {
        "partners", "tasks", "variants"
    }  # fmt: skip
    assert {problem.field for problem in problems if problem.field} == {
        "pavement", "pavement_year", "width_m"
    }  # fmt: skip


def test_filled_in_it_is_a_case(town: Pretend, manners: Manners, tmp_path: Path) -> None:
    tables = {**make(town, manners).tables}
    for name in ("partners", "variants"):
        tables[name] = small_tables()[name]
    tables["tasks"] = [
        {**task, "place_ids": "nwb-11" if task["place_ids"] else ""}
        for task in small_tables()["tasks"]
    ]
    for row in tables["places"]:
        row.update(pavement="clinkers", pavement_year=1990, width_m=row["width_m"] or 12)
    expected = build_case(
        {name: [Row(n, row) for n, row in enumerate(rows)] for name, rows in tables.items()}, CRS
    )
    filled = {name: [dict(record) for record in getattr(expected, name)] for name in TABLES}
    write_start(filled, tmp_path / "a.gpkg")
    found = read_case(tmp_path / "a.gpkg")
    assert found.places == expected.places
    assert found.figures == expected.figures
    assert found.tasks == expected.tasks


def test_same_answers_give_the_same_file(town: Pretend, manners: Manners, tmp_path: Path) -> None:
    for name in ("a.gpkg", "b.gpkg"):
        write_start(make(town, manners).tables, tmp_path / name)
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()


@pytest.mark.parametrize("code", ["Bloemenbuurt", "BU0363", "bu0363nk01", "BU0363NK01' or 1", ""])
def test_what_is_no_code_is_not_even_asked(town: Pretend, manners: Manners, code: str) -> None:
    with pytest.raises(WrongNeighbourhoodError, match="such as BU0363NK01"):
        make(town, manners, code)
    assert not town.asked


def test_an_unknown_code_is_told(town: Pretend, manners: Manners) -> None:
    with pytest.raises(WrongNeighbourhoodError, match="knows no neighbourhood BU0363ZZ99"):
        make(town, manners, "BU0363ZZ99")


def test_a_service_that_ignores_the_question_is_not_believed(
    town: Pretend, manners: Manners
) -> None:
    town.collections["buurten"][0]["properties"]["buurtcode"] = "BU0363NK02"
    with pytest.raises(ServiceError, match="other neighbourhoods"):
        make(town, manners, "BU0363NK02")


@pytest.mark.parametrize(
    ("part", "service"),
    [
        ("buurten", "CBS Wijken en Buurten"),
        ("TypedDataSet", "CBS StatLine"),
        ("wegvakken", "Nationaal Wegenbestand"),
        ("ligplaats", "Basisregistratie Adressen en Gebouwen"),
        ("pand", "Basisregistratie Adressen en Gebouwen"),
    ],
)
def test_whichever_service_is_down_is_named(
    town: Pretend, manners: Manners, part: str, service: str
) -> None:
    town.failures[part] = [Failure(503)] * 10
    with pytest.raises(ServiceError, match=service):
        make(town, manners)
