# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The organisation's own Word template: its styles, header and footer are kept as they are.

Styles that the plan needs and the template lacks are made, and named. Size and margins of the
page are those of the plan, because its tables and pictures are made for them.
"""

import zipfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.styles.style import BaseStyle

from koppelkans.language import N_, Message

MOST_BYTES = 10_000_000
MOST_BYTES_UNPACKED = 100_000_000
MOST_PARTS = 2_000
BULLET = "List Bullet"
NEEDED = (
    "Normal", "Title", "Short Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3",
    "TOC Heading", "TOC 1", "TOC 2", "Caption", BULLET, "Lead", "Note", "Table Text",
    "Fact", "Header", "Footer",
)  # fmt: skip
"""Styles of paragraphs that a plan uses."""
IN_WORD = {"TOC 1": "toc 1", "TOC 2": "toc 2"}
"""Names that python-docx does not translate."""


class TemplateError(Exception):
    """A file that is no template to make a plan with; ``message`` says why and what to do."""

    def __init__(self, text: str, **values: str) -> None:
        self.message = Message(text, values)
        super().__init__(str(self.message))

    def in_language(self, language: str) -> str:
        """Return what is wrong for a reader of ``language``."""
        return self.message.in_language(language)


@dataclass(frozen=True)
class Template:
    """A template that can be used, as the bytes of its file."""

    content: bytes
    missing: tuple[str, ...]
    """Styles that the plan needs and that will be made."""

    def open(self) -> WordDocument:
        """Return a new document with nothing in it but the look of the template."""
        document = Document(BytesIO(self.content))
        body = document.element.body
        for child in list(body):
            if child.tag != qn("w:sectPr"):
                body.remove(child)
        for style in document.styles:
            if style.name in IN_WORD.values():
                style.name = style.name.upper()
        if BULLET in self.missing:
            _add_bullets(document)
        return document


def read_template(content: bytes) -> Template:
    """Check a template (.docx or .dotx).

    Raises
    ------
    TemplateError
        When it is too big, damaged, no Word file, has macros, or uses the name of a style of
        paragraphs for something else.
    """
    content = _checked(content)
    try:
        document = Document(BytesIO(content))
        styles = {style.name: style for style in document.styles if style.name}
    except (ValueError, KeyError, SyntaxError, zipfile.BadZipFile, OSError, AttributeError):
        raise TemplateError(
            N_("This file is damaged: Word parts of it cannot be read. Save it again in Word.")
        ) from None
    wrong = [
        name for name in NEEDED
        if (found := _find(styles, name)) and found.type != WD_STYLE_TYPE.PARAGRAPH
    ]  # fmt: skip
    if wrong:
        raise TemplateError(
            N_(
                "These styles of the template are no styles of paragraphs: {names}. Give them"
                " another name in Word, or make them styles of paragraphs."
            ),
            names=", ".join(wrong),
        )
    return Template(content, tuple(name for name in NEEDED if not _find(styles, name)))


def _find(styles: Mapping[str, BaseStyle], name: str) -> BaseStyle | None:
    return styles.get(name) or styles.get(IN_WORD.get(name, name))


def _checked(content: bytes) -> bytes:
    """Return the file as a document; a template (.dotx) differs in one word only."""
    if len(content) > MOST_BYTES:
        raise TemplateError(N_("This template is too big; expected at most 10 MB."))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            if "word/document.xml" not in names or "[content_types].xml" not in names:
                raise TemplateError(N_("This file is no Word document (.docx or .dotx)."))
            size = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or size > MOST_BYTES_UNPACKED:
                raise TemplateError(N_("This template is too big when unpacked."))
            if any(name.endswith("vbaproject.bin") for name in names):
                raise TemplateError(N_("This template has macros; save it as .docx without them."))
            if archive.testzip() is not None:
                raise zipfile.BadZipFile
            return _as_document(archive)
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError, OSError):
        raise TemplateError(
            N_("This file is damaged, or no Word document (.docx or .dotx).")
        ) from None


def _as_document(archive: zipfile.ZipFile) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(b".template.main+xml", b".document.main+xml")
            target.writestr(name, part)
    return written.getvalue()


class Look:
    """The look that a document has from its template, to put back after the plan set its own."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._styles = {style.name: deepcopy(style.element) for style in document.styles}
        section = document.sections[0]
        parts = {"header": section.header, "footer": section.footer}
        self._edges = {
            name: [deepcopy(child) for child in part._element]
            for name, part in parts.items()
            if not part.is_linked_to_previous
        }

    def put_back(self) -> None:
        """Give styles that were in the template their look again, and its header and footer."""
        for style in list(self._document.styles):
            if style.name in self._styles:
                element = style.element
                element.getparent().replace(element, self._styles[style.name])
        section = self._document.sections[0]
        for name, children in self._edges.items():
            part = getattr(section, name)._element
            for child in list(part):
                part.remove(child)
            part.extend(children)


def _add_bullets(document: WordDocument) -> None:
    """Bring in points from the template that comes with python-docx."""
    plain = Document()
    source = plain.part.numbering_part.element
    style = deepcopy(plain.styles[BULLET].element)
    number_id = style.pPr.numPr.numId.val
    number = next(n for n in source.findall(qn("w:num")) if n.numId == number_id)
    abstract_id = number.find(qn("w:abstractNumId")).get(qn("w:val"))
    abstract = next(
        a for a in source.findall(qn("w:abstractNum"))
        if a.get(qn("w:abstractNumId")) == abstract_id
    )  # fmt: skip
    try:
        target = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        document.part.relate_to(plain.part.numbering_part, RELATIONSHIP_TYPE.NUMBERING)
    else:
        known = [int(a.get(qn("w:abstractNumId"))) for a in target.findall(qn("w:abstractNum"))]
        fresh = deepcopy(abstract)
        fresh.set(qn("w:abstractNumId"), str(max(known, default=0) + 1))
        # All abstract numberings stand before all numberings.
        target.insert(len(known), fresh)
        style.pPr.numPr.numId.val = target.add_num(max(known, default=0) + 1).numId
    document.styles.element.append(style)
