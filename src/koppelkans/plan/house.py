# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a PDF and a web page take from the organisation's own Word template: name, colour, logo.

They cannot take all of it: a template says how Word sets a page, and Word sets neither of these.
"""

import re
import struct
from dataclasses import dataclass
from html import unescape
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from koppelkans.plan.word.template import Template

LEAST_CONTRAST = 4.5
"""Of headings against white paper: WCAG 2.2, 1.4.3."""
MOST_LOGO_BYTES = 500_000
PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
"""How pictures that both a PDF and a web page can show begin."""
NAME = re.compile(rb"<(?:\w+:)?Company>([^<]*)</")


@dataclass(frozen=True)
class House:
    """The look of an organisation.

    Attributes
    ----------
    name
        From the properties of the template; empty when it has none.
    accent
        "#rrggbb" of its headings, when that can be read on white; else empty.
    logo
        PNG or JPEG from its header or footer; empty when there is none.
    """

    name: str = ""
    accent: str = ""
    logo: bytes = b""

    @property
    def logo_kind(self) -> str:
        """Return "png", "jpg", or nothing."""
        return next((kind for head, kind in PICTURES.items() if self.logo.startswith(head)), "")


KOPPELKANS = House()


def read_house(template: Template | None) -> House:
    """Return what can be taken from a template; nothing of what it lacks."""
    if template is None:
        return KOPPELKANS
    document = Document(BytesIO(template.content))
    return House(_name(document), _accent(document), _logo(document))


def _name(document: WordDocument) -> str:
    part = next(
        (p for p in document.part.package.iter_parts() if p.partname == "/docProps/app.xml"), None
    )
    found = NAME.search(part.blob) if part is not None else None
    if found is None:
        return ""
    return " ".join(unescape(found.group(1).decode("utf-8", "replace")).split())[:200]


def _accent(document: WordDocument) -> str:
    style = next((s for s in document.styles if s.name == "Heading 1"), None)
    while style is not None:
        colour = style.element.find(f"{qn('w:rPr')}/{qn('w:color')}")
        value = colour.get(qn("w:val"), "") if colour is not None else ""
        if re.fullmatch("[0-9A-Fa-f]{6}", value):
            accent = f"#{value.lower()}"
            return accent if contrast_with_white(accent) >= LEAST_CONTRAST else ""
        style = style.base_style
    return ""


def contrast_with_white(colour: str) -> float:
    """Return the contrast of "#rrggbb" with white, from 1 to 21 (WCAG 2.2, relative luminance).

    >>> contrast_with_white("#000000"), round(contrast_with_white("#123c69"), 1)
    (21.0, 11.2)
    """
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _logo(document: WordDocument) -> bytes:
    """Return the first picture above or below the pages, of those that can be shown everywhere."""
    for section in document.sections:
        for edge in (section.first_page_header, section.header, section.footer):
            if edge.is_linked_to_previous:
                continue
            for relation in edge.part.rels.values():
                if relation.reltype == RELATIONSHIP_TYPE.IMAGE and not relation.is_external:
                    picture = bytes(relation.target_part.blob)
                    if len(picture) <= MOST_LOGO_BYTES and _is_whole(picture):
                        return picture
    return b""


def _is_whole(picture: bytes) -> bool:
    """Whether it begins as a picture does, and is not broken off."""
    if picture.startswith(b"\xff\xd8\xff"):
        return picture.rstrip(b"\0").endswith(b"\xff\xd9")
    if not picture.startswith(b"\x89PNG\r\n\x1a\n"):
        return False
    width, height = struct.unpack(">II", picture[16:24])
    return bool(width and height) and b"IEND" in picture[-16:]
