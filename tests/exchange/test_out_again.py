# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A programme for maps, planners and calendars: as their formats ask, and giving nothing away."""

import json
import re
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import shapely
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS
from shapely.geometry import Polygon, shape

from koppelkans.case import Case, CaseError, Visibility
from koppelkans.exchange.geojson import write_geojson
from koppelkans.exchange.geoparquet import write_geoparquet
from koppelkans.exchange.icalendar import escape, fold, write_icalendar
from koppelkans.exchange.project_xml import NAMESPACE, write_project_xml
from koppelkans.language import LANGUAGES
from koppelkans.result import Result
from tests.factories import X, Y, small_case, small_tables
from tests.plan.results import small_result

HIDDEN = "Geheime opgave"
RTL = "תחזוקה של השכונה; כביש, ביוב"
MADE = datetime(2026, 11, 23, 12, tzinfo=UTC)

# The documented order of the elements that we could write (mspdi_pj12.xsd).
ORDER = {
    "Project": "SaveVersion UID Name Title ScheduleFromStart StartDate FinishDate CurrencyDigits"
    " CurrencySymbol CurrencyCode CalendarUID DefaultStartTime DefaultFinishTime MinutesPerDay"
    " MinutesPerWeek DaysPerMonth Calendars Tasks Resources Assignments",
    "Calendar": "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions",
    "WeekDay": "DayType DayWorking TimePeriod WorkingTimes",
    "WorkingTime": "FromTime ToTime",
    "Task": "UID ID Name Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber OutlineLevel"
    " Priority Start Finish Duration DurationFormat Work EffortDriven Recurring Estimated"
    " Milestone Summary ConstraintType CalendarUID ConstraintDate Deadline Notes PredecessorLink",
    "PredecessorLink": "PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat",
    "Resource": "UID ID Name Type IsNull Initials MaxUnits",
    "Assignment": "UID TaskUID ResourceUID Finish Start Units Work",
}


@pytest.fixture(scope="module")
def case() -> Case:
    tables = small_tables()
    tables["tasks"][0] |= {"title": RTL, "reason": "<&> \\ 10% ; x, y\nz"}
    tables["tasks"][1]["title"] = "heel lang " * 100
    tables["tasks"][4] |= {"title": HIDDEN, "visibility": Visibility.OWN, "reason": HIDDEN}
    for number in (5, 6):
        tables["variants"][number]["name"] = HIDDEN
    tables["tasks"][2]["geometry"] = Polygon([(X, Y), (X, Y + 9), (X + 9, Y + 9), (X + 9, Y)])
    return small_case(**tables)


@pytest.fixture(scope="module")
def result(case: Case) -> Result:
    return small_result(case)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def project(case: Case, result: Result, tmp_path: Path, language: str) -> Any:
    path = tmp_path / "programme.xml"
    write_project_xml(case, result, path, language)
    assert HIDDEN not in path.read_text(encoding="utf-8")
    return ElementTree.parse(path).getroot()


def name(element: Any) -> str:
    return str(element.tag).removeprefix(f"{{{NAMESPACE}}}")


def texts(element: Any) -> dict[str, str]:
    return {name(child): child.text for child in element}


def elements(project: Any, kind: str) -> list[dict[str, str]]:
    return [texts(element) for element in project.iter(f"{{{NAMESPACE}}}{kind}")]


def test_project_has_its_elements_in_the_documented_order(project: Any) -> None:
    for element in project.iter():
        if name(element) in ORDER:
            order = ORDER[name(element)].split()
            positions = [order.index(name(child)) for child in element]
            assert positions == sorted(positions)
    head = texts(project)
    assert {"SaveVersion", "CurrencyCode", "StartDate"} <= head.keys()
    (calendar,) = elements(project, "Calendar")
    assert calendar["UID"] == head["CalendarUID"]


def test_project_has_the_dates_of_the_programme(project: Any, case: Case, result: Result) -> None:
    tasks = {int(task["UID"]): task for task in elements(project, "Task")}
    done = {choice.task_id for choice in result.programme.tasks if choice.start}
    uids = {task.id: uid for uid, task in enumerate(case.tasks, start=1)}
    assert tasks.keys() == {uids[task_id] for task_id in done}
    sewer = tasks[uids["sewer-1"]]
    # 2029-Q3 and Q4: 1 July 2029 is a Sunday, 31 December a Monday.
    assert (sewer["Start"], sewer["Finish"]) == ("2029-07-02T08:00:00", "2029-12-31T17:00:00")
    for task in tasks.values():
        day, last = (date.fromisoformat(task[key][:10]) for key in ("Start", "Finish"))
        days = 0
        while day <= last:
            days += day.isoweekday() <= 5
            day += timedelta(days=1)
        assert task["Duration"] == f"PT{8 * days}H0M0S"
        assert len(task["Name"]) <= 512
    assert tasks[uids["sewer-1"]]["Name"] == RTL


def test_project_keeps_predecessors_and_partners(project: Any, case: Case) -> None:
    (link,) = elements(project, "PredecessorLink")
    uids = {task.id: str(uid) for uid, task in enumerate(case.tasks, start=1)}
    assert (link["PredecessorUID"], link["Type"], link["LinkLag"]) == (uids["sewer-1"], "1", "0")
    resources = {resource["UID"]: resource["Name"] for resource in elements(project, "Resource")}
    assert list(resources.values()) == [partner.name for partner in case.partners]
    owners = {uids[task.id]: case.partner[task.partner_id].name for task in case.tasks}
    for assignment in elements(project, "Assignment"):
        assert resources[assignment["ResourceUID"]] == owners[assignment["TaskUID"]]


def events(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode()
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    blocks = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", unfolded, flags=re.DOTALL)
    return [dict(line.split(":", 1) for line in b.strip().split("\r\n")) for b in blocks]


def test_calendar_has_an_event_for_each_task_and_occupation(
    case: Case, result: Result, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "programme.ics"
    write_icalendar(case, result, path, language, MADE)
    found = events(path)
    assert HIDDEN not in str(found)
    done = [choice for choice in result.programme.tasks if choice.start]
    assert len(found) == len(done) + result.programme.occupations
    assert len({event["UID"] for event in found}) == len(found)
    assert {event["DTSTAMP"] for event in found} == {"20261123T120000Z"}
    (sewer,) = (event for event in found if escape(RTL) in event["SUMMARY"])
    assert sewer["DTSTART;VALUE=DATE"] == "20290701"
    assert sewer["DTEND;VALUE=DATE"] == "20300101"
    assert escape("<&> \\ 10% ; x, y\nz") in sewer["DESCRIPTION"]


def test_an_event_that_moves_keeps_its_uid(case: Case, result: Result, tmp_path: Path) -> None:
    later = small_result(case, together={"coaches": ("coaches-v", "2030-Q1")})
    for number, outcome in enumerate((result, later)):
        write_icalendar(case, outcome, tmp_path / f"{number}.ics", "nl", MADE)
    before, after = (events(tmp_path / f"{number}.ics") for number in (0, 1))
    (moved,) = after
    (same,) = (event for event in before if event["UID"] == moved["UID"])
    assert same["DTSTART;VALUE=DATE"] != moved["DTSTART;VALUE=DATE"]


@given(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\n\x85\u2028\u2029"))
)
def test_folding_can_be_undone(line: str) -> None:
    folded = fold(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r")))
def test_escaping_can_be_undone(text: str) -> None:
    escaped = escape(text)
    assert "\n" not in escaped
    found = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], escaped, flags=re.DOTALL)
    assert found == text


@pytest.mark.parametrize("with_result", [True, False])
def test_geojson_is_in_degrees_and_as_the_standard_asks(
    case: Case, result: Result, tmp_path: Path, with_result: bool
) -> None:
    path = tmp_path / "case.geojson"
    write_geojson(case, path, "nl", result if with_result else None)
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert HIDDEN not in path.read_text(encoding="utf-8")
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    features = {feature["id"]: feature for feature in collection["features"]}
    assert len(features) == len(case.places) + len(case.tasks)
    for feature in features.values():
        if feature["geometry"] is None:
            continue
        points = shapely.get_coordinates(shape(feature["geometry"]))
        # The small case lies in Amsterdam.
        assert ((points > (4.8, 52.3)) & (points < (5.1, 52.5))).all()
    assert features["tasks/coaches"]["geometry"] is None
    ring = features["tasks/street-1"]["geometry"]["coordinates"][0]
    assert shapely.is_ccw(shapely.linearrings(ring))
    assert features["tasks/sewer-1"]["properties"]["title"] == RTL
    assert ("first_day" in features["tasks/sewer-1"]["properties"]) == with_result
    assert "variant" not in features["tasks/heat-1"]["properties"]


def test_geoparquet_comes_back_as_a_layer(case: Case, result: Result, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "case.parquet"
    write_geoparquet(case, path, "nl", result)
    table = pq.read_table(path)
    rows = {(row["kind"], row["id"]): row for row in table.to_pylist()}
    assert HIDDEN not in str(rows)
    assert len(rows) == len(case.places) + len(case.tasks)
    for place in case.places:
        assert shapely.from_wkb(rows["place", place.id]["geometry"]) == place.geometry
    assert rows["task", "coaches"]["geometry"] is None
    assert rows["task", "sewer-1"]["place_ids"] == "place-1; place-2"
    geo = json.loads(table.schema.metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert column["encoding"] == "WKB"
    assert CRS.from_user_input(column["crs"]) == CRS.from_user_input(case.crs)


def test_without_pyarrow_the_user_hears_what_to_do(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CaseError, match="needs the package pyarrow"):
        write_geoparquet(case, tmp_path / "case.parquet", "nl")
    assert not list(tmp_path.iterdir())


def test_costs_that_a_partner_keeps_to_itself_are_left_out(tmp_path: Path) -> None:
    tables = small_tables()
    tables["partners"][1]["costs_visible"] = Visibility.OWN
    case = small_case(**tables)
    write_project_xml(case, small_result(case), tmp_path / "p.xml", "en")
    root = ElementTree.parse(tmp_path / "p.xml").getroot()
    notes = {task["Name"]: task["Notes"] for task in elements(root, "Task")}
    assert "Investment" not in notes["Sewer-1"]
    assert "Investment" in notes["Street-1"]
    write_geojson(case, tmp_path / "p.geojson", "en")
    found = json.loads((tmp_path / "p.geojson").read_text(encoding="utf-8"))["features"]
    kept = {f["id"]: "failure_eur" in f["properties"] for f in found}
    assert not kept["tasks/sewer-1"]
    assert kept["tasks/street-1"]
