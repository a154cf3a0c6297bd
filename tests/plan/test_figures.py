# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of memo, partner pages, letters and permits are those of the result, everywhere."""

import html
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from docx import Document

from koppelkans.case import Case, Partner
from koppelkans.language import show_number
from koppelkans.plan import build_plan
from koppelkans.plan.content.memo import build_memo
from koppelkans.plan.content.partner_page import build_partner_page
from koppelkans.plan.content.permits import build_permits
from koppelkans.plan.content.street_letter import build_street_letter
from koppelkans.plan.content.street_works import street_works
from koppelkans.plan.formats import Format, set_as
from koppelkans.plan.numbering import blocks_of
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Plan, Table
from koppelkans.plan.words import amount, months, period, weeks
from koppelkans.result import Result
from koppelkans.sharing import Transfer

NEEDS_POPPLER = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler) is missing"
)
EVERYWHERE = [
    pytest.param(language, file_format, marks=NEEDS_POPPLER if file_format is Format.PDF else ())
    for language, file_format in product(("nl", "en"), Format)
]
AMOUNT = re.compile(r"€ ?([0-9.,]*[0-9])( (?:million|miljoen))?")


def read_text(made: bytes, file_format: Format, folder: Path) -> str:
    """Return what a reader of the file reads, on one line."""
    match file_format:
        case Format.DOCX:
            document = Document(BytesIO(made))
            # All paragraphs in their order, also those of cells; fields count as what they show.
            found = "\n".join(
                "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t"))
                for p in document.element.body.iter()
                if p.tag.endswith("}p")
            )
        case Format.PDF:
            (folder / "made.pdf").write_bytes(made)
            run = ["pdftotext", folder / "made.pdf", "-"]
            found = subprocess.run(run, capture_output=True, check=True).stdout.decode()
            found = found.replace("\u00ad\n", "")  # a word that the line breaks
        case Format.HTML:
            body = re.sub(r"(?s)<(style|svg|head)\b.*?</\1>", " ", made.decode())
            found = html.unescape(re.sub("<[^>]+>", " ", body))
    return " ".join(found.replace("\u00ad", "").split())


@cache
def _words(text: str) -> str:
    return " ".join(text.split())


def _has(text: str, expected: str) -> bool:
    """Whether a figure stands in a text; a line of a PDF may end within it."""
    return _words(expected) in text


def _transfers(result: Result, partner: Partner) -> list[Transfer]:
    found = result.payments.transfers if result.payments else ()
    return [t for t in found if partner.id in {t.from_partner_id, t.to_partner_id}]


def _known(case: Case, result: Result) -> Iterator[float]:
    """Yield every amount that a memo or a partner page may name, in EUR."""
    before, after = result.baseline, result.programme
    yield after.net_value_eur - before.net_value_eur
    yield after.bound_eur - after.net_value_eur
    kinds = {entry.kind for entry in (*before.entries, *after.entries)}
    for kind in kinds:
        sums = [sum(e.eur for e in a.entries if e.kind is kind) for a in (before, after)]
        yield sums[1] - sums[0]
    for share in result.partners:
        yield from (share.gain_eur, share.payment_eur)
    for transfer in result.payments.transfers if result.payments else ():
        yield from transfer.years.values()
    for partner in case.partners:
        transfers = _transfers(result, partner)
        yield sum(eur for t in transfers for eur in t.years.values())
        yield sum(t.present_value_eur for t in transfers if t.from_partner_id == partner.id)
    yield from (o.gain_eur for o in result.opportunities)
    yield from (e.over for e in after.excesses)
    for rule in result.sharing.rules if result.sharing else ():
        yield rule.groups.excess_eur
    for comparison in result.uncertainty.comparisons if result.uncertainty else ():
        yield from (comparison.difference.p5_eur, comparison.difference.p95_eur)


def _assert_amounts(text: str, case: Case, result: Result, language: str) -> int:
    """Every amount in a text is one of the result; return how many there are."""
    said = {_words(amount(eur, language)) for eur in _known(case, result)}
    said |= {show_euro_exactly(eur, language) for eur in _known(case, result)}
    found = [_words(f"€ {number}{millions}") for number, millions in AMOUNT.findall(text)]
    assert not set(found) - said
    return len(found)


def show_euro_exactly(eur: float, language: str) -> str:
    return f"€ {show_number(abs(eur), language)}"


@pytest.mark.parametrize(("language", "file_format"), EVERYWHERE)
def test_memo_has_the_figures_of_the_result(
    language: str, file_format: Format, case: Case, result: Result, tmp_path: Path
) -> None:
    made = set_as(build_memo(case, result, language), file_format)
    text = read_text(made, file_format, tmp_path)
    before, after = result.baseline, result.programme
    for counted in (before.occupations, after.occupations, before.closed_weeks, after.closed_weeks):
        assert _has(text, show_number(counted, language))
    assert _has(text, amount(after.net_value_eur - before.net_value_eur, language))
    for share in result.partners:
        assert _has(text, amount(share.gain_eur, language)), share.partner_id
    assert _assert_amounts(text, case, result, language) >= len(result.partners)


@pytest.mark.parametrize(("language", "file_format"), EVERYWHERE)
def test_partner_pages_have_the_figures_of_the_result(
    language: str, file_format: Format, case: Case, result: Result, tmp_path: Path
) -> None:
    gains = {share.partner_id: share.gain_eur for share in result.partners}
    for partner in case.partners:
        made = set_as(build_partner_page(case, result, language, partner.id), file_format)
        text = read_text(made, file_format, tmp_path)
        assert _has(text, amount(gains[partner.id], language))
        for transfer in _transfers(result, partner):
            for year, eur in transfer.years.items():
                assert _has(text, f"{year}: {amount(eur, language)}")
        _assert_amounts(text, case, result, language)


@pytest.mark.parametrize(("language", "file_format"), EVERYWHERE)
def test_letters_have_the_quarters_and_weeks_of_the_result(
    language: str, file_format: Format, case: Case, result: Result, tmp_path: Path
) -> None:
    reading = Reading(case, result, language)
    for street in dict.fromkeys(place.street for place in case.places):
        made = set_as(build_street_letter(case, result, language, street), file_format)
        text = read_text(made, file_format, tmp_path)
        here = {place.id for place in case.places if place.street == street}
        found = [o for o in result.programme.occupation_list if o.place_id in here]
        told = {w.group() for w in re.finditer(r"\d+ (?:weeks?|weken)", text)}
        allowed = {weeks(0, language)}
        for work in street_works(reading, found):
            # A PDF sets lines of cells side by side in turn: of a period only the year is sure.
            when = months(work.first, work.last, language)
            assert _has(text, when[-4:] if file_format is Format.PDF else when)
            allowed.add(weeks(work.closed_weeks, language))
            assert _has(text, weeks(work.closed_weeks, language)) or not work.closed_weeks
        for alternative in (result.baseline, result.programme):
            for place_id in here:
                closed = (o for o in alternative.occupation_list if o.place_id == place_id)
                allowed.add(weeks(sum(o.closed_weeks for o in closed), language))
        assert told <= allowed


@pytest.mark.parametrize(("language", "file_format"), EVERYWHERE)
def test_list_of_works_has_every_work_of_the_result(
    language: str, file_format: Format, case: Case, result: Result, tmp_path: Path
) -> None:
    made = set_as(build_permits(case, result, language), file_format)
    text = read_text(made, file_format, tmp_path)
    reading = Reading(case, result, language)
    for work in street_works(reading, result.programme.occupation_list):
        assert _has(text, work.street)
        assert _has(text, period(work.first, work.last))
        assert _has(text, show_number(work.closed_weeks, language))
        assert _has(text, show_number(sum(p.addresses for p in work.places), language))


def _cells(plan: Plan) -> Iterator[str]:
    for section in plan.sections:
        for block in blocks_of(section):
            if isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row)


@pytest.mark.parametrize(
    ("language", "file_format"),
    [pytest.param("nl", Format.PDF, marks=NEEDS_POPPLER), ("en", Format.HTML)],
)
def test_every_cell_of_the_full_plan_stands_in_every_format(
    language: str, file_format: Format, case: Case, result: Result, tmp_path: Path
) -> None:
    plan = build_plan(case, result, language)
    text = read_text(set_as(plan, file_format), file_format, tmp_path)
    # A PDF breaks words in narrow cells and sets columns in turn: figures stay whole in it.
    is_pdf = file_format is Format.PDF
    for cell in _cells(plan):
        assert _has(text, cell) or (is_pdf and not cell.strip("−+").replace(".", "").isdigit())
