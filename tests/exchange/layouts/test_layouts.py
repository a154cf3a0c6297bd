# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The register of works, HydX and IMKL come in by their ready mappings."""

import re
from pathlib import Path

import pytest

from koppelkans.exchange.layers import LayerError, LayerMapping, describe, parse_mapping
from koppelkans.exchange.layouts import LAYOUTS, open_layer, ready_mapping, start_mapping
from tests.exchange.layers.layers import line, plan, row, write
from tests.exchange.layouts.files import IMKL, street, write_hydx, write_imkl, write_wior

FILLED_IN = {
    "partner_id": '{ value = "water" }',
    "preferred_start": '{ value = "2031-Q1" }',
    "earliest_start": '{ value = "2028-Q1" }',
    "latest_start": '{ value = "2033-Q4" }',
    "duration_quarters": "{ value = 1 }",
    "closed_weeks": "{ value = 6 }",
    "life_years": "{ value = 60 }",
}


def filled_in(layout: str, **rules: str) -> LayerMapping:
    """Return a ready mapping as somebody fills it in."""
    text = ready_mapping(layout)
    money = (
        "{ value = 100000 }"
        if layout == "wior"
        else '{ column = "@length_m", factor = 600, of = "sum" }'
    )
    for field, rule in ({**FILLED_IN, "investment_eur": money} | rules).items():
        text = re.sub(
            rf"^{field} = {{ fill_in .*$", lambda _, f=field, r=rule: f"{f} = {r}", text, flags=re.M
        )
    return parse_mapping(text, f"{layout}.toml")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_ready_mapping_names_what_is_still_to_be_filled_in(layout: str) -> None:
    with pytest.raises(LayerError, match=r"tasks\.partner_id: still to be filled in"):
        parse_mapping(ready_mapping(layout), layout)
    assert filled_in(layout).records


def test_works_of_the_register_become_tasks(tmp_path: Path) -> None:
    works = [
        {"id": "7001", "geometry": street(0, 240)},
        {"id": "7002", "geometry": street(260, 490), "typeWerkzaamheden": "Groen",
         "datumEindeUitvoering": "2029-02-20"},
    ]  # fmt: skip
    found = plan(write_wior(tmp_path / "wior.geojson", works), filled_in("wior"))
    case = found.merged.case
    assert case is not None
    first, second = case.task["wior-7001"], case.task["wior-7002"]
    assert (first.theme, second.theme) == ("sewer", "other")
    assert first.place_ids == ("place-1", "place-2")
    assert second.place_ids == ("place-3",)
    assert str(first.preferred_start) == "2029-Q1"
    assert case.variant["wior-7001-zoals-gepland"].duration_quarters == 3
    assert case.variant["wior-7002-zoals-gepland"].duration_quarters == 1
    assert "“Groen” is not in the mapping" in "\n".join(describe(found, "en"))


def test_register_under_the_names_of_a_database_reads_the_same(tmp_path: Path) -> None:
    columns = {
        "id": "7001", "projectnaam": "Riool", "beschrijving": "", "type_werkzaamheden": "Riolering",
        "datum_start_uitvoering": "2029-02-01", "datum_einde_uitvoering": "2029-08-31",
    }  # fmt: skip
    path = write(tmp_path / "wior.gpkg", [columns | {"geometry": street(0, 240)}])
    found = plan(path, filled_in("wior"))
    assert found.merged.case is not None
    assert found.merged.case.task["wior-7001"].place_ids == ("place-1", "place-2")


def test_sewers_of_hydx_become_a_task_for_each_street_section(tmp_path: Path) -> None:
    found = plan(write_hydx(tmp_path / "hydx"), filled_in("hydx"))
    case = found.merged.case
    assert case is not None
    assert found.gathered.not_chosen == 1
    task = case.task["riool-place-1"]
    assert task.title == "Riool vervangen Dwarsstraat 1"
    assert task.reason == "Strengen s1, s2; materiaal BET; breedte of diameter 300 mm"
    assert case.variant["riool-place-1-vervangen"].investment_eur == pytest.approx(600 * 122)
    assert case.task["riool-place-2"].reason.endswith("materiaal MSW; breedte of diameter 400 mm")


def test_year_that_a_sewer_manager_adds_decides_the_moment(tmp_path: Path) -> None:
    rule = '{ column = "BOUWJAAR", add_years = 60, in_quarter = 1, of = "min", clip = true }'
    told = filled_in("hydx", preferred_start=rule, earliest_start='{ value = "2027-Q1" }')
    found = plan(write_hydx(tmp_path / "hydx", year_column="Bouwjaar"), told)
    assert found.merged.case is not None
    assert str(found.merged.case.task["riool-place-1"].preferred_start) == "2028-Q1"
    with pytest.raises(LayerError, match="column BOUWJAAR is not in this layer"):
        plan(write_hydx(tmp_path / "zonder"), told)


def test_hydx_opens_by_any_of_its_files_and_by_longer_names(tmp_path: Path) -> None:
    folder = write_hydx(tmp_path / "hydx")
    assert plan(folder / "Verbinding.csv", filled_in("hydx")).merged.case is not None
    for path in list(folder.iterdir()):
        path.rename(folder / f"{path.stem}_Noord.CSV")
    assert plan(folder, filled_in("hydx")).merged.case is not None
    (folder / "Verbinding_Zuid.csv").write_text("x")
    with pytest.raises(LayerError, match=r"several files can be Verbinding.csv"):
        plan(folder, filled_in("hydx"))


def test_hydx_with_a_file_missing_says_which(tmp_path: Path) -> None:
    folder = write_hydx(tmp_path / "hydx")
    (folder / "Knooppunt.csv").unlink()
    with pytest.raises(LayerError, match=r"Knooppunt.csv is missing"):
        plan(folder, filled_in("hydx"))


def test_hydx_in_another_character_set_says_so(tmp_path: Path) -> None:
    folder = write_hydx(tmp_path / "hydx", encoding="cp1252")
    with pytest.raises(LayerError, match="character set UTF-8"):
        plan(folder, filled_in("hydx"))
    told = filled_in("hydx").model_copy(update={"encoding": "cp1252"})
    assert plan(folder, told).merged.case is not None


def test_other_csv_is_not_taken_for_hydx(tmp_path: Path) -> None:
    (tmp_path / "Verbinding.csv").write_text("a;b\n1;2\n")
    with pytest.raises(LayerError, match="UNI_IDE, KN1_IDE, KN2_IDE, VRB_TYP are missing"):
        plan(tmp_path, filled_in("hydx"))


@pytest.mark.parametrize("version", IMKL)
def test_lines_of_imkl_come_in_with_theme_and_size(tmp_path: Path, version: str) -> None:
    path = write_imkl(tmp_path / "levering.xml", version)
    with open_layer(path, filled_in("imkl")) as layer:
        water, cable = layer.features
    assert water.values["thema"] == "water"
    assert water.values["diameter_mm"] == 100
    assert water.values["materiaal"] == "PVC"
    assert water.values["beheerder"] == "KL9999"
    assert cable.values["soort"] == "Elektriciteitskabel"
    assert cable.values["spanning_V"] == "400"
    found = plan(path, filled_in("imkl"))
    assert found.merged.case is not None
    task = found.merged.case.task["water-place-1"]
    assert task.reason == "Waterleiding, diameter 100 mm, PVC"
    assert task.geometry.length == pytest.approx(120)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'


@pytest.mark.parametrize("before", [ENTITIES, OUTSIDE, '<!DOCTYPE x SYSTEM "http://x/y.dtd">\n'])
def test_entities_in_xml_are_refused(tmp_path: Path, before: str) -> None:
    path = write_imkl(tmp_path / "levering.xml", before=before)
    with pytest.raises(LayerError, match="entities; that is not accepted"):
        plan(path, filled_in("imkl"))


def test_imkl_in_other_coordinates_is_refused(tmp_path: Path) -> None:
    path = write_imkl(tmp_path / "levering.xml", srs="urn:ogc:def:crs:EPSG::4258")
    with pytest.raises(LayerError, match="expected coordinates in RD New"):
        plan(path, filled_in("imkl"))


@pytest.mark.parametrize("text", ["<a/>", "<a><b></a>", "geen xml", "<" * 5000, "<a>" * 100_000])
def test_other_xml_is_not_taken_for_imkl(tmp_path: Path, text: str) -> None:
    path = tmp_path / "levering.xml"
    path.write_text(text)
    with pytest.raises(LayerError, match=r"no cables or pipes|damaged"):
        plan(path, filled_in("imkl"))


def test_mapping_for_any_layer_starts_with_its_columns(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gpkg", [row("1"), row("2", line((0, 252), (9, 252)))])
    text = start_mapping(path, "en")
    assert "#   straat: Dwarsstraat\n" in text
    with pytest.raises(LayerError, match=r"tasks\.title: still to be filled in: What has to be"):
        parse_mapping(text, "start.toml")
