# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of a Word document: size, letters, language, notice above and number below."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from koppelkans.plan.types import Plan
from koppelkans.plan.word.fields import add_field, element

FONT = "Calibri"
TEXT_WIDTH_MM = 164.0
WIDE_TEXT_MM = 251.0
MARGIN_MM = 23.0
NO_CLOCK = datetime(2000, 1, 1)  # noqa: DTZ001 - Word has no time zones
LOCALES = {"nl": "nl-NL", "en": "en-GB"}
AFTER_HYPHENS = tuple(
    f"w:{name}"
    for name in (
        "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN",
        "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
        "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
        "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip
"""What the format wants after the word on hyphens, in the properties of a paragraph."""


def text_width_mm(plan: Plan) -> float:
    """Return how wide the text of a document is."""
    return WIDE_TEXT_MM if plan.landscape else TEXT_WIDTH_MM


def set_up(document: Document, plan: Plan) -> None:
    """Make pages A4 with the notice above and the page number below, in the language."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if plan.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    normal = style(document, "Normal", 10.5)
    normal.paragraph_format.space_after = Pt(5)
    _set_language(normal, LOCALES[plan.language])
    _hyphenate(document)
    set_hyphens(normal, allowed=False)
    for level in (1, 2):
        contents = style(document, f"TOC {level}", 10 if level == 1 else 9)
        contents.paragraph_format.left_indent = Mm(6 * (level - 1))
        contents.paragraph_format.space_after, contents.paragraph_format.line_spacing = Pt(0), 1.0
        contents.paragraph_format.tab_stops.add_tab_stop(
            Mm(text_width_mm(plan)), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
    _header_and_footer(document, plan)
    about = document.core_properties
    about.title, about.subject = plan.title[:255], plan.notice[:255]
    about.language, about.author, about.comments = LOCALES[plan.language], "Koppelkans", ""
    about.created = about.modified = NO_CLOCK


def style(
    document: Document,
    name: str,
    size: float,
    *,
    bold: bool = False,
    colour: RGBColor | None = None,
) -> ParagraphStyle:
    """Return a paragraph style, made when it is not there yet, with its letters set."""
    styles = document.styles
    if name not in [known.name for known in styles]:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    found = styles[name]
    if not isinstance(found, ParagraphStyle):
        raise TypeError(f"{name} is not a style of paragraphs")
    found.font.size, found.font.bold, found.font.italic = Pt(size), bold, False
    found.font.name = FONT
    fonts = found.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    if colour is not None:
        found.font.color.rgb = colour
    return found


def set_hyphens(style: ParagraphStyle, *, allowed: bool) -> None:
    """Let long words break with a hyphen or not: in narrow cells they would break without one."""
    found = element("w:suppressAutoHyphens", val="0" if allowed else "1")
    style.element.get_or_add_pPr().insert_element_before(found, *AFTER_HYPHENS)


def without_clock(docx: bytes) -> bytes:
    """Return a document whose parts carry no time of writing."""
    rewritten = BytesIO()
    with ZipFile(BytesIO(docx)) as source, ZipFile(rewritten, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name, NO_CLOCK.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return rewritten.getvalue()


def _hyphenate(document: Document) -> None:
    """Turn hyphens on, unless the settings of a template say something about them."""
    settings = document.settings.element
    place = settings.find(qn("w:defaultTabStop"))
    if place is not None and settings.find(qn("w:autoHyphenation")) is None:
        place.addnext(element("w:autoHyphenation"))


def _set_language(normal: ParagraphStyle, locale: str) -> None:
    properties = normal.element.get_or_add_rPr()
    properties.append(element("w:lang", val=locale, eastAsia=locale, bidi="ar-SA"))


def _header_and_footer(document: Document, plan: Plan) -> None:
    section = document.sections[0]
    style(document, "Header", 8.5)
    style(document, "Footer", 8.5)
    section.header.paragraphs[0].text = plan.notice
    footer = section.footer.paragraphs[0]
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    footer.paragraph_format.tab_stops.add_tab_stop(Mm(text_width_mm(plan)), WD_TAB_ALIGNMENT.RIGHT)
    footer.add_run(f"{plan.title}\t{plan.words['page']}")
    add_field(footer, "PAGE", "1")
    footer.add_run(plan.words["of"])
    add_field(footer, "NUMPAGES", "1")
