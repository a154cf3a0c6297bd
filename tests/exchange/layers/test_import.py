# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an import does to a case: shown whole, then done whole, or not at all."""

from pathlib import Path

import pyogrio
import pytest
from shapely.geometry import LineString

from koppelkans.case import Case
from koppelkans.exchange import read_case, write_case
from koppelkans.exchange.layers import (
    LayerError,
    Reason,
    describe,
    fingerprint,
    save_case,
    write_unmatched,
)
from tests.exchange.layers.layers import MAPPING, line, mapping, plan, row, write
from tests.factories import small_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def imported(path: Path, case: Case | None = None) -> Case:
    found = plan(path, case=case)
    assert found.merged.case is not None, found.problems
    return found.merged.case


def problems(path: Path, text: str = MAPPING, case: Case | None = None) -> str:
    found = plan(path, mapping(text), case)
    assert found.merged.case is None
    return "\n".join(problem.in_language("en") for problem in found.problems)


def test_second_time_changes_nothing(folder: Path) -> None:
    path = write(folder / "a.geojson", [row("1"), row("2")])
    again = plan(path, case=imported(path))
    assert (again.merged.added, again.merged.changed, again.merged.unchanged) == ((), (), 4)


def test_changed_row_changes_only_its_own_fields(folder: Path) -> None:
    path = write(folder / "a.geojson", [row("1"), row("2")])
    case = imported(path)
    stretched = case.task["riool-1"].model_copy(update={"stretch_after": 3})
    tasks = tuple(stretched if task.id == "riool-1" else task for task in case.tasks)
    path = write(folder / "a.geojson", [row("1", kosten=1.0), row("2")])
    found = plan(path, case=case.model_copy(update={"tasks": tasks}))
    (change,) = found.merged.changed
    assert (change.after.id, change.fields) == ("riool-1-v", ("investment_eur",))
    assert found.merged.case is not None
    assert found.merged.case.task["riool-1"].stretch_after == 3
    assert "investment_eur: 250000.0 → 1.0" in "\n".join(describe(found, "en"))


def test_record_of_somebody_else_is_not_taken_over(folder: Path) -> None:
    path = write(folder / "a.geojson", [row("1")])
    text = MAPPING.replace('"riool-{code}"', '"street-{code}"', 1)
    assert "belongs to city; choose another id" in problems(path, text)


def test_double_ids_with_other_values_are_named_with_both_rows(folder: Path) -> None:
    path = write(folder / "a.geojson", [row("1"), row("2"), row("1", kosten=3.0)])
    said = problems(path)
    assert "row 3, “riool-1-v”" in said
    assert "row 1 of the layer has this id too" in said


def test_row_without_a_place_is_left_out_and_listed_on_a_map(folder: Path) -> None:
    far = line((0, 400), (100, 400))
    path = write(folder / "a.geojson", [row("1"), row("2", far), row("3", None)])
    rows = [row("1"), row("2", far, straat=""), row("3") | {"geometry": None, "straat": ""}]
    found = plan(write(path, rows))
    assert [u.reason for u in found.gathered.unmatched] == [Reason.FAR, Reason.NO_GEOMETRY]
    assert [record.id for record in found.merged.added] == ["riool-1", "riool-1-v"]
    write_unmatched(found, "EPSG:28992", folder / "los.gpkg", "en")
    meta, _, shapes, columns = pyogrio.raw.read(folder / "los.gpkg", layer="unmatched")
    values = dict(zip(meta["fields"], columns, strict=True))
    assert meta["crs"] == "EPSG:28992"
    assert list(values["row"]) == [2, 3]
    assert list(values["code"]) == ["2", "3"]
    assert values["reason"][0] == "it lies farther than 15 m from every place"
    assert shapes[0] is not None
    assert shapes[1] is None


def test_what_lies_outside_the_area_is_counted_and_left(folder: Path) -> None:
    path = write(folder / "a.geojson", [row("1"), row("2", line((9000, 0), (9100, 0)))])
    found = plan(path)
    assert found.gathered.count.outside == 1
    assert not found.gathered.unmatched


def test_layer_wholly_outside_the_area_asks_about_its_coordinates(folder: Path) -> None:
    path = write(folder / "a.geojson", [row("2", line((9000, 0), (9100, 0)))])
    with pytest.raises(LayerError, match="no row lies in the area"):
        plan(path)


def test_every_wrong_value_is_named_in_the_words_of_the_layer(folder: Path) -> None:
    rows = [row("1", start="soon", kosten="veel"), row("2", start="2030-Q3", kosten="1.234")]
    said = problems(write(folder / "a.geojson", rows))
    assert "a.geojson, tasks, row 1, “riool-1”, field preferred_start (start): found soon" in said
    assert "variants, row 1, “riool-1-v”, field investment_eur (kosten): found veel" in said
    assert "found 1.234; this can mean two numbers" in said


def test_value_that_is_not_in_the_mapping_is_named(folder: Path) -> None:
    path = write(folder / "a.geojson", [row("1", soort="Kolk")])
    assert "“Kolk” is not in the mapping" in "\n".join(describe(plan(path), "en"))
    text = MAPPING.replace(', otherwise = "other"', "")
    assert "found Kolk; expected one of: DWA" in problems(path, text)


def test_column_that_the_layer_has_not_got_is_named_with_those_it_has(folder: Path) -> None:
    path = write(folder / "a.geojson", [row("1")])
    with pytest.raises(LayerError, match="column prijs is not in this layer; it has: code, straat"):
        plan(path, mapping(MAPPING.replace("kosten", "prijs")))


def test_case_blanks_and_underscores_in_names_of_columns_do_not_matter(folder: Path) -> None:
    path = write(folder / "a.geojson", [row("1")])
    assert plan(path, mapping(MAPPING.replace('"start"', '"Start_"'))).merged.case is not None


GROUPED = """
format_version = 1
group = "place"
[match]
[tasks]
id = { template = "riool-{@place_id}" }
partner_id = { value = "water" }
theme = { value = "sewer" }
title = { template = "Riool {@place}" }
reason = { template = "Strengen {code}" }
preferred_start = { column = "jaar", add_years = 60, in_quarter = 2, of = "min", clip = true }
earliest_start = { value = "2027-Q1" }
latest_start = { value = "2033-Q4" }
[variants]
id = { template = "riool-{@place_id}-v" }
task_id = { template = "riool-{@place_id}" }
name = { value = "Vervangen" }
duration_quarters = { value = 1 }
investment_eur = { column = "@length_m", factor = 600, of = "sum" }
life_years = { value = 60 }
closed_weeks = { value = 8 }
"""


def test_pipes_at_one_place_become_one_task(folder: Path) -> None:
    rows = [
        row("a", line((0, 252), (60, 252)), jaar=1970),
        row("b", line((60, 252), (125, 252)), jaar=1972),
        row("c", line((125, 252), (250, 252)), jaar=1931),
    ]
    found = plan(write(folder / "a.geojson", rows), mapping(GROUPED))
    case = found.merged.case
    assert case is not None
    first, second = case.task["riool-place-1"], case.task["riool-place-2"]
    assert first.reason == "Strengen a, b"
    assert str(first.preferred_start) == "2030-Q2"
    assert str(second.preferred_start) == "2027-Q1"
    assert found.reader.clipped == 1
    assert case.variant["riool-place-1-v"].investment_eur == pytest.approx(600 * 125)


def test_sum_with_a_figure_missing_is_not_a_sum(folder: Path) -> None:
    rows = [row("a", kosten=5.0, jaar=1970), row("b", jaar=1970) | {"kosten": None}]
    text = GROUPED.replace('"@length_m", factor = 600', '"kosten"')
    assert "investment_eur (kosten): a value is required" in problems(
        write(folder / "a.geojson", rows), text
    )


def test_rows_of_a_group_that_differ_are_asked_about(folder: Path) -> None:
    rows = [row("a", jaar=1970), row("b", jaar=1971)]
    text = GROUPED.replace(' of = "min",', "")
    assert "the rows of this group differ" in problems(write(folder / "a.geojson", rows), text)


def test_only_chosen_rows_take_part(folder: Path) -> None:
    path = write(folder / "a.geojson", [row("1"), row("2", soort="Kolk")])
    found = plan(path, mapping(MAPPING, only={"soort": ["dwa"]}))
    assert found.gathered.not_chosen == 1
    assert [record.id for record in found.merged.added] == ["riool-1", "riool-1-v"]


def test_line_that_crosses_itself_is_mended_and_counted(folder: Path) -> None:
    loop = line((0, 252), (100, 252), (100, 256), (50, 256), (50, 248), (120, 248))
    found = plan(write(folder / "a.geojson", [row("1", loop)]))
    assert found.gathered.count.mended == 1
    assert found.merged.case is not None
    assert found.merged.case.task["riool-1"].geometry.length == pytest.approx(loop.length)


def test_months_between_two_dates_become_quarters(folder: Path) -> None:
    text = MAPPING.replace(
        "duration_quarters = { value = 2 }",
        'duration_quarters = { column = "klaar", since = "start" }',
    )
    path = write(folder / "a.geojson", [row("1", start="2030-03-20", klaar="2030-07-02T10:00:00Z")])
    found = plan(path, mapping(text))
    assert found.merged.case is not None
    assert found.merged.case.variant["riool-1-v"].duration_quarters == 3


def test_case_survives_the_road_through_a_file(folder: Path) -> None:
    case = imported(write(folder / "a.geojson", [row("1"), row("2", straat="שלום רחוב")]))
    write_case(case, folder / "case.gpkg")
    assert read_case(folder / "case.gpkg") == case


def test_nothing_is_written_over_a_file_that_has_changed(folder: Path) -> None:
    path = folder / "case.gpkg"
    write_case(small_case(), path)
    seen = fingerprint(path)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(LayerError, match="changed in the meantime"):
        save_case(small_case(), path, seen)


def test_nothing_is_written_while_another_program_has_the_file_open(folder: Path) -> None:
    path = folder / "case.gpkg"
    write_case(small_case(), path)
    (folder / "case.gpkg-wal").write_bytes(b"something")
    with pytest.raises(LayerError, match="close it there first"):
        save_case(small_case(), path, fingerprint(path))


def test_points_and_areas_can_be_places_as_well(folder: Path) -> None:
    text = """
format_version = 1
[figures]
id = { template = "boom-{code}" }
name = { value = "Boom" }
value = { column = "kosten" }
unit = { value = "EUR" }
source = { value = "bomenlijst" }
"""
    found = plan(write(folder / "a.geojson", [row("1")]), mapping(text))
    assert [record.id for record in found.merged.added] == ["boom-1"]


def test_geometry_is_flat_even_when_the_layer_is_not(folder: Path) -> None:
    high = LineString([(x, y, 3.0) for x, y in line((2, 255), (245, 255)).coords])
    case = imported(write(folder / "a.gpkg", [row("1", high)]))
    assert not case.task["riool-1"].geometry.has_z
