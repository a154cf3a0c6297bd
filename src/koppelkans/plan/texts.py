# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people wrote for the plan themselves, and where in it that stands.

A text is plain: a blank line begins a new paragraph, and lines that begin with ``-``, ``*`` or
``•`` are points. Nothing in it is read as markup or as a formula.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from koppelkans.language import N_
from koppelkans.plan.types import Bullets, Paragraph

PlanTexts = Mapping[str, str]
"""Plain text by the key of its slot; a slot that is missing or blank has no text."""

NO_TEXTS: PlanTexts = MappingProxyType({})

LONGEST_TEXT = 20_000
"""Characters in one slot: some seven pages."""
MARKS = ("- ", "* ", "• ")


@dataclass(frozen=True)
class Slot:
    """A place in the documents for a text of people.

    Attributes
    ----------
    key
        Name by which a section asks for the text.
    title
        What people call the place, in English, marked for translation.
    replaces
        Whether it comes in the place of a sentence that is written by the product; otherwise it
        stands first in its section, before what the product writes.
    """

    key: str
    title: str
    replaces: bool = False


SLOTS = (
    Slot("summary", N_("Summary")),
    Slot("summary_why", N_("Summary: why together"), replaces=True),
    Slot("area", N_("The area and its people")),
    Slot("area_intro", N_("The area: what it is like"), replaces=True),
    Slot("joint_task", N_("The joint task and who stands behind it")),
    Slot("tasks_per_partner", N_("What each partner has to do")),
    Slot("opportunities", N_("Opportunities: taken and left")),
    Slot("value", N_("What it is worth")),
    Slot("weighing", N_("How it was weighed")),
    Slot("programme", N_("The programme")),
    Slot("costs", N_("Costs and shares")),
    Slot("limits", N_("Limits that stretch")),
    Slot("risks", N_("Risks")),
    Slot("conversation", N_("What still blocks, and on which conditions")),
    Slot("decisions", N_("Decisions")),
    Slot("residents", N_("How residents are informed")),
    Slot("residents_intro", N_("Letter for residents: how it begins"), replaces=True),
    Slot("residents_contact", N_("Letter for residents: whom to call or write"), replaces=True),
    Slot("residents_close", N_("Letter for residents: how it ends"), replaces=True),
    Slot("permits", N_("List of works for permits")),
    Slot("annexes", N_("Annexes")),
)
"""All places for texts, in the order of the plan."""


def read_text(text: str) -> tuple[Paragraph | Bullets, ...]:
    r"""Return a plain text as paragraphs and points.

    >>> read_text("We go together.\n\n- first the sewer")[1]
    Bullets(items=('first the sewer',))
    """
    blocks: list[Paragraph | Bullets] = []
    lines: list[str] = []
    points: list[str] = []

    def end() -> None:
        if lines:
            blocks.append(Paragraph(" ".join(lines)))
        if points:
            blocks.append(Bullets(tuple(points)))
        lines.clear()
        points.clear()

    for raw in text.splitlines():
        line = " ".join(_printable(raw).split())
        if line.startswith(MARKS):
            if lines:
                end()
            points.append(line[2:].strip())
        elif line and points:
            # A line under a point goes on with it.
            points[-1] = f"{points[-1]} {line}"
        elif line:
            lines.append(line)
        else:
            end()
    end()
    return tuple(blocks)


def _printable(line: str) -> str:
    """Leave out control characters: neither Word nor PDF can hold them."""
    return "".join(mark if mark.isprintable() or mark in "\u200e\u200f" else " " for mark in line)
