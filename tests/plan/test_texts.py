# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people wrote stands in the plan, as they wrote it."""

from koppelkans.case import Case
from koppelkans.language import translate
from koppelkans.plan import build_plan
from koppelkans.plan.content.permits import build_permits
from koppelkans.plan.content.street_letter import build_street_letter
from koppelkans.plan.texts import SLOTS, read_text
from koppelkans.plan.types import Bullets, Paragraph
from koppelkans.result import Result


def test_blank_lines_part_paragraphs_and_marks_make_points() -> None:
    text = "One line\nand its end.\n\nWhy:\n- first\n  goes on\n* second\n\nLast."
    assert read_text(text) == (
        Paragraph("One line and its end."),
        Paragraph("Why:"),
        Bullets(("first goes on", "second")),
        Paragraph("Last."),
    )


def test_markup_and_formulas_stay_plain_and_control_characters_go() -> None:
    assert read_text("<b>no</b> =1+1 #let\x00 $x$") == (Paragraph("<b>no</b> =1+1 #let $x$"),)
    assert read_text(" \n\n\x07") == ()


def test_text_of_a_section_stands_before_what_the_product_writes(
    case: Case, result: Result
) -> None:
    titles = {translate(slot.title, "nl") for slot in SLOTS if slot.key in {"costs", "summary"}}
    plain = build_plan(case, result, "nl")
    plan = build_plan(case, result, "nl", {"costs": "Eerst dit.", "summary": "En dit."})
    for before, after in zip(plain.sections, plan.sections, strict=True):
        added = len(after.blocks) - len(before.blocks)
        assert after.blocks[added:] == before.blocks
        assert added == (before.title in titles), before.title


def test_text_that_replaces_comes_in_the_place_of_the_sentence(case: Case, result: Result) -> None:
    plain, plan = (
        build_plan(case, result, "nl", texts) for texts in ({}, {"summary_why": "Omdat het kan."})
    )
    old, new = plain.sections[0].blocks, plan.sections[0].blocks
    assert len(old) == len(new)
    assert [b for a, b in zip(old, new, strict=True) if a != b] == [Paragraph("Omdat het kan.")]


def test_no_slot_leads_nowhere(case: Case, result: Result) -> None:
    texts = {slot.key: f"Tekst voor {slot.key}." for slot in SLOTS}
    street = case.places[0].street
    told = repr([
        build_plan(case, result, "nl", texts), build_permits(case, result, "nl", texts),
        build_street_letter(case, result, "nl", street, texts),
    ])  # fmt: skip
    assert [text for text in texts.values() if text not in told] == []


def test_slots_have_one_key_each() -> None:
    assert len({slot.key for slot in SLOTS}) == len(SLOTS)
