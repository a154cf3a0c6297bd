# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fields, bookmarks, the table of contents and texts for pictures in a Word document."""

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

DEEPEST_IN_CONTENTS = 2
FIRST_REFERENCE = 100_000
"""Numbers of bookmarks from here on are those of tables and pictures, not of headings."""


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Return a Word element with attributes of its own namespace: ``element("w:b", val="0")``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field with the text that it shows until Word works it out."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="begin"))
    text = element("w:instrText")
    text.text = f" {instruction} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.add_run()._r.append(text)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="separate"))
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def add_bookmark(paragraph: Paragraph, number: int) -> None:
    """Make a heading something that the table of contents can point at."""
    start = element("w:bookmarkStart", id=str(number), name=_bookmark(number))
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def bookmark_of(key: str) -> str:
    """Return the bookmark of a table or picture with a key.

    >>> bookmark_of("spending-per-year")
    '_Ref_spending_per_year'
    """
    return f"_Ref_{key.replace('-', '_')}"


def name_what_is_there(paragraph: Paragraph, key: str, number: int) -> None:
    """Put all that a paragraph holds so far in a bookmark, for fields that repeat it."""
    mark = str(FIRST_REFERENCE + number)
    start = element("w:bookmarkStart", id=mark, name=bookmark_of(key))
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(element("w:bookmarkEnd", id=mark))


def add_contents(document: Document, outline: Sequence[tuple[int, str]]) -> None:
    """Add a table of contents, its headings filled in; Word puts in the pages when it opens it.

    Parameters
    ----------
    outline
        Level and text of every heading; heading n has bookmark n.
    """
    lines = [
        (number, level, text)
        for number, (level, text) in enumerate(outline)
        if level <= DEEPEST_IN_CONTENTS
    ]
    for position, (number, level, text) in enumerate(lines):
        paragraph = document.add_paragraph(style=f"TOC {level}")
        if position == 0:
            _open_contents(paragraph)
        link = element("w:hyperlink", anchor=_bookmark(number), history="1")
        link.append(paragraph.add_run(text)._r)
        paragraph._p.append(link)
        if position == len(lines) - 1:
            paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def describe_picture(paragraph: Paragraph, title: str, text: str) -> None:
    """Give the picture in a paragraph its text for those who do not see it."""
    for properties in paragraph._p.iter(qn("wp:docPr")):
        properties.set("descr", f"{title}. {text}")
        properties.set("title", title)


def _open_contents(paragraph: Paragraph) -> None:
    begin = element("w:fldChar", fldCharType="begin", dirty="true")
    paragraph.add_run()._r.append(begin)
    text = element("w:instrText")
    text.text = f' TOC \\o "1-{DEEPEST_IN_CONTENTS}" \\h \\z \\u '
    paragraph.add_run()._r.append(text)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="separate"))


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"
