# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a plan consists of: sections with text, tables and pictures, as data."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MOST_ROWS_IN_ONE_PIECE = 18

Spec = dict[str, Any]
"""A Vega-Lite specification with its data inline."""


@dataclass(frozen=True)
class Chart:
    """A chart that a page or a document can draw.

    Attributes
    ----------
    spec
        Vega-Lite 6 specification. Its width is "container"; documents put their own.
    title
        What the chart is about: heading on a page, caption in a document.
    description
        The same figures in words, for those who do not see the chart.
    """

    spec: Spec
    title: str
    description: str


@dataclass(frozen=True)
class Map:
    """A map as SVG, with its title and the same in words."""

    svg: str
    title: str
    description: str


class Tone(StrEnum):
    """How a paragraph is set."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"


@dataclass(frozen=True)
class Paragraph:
    """Running text.

    Attributes
    ----------
    see
        Keys of the tables and pictures that it points at; their numbers follow the text.
    stays
        Whether it stands on the page of what follows it.
    """

    text: str
    tone: Tone = Tone.BODY
    see: tuple[str, ...] = ()
    stays: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """One figure to remember: large, with a line that says what it is."""

    figure: str
    label: str


@dataclass(frozen=True)
class Facts:
    """A few figures side by side."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes
    ----------
    caption
        What is in it, with the unit where all figures share one.
    header
        Names of the columns.
    rows
        Cells as text, in the reader's notation.
    widths
        Relative widths of the columns.
    figures
        Numbers of the columns (from 0) that hold figures: set to the right.
    has_total
        Whether the last row adds up the others.
    key
        By which a text can point at it: small letters and hyphens.
    has_tall_rows
        Whether a few of its rows fill a page, so that it is cut between them.
    has_names
        Whether its columns after the first are called by names of the case.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    figures: frozenset[int] = frozenset()
    has_total: bool = False
    key: str = ""
    has_tall_rows: bool = False
    has_names: bool = False

    @property
    def is_small(self) -> bool:
        """Whether it stays in one piece: on a page of its own rather than cut in two."""
        return len(self.rows) <= MOST_ROWS_IN_ONE_PIECE and not self.has_tall_rows

    def __post_init__(self) -> None:
        """Refuse a table whose rows and columns do not match."""
        if {len(row) for row in self.rows} - {len(self.header)}:
            raise ValueError(f"a row of the table {self.caption!r} does not fit its header")
        if len(self.widths) != len(self.header):
            raise ValueError(f"the widths of the table {self.caption!r} do not fit its header")


@dataclass(frozen=True)
class Picture:
    """A chart or map in the running text; ``key`` as with a table."""

    source: Chart | Map
    key: str = ""


Block = Paragraph | Bullets | Facts | Table | Picture


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it.

    Attributes
    ----------
    title
        The heading.
    blocks
        Text, tables and pictures in reading order.
    sections
        Sections one level deeper, after the blocks.
    new_page
        Whether it begins on a new page.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    new_page: bool = False


@dataclass(frozen=True)
class Plan:
    """The content of a document in one language: the plan of approach, a memo or a letter.

    Attributes
    ----------
    whole
        A document with a front page, a table of contents and numbered captions; otherwise a few
        pages that begin at once.
    landscape
        Whether the pages lie on their side, for wide tables.
    names
        Language of the names in the case, where that is another one.
    """

    title: str
    subtitle: str
    notice: str
    """Stands on every page."""
    language: str
    words: dict[str, str]
    """Words that a renderer itself needs: "contents", "figure", "table", and what stands before
    ("page") and between ("of") the numbers of pages."""
    sections: tuple[Section, ...] = field(default=())
    whole: bool = True
    landscape: bool = False
    names: str = ""
