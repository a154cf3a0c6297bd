# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plan of approach as a tagged PDF (PDF/UA-1), set by Typst."""

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import typst

from koppelkans.case import Case
from koppelkans.plan.content import build_plan
from koppelkans.plan.house import KOPPELKANS, House
from koppelkans.plan.numbering import number_captions, pointed_at
from koppelkans.plan.palette import ACCENT
from koppelkans.plan.pictures import font_folder, to_svg
from koppelkans.plan.texts import NO_TEXTS, PlanTexts
from koppelkans.plan.types import (
    Block,
    Bullets,
    Facts,
    Map,
    Paragraph,
    Picture,
    Plan,
    Section,
    Table,
)
from koppelkans.result import Result

TRIES: tuple[tuple[Literal["ua-1", "1.7"], bool], ...] = (
    ("ua-1", True),
    ("ua-1", False),
    ("1.7", False),
)
"""Standard, and whether the fonts of the machine are left alone."""
NO_FONT = "could not be displayed with font"
MAP_WIDTH = 88
"""Per cent of the width of the text."""


def write_pdf(
    case: Case,
    result: Result,
    path: Path,
    language: str,
    fonts: Path | None = None,
    *,
    texts: PlanTexts = NO_TEXTS,
) -> None:
    """Write the plan of approach as PDF/UA-1.

    Parameters
    ----------
    language
        "nl" or "en".
    fonts
        Folder with the letters (Source Sans 3); by default the one in the package. Letters that
        it lacks come from Typst's own fonts.
    """
    path.write_bytes(set_plan(build_plan(case, result, language, texts), fonts))


def set_plan(plan: Plan, fonts: Path | None = None, house: House = KOPPELKANS) -> bytes:
    """Return the PDF of a plan; the same plan gives the same bytes.

    Letters that neither the given fonts nor those of Typst have, such as Chinese ones, are taken
    from the machine. Those that no font has become boxes, in a PDF that is tagged but does not
    say that it is PDF/UA.
    """
    data = json.dumps(plan_data(plan, fonts) | _look(house), ensure_ascii=False)
    folder = fonts or font_folder()
    for standard, ignore_system_fonts in TRIES:
        try:
            pdf = typst.compile(
                Path(str(files("koppelkans.plan"))) / "plan.typ",
                sys_inputs={"plan": data},
                font_paths=[folder] if folder.is_dir() else [],
                ignore_system_fonts=ignore_system_fonts,
                pdf_standards=standard,
            )
        except typst.TypstError as error:
            if NO_FONT in str(error):
                continue
            if not house.logo:
                raise
            # A picture that only looked whole: the document does without it.
            return set_plan(plan, fonts, replace(house, logo=b""))
        else:
            break
    if not isinstance(pdf, bytes):
        raise TypeError("Typst made something else than one PDF")
    return pdf


def _look(house: House) -> dict[str, Any]:
    return {
        "organisation": house.name,
        "accent": house.accent or ACCENT,
        "logo": {"kind": house.logo_kind, "bytes": list(house.logo)},
    }


def plan_data(plan: Plan, fonts: Path | None = None) -> dict[str, Any]:
    """Return a plan as plain data, its pictures drawn, all blocks in reading order."""
    return {
        "title": plan.title,
        "subtitle": plan.subtitle,
        "notice": plan.notice,
        "language": plan.language,
        "names": plan.names or plan.language,
        "words": plan.words,
        "whole": plan.whole,
        "landscape": plan.landscape,
        "blocks": [
            data
            for section in plan.sections
            for data in _section(section, 1, number_captions(plan), fonts)
        ],
    }


def _section(
    section: Section, level: int, called: dict[str, str], fonts: Path | None
) -> Iterator[dict[str, Any]]:
    if section.title:
        yield {
            "kind": "heading",
            "level": level,
            "text": section.title,
            "new_page": section.new_page,
        }
    for block in section.blocks:
        yield _block(block, called, fonts)
    for deeper in section.sections:
        yield from _section(deeper, level + 1, called, fonts)


def _block(block: Block, called: dict[str, str], fonts: Path | None) -> dict[str, Any]:
    match block:
        case Paragraph():
            see = list(pointed_at(block.see, called))
            text = {"kind": block.tone.value, "text": block.text, "see": see}
            return text | {"stays": block.stays}
        case Bullets():
            return {"kind": "bullets", "items": list(block.items)}
        case Facts():
            facts = [{"figure": fact.figure, "label": fact.label} for fact in block.facts]
            return {"kind": "facts", "facts": facts}
        case Table():
            return {
                "kind": "table",
                "caption": block.caption,
                "header": list(block.header),
                "rows": [list(row) for row in block.rows],
                "widths": list(block.widths),
                "figures": sorted(block.figures),
                "has_total": block.has_total,
                "small": block.is_small,
                "has_names": block.has_names,
                "key": block.key,
            }
        case Picture():
            return {
                "kind": "picture",
                "caption": block.source.title,
                "alt": block.source.description,
                "key": block.key,
                "svg": to_svg(block.source, fonts),
                "width": MAP_WIDTH if isinstance(block.source, Map) else 100,
            }
