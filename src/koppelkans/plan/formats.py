# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files that a plan can be: Word, PDF or a web page."""

from enum import StrEnum
from pathlib import Path

from koppelkans.plan import docx, html, pdf
from koppelkans.plan.house import read_house
from koppelkans.plan.types import Plan
from koppelkans.plan.word.template import Template


class Format(StrEnum):
    """A kind of file, by its ending."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


SET = {Format.PDF: pdf.set_plan, Format.HTML: html.set_plan}


def set_as(
    plan: Plan,
    file_format: Format,
    fonts: Path | None = None,
    template: Template | None = None,
) -> bytes:
    """Return a plan as the bytes of a file; the same plan gives the same bytes.

    Parameters
    ----------
    fonts
        Folder with the letters (Source Sans 3); by default the one in the package.
    template
        The organisation's own: the whole look of a Word document; of the other formats its name,
        colour and logo.
    """
    if file_format is Format.DOCX:
        return docx.set_plan(plan, fonts, template)
    return SET[file_format](plan, fonts, read_house(template))
