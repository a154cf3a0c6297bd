# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One file with everything about a plan, and a manifest by which anybody can check it."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from koppelkans.case import Case
from koppelkans.exchange import (
    write_case,
    write_programme_geopackage,
    write_programme_workbook,
)
from koppelkans.exchange.geojson import write_geojson
from koppelkans.exchange.icalendar import write_icalendar
from koppelkans.exchange.project_xml import write_project_xml
from koppelkans.language import LANGUAGES
from koppelkans.line import case_digest
from koppelkans.plan.content import build_plan
from koppelkans.plan.content.since import Former, with_changes
from koppelkans.plan.formats import Format, set_as
from koppelkans.plan.reading import Reading
from koppelkans.plan.texts import NO_TEXTS, PlanTexts
from koppelkans.plan.types import Plan
from koppelkans.plan.word.template import Template
from koppelkans.result import Result
from koppelkans.seen.documents import (
    RESIDENTS,
    Kind,
    build_document,
    file_name,
    streets_of,
)
from koppelkans.seen.see import see
from koppelkans.seen.viewer import Viewer

SCHEMA = "koppelkans-archive/1"
MANIFEST, RESULT, CASE = "manifest.json", "result.json", "case.gpkg"
NO_CLOCK = (1980, 1, 1, 0, 0, 0)
PACKAGES = ("koppelkans", "highspy", "numpy", "pydantic", "python-docx", "shapely", "typst")
"""What the figures and the documents depend on."""

Report = Callable[[int, int], bool]
"""Told how many of how many files are made; returns whether to go on."""

Write = Callable[[Path], object]


@dataclass(frozen=True)
class Contents:
    """What an archive is made of.

    Attributes
    ----------
    case, result
        Everything, as it was computed.
    viewer
        Through whose eyes: what it may not see is in no file. Letters are as everybody sees them.
    texts
        What people wrote, by language and slot.
    template
        For the Word files.
    former
        Finds the version that was decided on, as the viewer sees it, for a plan in a language.
    made
        The moment of the result: calendars carry it. No other clock is in the archive.
    """

    case: Case
    result: Result
    viewer: Viewer
    texts: Mapping[str, PlanTexts] = field(default_factory=dict)
    template: Template | None = None
    former: Callable[[Reading], Former | None] = lambda _now: None
    made: datetime | None = None


def write_archive(contents: Contents, path: Path, report: Report = lambda _done, _of: True) -> bool:
    """Write the archive; return whether it was not broken off.

    The same contents give the same bytes.
    """
    files = dict(_files(contents))
    hashes: dict[str, str] = {}
    with TemporaryDirectory(dir=path.parent) as folder, zipfile.ZipFile(path, "w") as archive:
        for number, (name, write) in enumerate(files.items()):
            if not report(number, len(files)):
                return False
            # A writer takes the title of a layer or a sheet from the name of the file.
            file = Path(folder) / Path(name).name
            write(file)
            data = file.read_bytes()
            file.unlink()
            hashes[name] = hashlib.sha256(data).hexdigest()
            archive.writestr(zipfile.ZipInfo(name, NO_CLOCK), data, zipfile.ZIP_DEFLATED)
        manifest = json.dumps(_manifest(contents, hashes), indent=1, ensure_ascii=False)
        archive.writestr(
            zipfile.ZipInfo(MANIFEST, NO_CLOCK), manifest.encode(), zipfile.ZIP_DEFLATED
        )
    return report(len(files), len(files))


def _manifest(contents: Contents, hashes: Mapping[str, str]) -> dict[str, Any]:
    case, result = _seen(contents, "nl")
    return {
        "schema": SCHEMA,
        "area": {"id": case.area.id, "name": case.area.name},
        "made": contents.made.isoformat() if contents.made else None,
        "sight": contents.viewer.sight.value,
        "partner": contents.viewer.partner_id,
        "complete": case == contents.case,
        "case_sha256": case_digest(case),
        "settings": result.settings.model_dump(mode="json"),
        "sharing_rule": result.sharing_rule,
        "versions": {name: version(name) for name in PACKAGES},
        "texts": {language: dict(texts) for language, texts in contents.texts.items()},
        "files": dict(sorted(hashes.items())),
    }


def _seen(contents: Contents, language: str) -> tuple[Case, Result]:
    return see(contents.case, contents.result, contents.viewer, language)


def _files(contents: Contents) -> Iterator[tuple[str, Write]]:
    case, result = _seen(contents, "nl")
    yield CASE, partial(write_case, case)
    yield RESULT, partial(_write_text, result.to_json())
    yield "tables/programme.gpkg", partial(write_programme_geopackage, case, result)
    for language in LANGUAGES:
        yield from _tables(contents, language)
        for name, plan in _documents(contents, language):
            for file_format in (Format.DOCX, Format.PDF):
                write = partial(_write_plan, plan, file_format, contents.template)
                yield f"{language}/{name}.{file_format}", write


def _tables(contents: Contents, language: str) -> Iterator[tuple[str, Write]]:
    case, result = _seen(contents, language)

    def calendar(path: Path) -> None:
        if contents.made is not None:
            write_icalendar(case, result, path, language, contents.made)

    yield (
        f"{language}/programme.xlsx",
        lambda path: write_programme_workbook(case, result, path, language),
    )
    yield f"{language}/gantt.xml", lambda path: write_project_xml(case, result, path, language)
    yield f"{language}/places.geojson", lambda path: write_geojson(case, path, language, result)
    if contents.made is not None:
        yield f"{language}/calendar.ics", calendar


def _documents(contents: Contents, language: str) -> Iterator[tuple[str, Callable[[], Plan]]]:
    """Yield every document; its content is made when its file is written."""
    case, result = _seen(contents, language)
    texts = contents.texts.get(language, NO_TEXTS)
    yield "plan", partial(_plan, contents, Reading(case, result, language, texts))
    for kind in (Kind.MEMO, Kind.PERMITS):
        yield kind.value, partial(build_document, kind, case, result, language, texts=texts)
    for number, partner in enumerate(case.partners, start=1):
        name = f"partners/{number:02}-{file_name(partner.id)}"
        page = partial(build_document, Kind.PARTNER, case, result, language, about=partner.id)
        yield name, partial(page, texts=texts)
    public = see(contents.case, contents.result, RESIDENTS, language)
    notice = contents.case.area.notice
    for number, street in enumerate(streets_of(case), start=1):
        name = f"streets/{number:02}-{file_name(street)}"
        letter = partial(build_document, Kind.STREET, *public, language, about=street)
        yield name, partial(letter, texts=texts, notice=notice)


def _plan(contents: Contents, reading: Reading) -> Plan:
    plan = build_plan(reading.case, reading.result, reading.language, reading.texts)
    former = contents.former(reading)
    return with_changes(plan, reading, former) if former else plan


def _write_plan(
    build: Callable[[], Plan], file_format: Format, template: Template | None, path: Path
) -> None:
    path.write_bytes(set_as(build(), file_format, template=template))


def _write_text(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")
