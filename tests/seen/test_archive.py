# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""An archive: everything in it, the same bytes again, and every change of it found."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from koppelkans.case import CaseError
from koppelkans.seen import Sight, Viewer
from koppelkans.seen.archive import Contents, write_archive
from koppelkans.seen.check_archive import check_archive
from tests.factories import small_case
from tests.plan.results import small_result


@pytest.fixture(scope="module")
def contents() -> Contents:
    case = small_case()
    texts = {"nl": {"costs": "Eigen woorden."}}
    made = datetime(2026, 11, 1, tzinfo=UTC)
    return Contents(case, small_result(case), Viewer(Sight.ALL), texts, made=made)


@pytest.fixture(scope="module")
def archive(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "plan.zip"
    assert write_archive(contents, path)
    return path


def change(archive: Path, path: Path, edit: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(archive) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    edit(parts)
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def test_everything_is_in_it_with_its_hash(archive: Path) -> None:
    with zipfile.ZipFile(archive) as found:
        names = set(found.namelist())
        manifest = json.loads(found.read("manifest.json"))
        for name, digest in manifest["files"].items():
            assert hashlib.sha256(found.read(name)).hexdigest() == digest
    assert set(manifest["files"]) == names - {"manifest.json"}
    for language in ("nl", "en"):
        for name in ("plan.docx", "plan.pdf", "memo.docx", "permits.pdf", "programme.xlsx",
                     "gantt.xml", "calendar.ics", "places.geojson"):  # fmt: skip
            assert f"{language}/{name}" in names
        assert sum(n.startswith(f"{language}/streets/") for n in names) == 4
        assert sum(n.startswith(f"{language}/partners/") for n in names) == 8
    assert {"case.gpkg", "result.json", "tables/programme.gpkg"} <= names
    assert manifest["texts"]["nl"] == {"costs": "Eigen woorden."}
    assert manifest["complete"]


def test_what_was_made_checks_out(archive: Path) -> None:
    assert check_archive(archive) == ()


def test_every_change_is_found(archive: Path, tmp_path: Path) -> None:
    def edit(parts: dict[str, bytes]) -> None:
        parts["nl/gantt.xml"] += b" "
        del parts["en/memo.pdf"]
        parts["extra.txt"] = b"x"

    told = [m.in_language("en") for m in check_archive(change(archive, tmp_path / "b.zip", edit))]
    assert sorted(told) == [
        "en/memo.pdf: is missing.",
        "extra.txt: is not in the manifest.",
        "nl/gantt.xml: has changed since the archive was made.",
    ]


def test_figure_that_does_not_come_out_again_is_found_to_the_cent(
    archive: Path, tmp_path: Path
) -> None:
    def edit(parts: dict[str, bytes]) -> None:
        result = json.loads(parts["result.json"])
        result["programme"]["entries"][0]["eur"] += 0.02
        parts["result.json"] = json.dumps(result).encode()
        manifest = json.loads(parts["manifest.json"])
        manifest["files"]["result.json"] = hashlib.sha256(parts["result.json"]).hexdigest()
        parts["manifest.json"] = json.dumps(manifest).encode()

    (told,) = check_archive(change(archive, tmp_path / "b.zip", edit))
    assert "computed again" in told.in_language("en")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 half"])
def test_file_that_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(CaseError):
        check_archive(path)


def test_other_zip_is_refused(archive: Path, tmp_path: Path) -> None:
    for edit in (
        lambda parts: parts.pop("manifest.json"),
        lambda parts: parts.update({"manifest.json": b"[]"}),
        lambda parts: parts.update({"manifest.json": b'{"schema": "x"}'}),
    ):
        with pytest.raises(CaseError):
            check_archive(change(archive, tmp_path / "b.zip", edit))


def test_making_can_be_broken_off(contents: Contents, tmp_path: Path) -> None:
    assert not write_archive(contents, tmp_path / "a.zip", lambda done, _of: done < 2)
