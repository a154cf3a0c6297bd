# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making the file that somebody wants, with nothing in it that this viewer may not see."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from koppelkans.case import Case
from koppelkans.exchange import write_programme_geopackage, write_programme_workbook
from koppelkans.exchange.compare import diff_cases
from koppelkans.exchange.geojson import write_geojson
from koppelkans.exchange.icalendar import write_icalendar
from koppelkans.exchange.project_xml import write_project_xml
from koppelkans.plan.content.since import Former, with_changes
from koppelkans.plan.formats import Format, set_as
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Plan
from koppelkans.result import Result
from koppelkans.seen import see
from koppelkans.seen.archive import Contents, write_archive
from koppelkans.seen.documents import Kind, build_document
from koppelkans.web.models import Alternative
from koppelkans.web.plans.wanted import ARCHIVE, TABLES, Wanted
from koppelkans.web.store import load_result, load_shown_case

Report = Callable[[int, int], bool]
"""Told how many of how many steps are done; returns whether to go on."""


def make(wanted: Wanted, path: Path, report: Report) -> bool:
    """Write a file; return whether it was not broken off.

    Raises
    ------
    UnknownReaderError
        When it is about a partner or a street that is not there, as far as this viewer sees.
    """
    if wanted.kind in TABLES:
        seen = see(*wanted.whole, wanted.viewer, wanted.language)
        _write_table(wanted, *seen, path)
        return True
    if wanted.kind == ARCHIVE:
        contents = Contents(
            *wanted.whole, wanted.viewer, {lang: wanted.texts(lang) for lang in ("nl", "en")},
            wanted.template, partial(former_of, wanted), wanted.programme.changed,
        )  # fmt: skip
        return write_archive(contents, path, report)
    report(0, 2)
    plan = build(wanted)
    if not report(1, 2):
        return False
    path.write_bytes(set_as(plan, Format(wanted.suffix), template=wanted.template))
    return True


def _write_table(wanted: Wanted, case: Case, result: Result, path: Path) -> None:
    language = wanted.language
    match wanted.kind:
        case "programme":
            write_programme_workbook(case, result, path, language)
        case "gantt":
            write_project_xml(case, result, path, language)
        case "calendar":
            write_icalendar(case, result, path, language, wanted.programme.changed)
        case "places":
            write_geojson(case, path, language, result)
        case "map":
            write_programme_geopackage(case, result, path)
        case "result":
            path.write_text(result.to_json(), encoding="utf-8")


def build(wanted: Wanted) -> Plan:
    """Return what is in a document."""
    case, result = see(*wanted.whole, wanted.viewer, wanted.language)
    language, texts = wanted.language, wanted.texts()
    kind = Kind(wanted.kind)
    notice = wanted.whole[0].area.notice
    plan = build_document(
        kind, case, result, language, about=wanted.about, texts=texts, notice=notice
    )
    if kind is not Kind.FULL:
        return plan
    former = former_of(wanted, Reading(case, result, language))
    return with_changes(plan, Reading(case, result, language), former) if former else plan


def former_of(wanted: Wanted, now: Reading) -> Former | None:
    """Return the version that was decided on, as this viewer sees it; None: there is none."""
    decided = wanted.decided
    programme = decided.decided_on if decided else None
    result = load_result(programme)
    if decided is None or programme is None or result is None:
        return None
    seen = see(load_shown_case(programme), result, wanted.viewer, now.language)
    reasons = tuple(found.in_language(now.language) for found in diff_cases(seen[0], now.case))
    return Former(Reading(*seen, now.language), _decision(decided, now.language), reasons)


def _decision(alternative: Alternative, language: str) -> str:
    with translation.override(language):
        when = alternative.decided or timezone.now()
        day = date_format(timezone.localtime(when), "j F Y")
        return _("Decided on %(day)s, “%(name)s”: %(text)s") % {
            "day": day, "name": alternative.name, "text": alternative.decision,
        }  # fmt: skip
