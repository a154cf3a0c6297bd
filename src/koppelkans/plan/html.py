# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A plan as one web page that holds everything: text, tables, pictures as SVG, no scripts."""

import re
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from pathlib import Path

from koppelkans.plan.house import KOPPELKANS, House
from koppelkans.plan.numbering import number_captions, outline, pointed_at
from koppelkans.plan.palette import ACCENT
from koppelkans.plan.pictures import to_svg
from koppelkans.plan.types import Block, Bullets, Facts, Paragraph, Picture, Plan, Section, Table

DEEPEST_IN_CONTENTS = 2
MEDIA = {"png": "image/png", "jpg": "image/jpeg"}
NAMED = re.compile(r'(?<=\bid=")([^"]+)(?=")|(?<=url\(#)([^)]+)(?=\))|(?<=href="#)([^"]+)(?=")')
"""Names within a drawing, where they are given and where they are used."""


def set_plan(plan: Plan, fonts: Path | None = None, house: House = KOPPELKANS) -> bytes:
    """Return the web page of a plan in UTF-8; the same plan gives the same bytes."""
    style = (files("koppelkans.plan") / "plan.css").read_text(encoding="utf-8")
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escape(plan.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(plan.title)}</title>",
            f"<style>\n{_in_house_colour(style, house)}</style>",
            "</head>",
            f'<body class="{"wide" if plan.landscape else "upright"}">',
            *_Page(plan, fonts, house).lines(),
            "</body>",
            "</html>",
            "",
        ]
    ).encode()


class _Page:
    """Writes the body of the page, counting headings and pictures."""

    def __init__(self, plan: Plan, fonts: Path | None, house: House) -> None:
        self.plan = plan
        self.house = house
        self.fonts = fonts
        self.called = number_captions(plan)
        self.captions = {"table": 0, "figure": 0}
        self.headings = 0

    def lines(self) -> Iterator[str]:
        yield "<header>"
        yield from self.sender()
        if self.plan.notice:
            yield f'<p class="notice">{escape(self.plan.notice)}</p>'
        yield f'<h1 dir="auto">{escape(self.plan.title)}</h1>'
        if self.plan.subtitle:
            yield f'<p class="subtitle" dir="auto">{escape(self.plan.subtitle)}</p>'
        yield "</header>"
        if self.plan.whole:
            yield from self.contents()
        yield "<main>"
        for section in self.plan.sections:
            yield from self.section(section, 1)
        yield "</main>"

    def sender(self) -> Iterator[str]:
        """Yield the organisation that sends it: its logo and its name, from its template."""
        if self.house.logo_kind:
            sort = MEDIA[self.house.logo_kind]
            source = f"data:{sort};base64,{b64encode(self.house.logo).decode()}"
            yield f'<img class="logo" src="{source}" alt="{escape(self.plan.words["logo"])}">'
        if self.house.name:
            yield f'<p class="sender" dir="auto">{escape(self.house.name)}</p>'

    def contents(self) -> Iterator[str]:
        name = escape(self.plan.words["contents"])
        yield f'<nav aria-labelledby="contents"><h2 id="contents">{name}</h2><ul>'
        for number, (level, title) in enumerate(outline(self.plan)):
            if level <= DEEPEST_IN_CONTENTS:
                link = f'<a href="#h{number}" dir="auto">{escape(title)}</a>'
                yield f'<li class="level-{level}">{link}</li>'
        yield "</ul></nav>"

    def section(self, section: Section, level: int) -> Iterator[str]:
        yield "<section>"
        if section.title:
            tag = f"h{level + 1}"
            yield f'<{tag} id="h{self.headings}" dir="auto">{escape(section.title)}</{tag}>'
            self.headings += 1
        for block in section.blocks:
            yield from self.block(block)
        for deeper in section.sections:
            yield from self.section(deeper, level + 1)
        yield "</section>"

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph():
                text = escape(block.text) + self.pointers(block.see)
                yield f'<p class="{block.tone.value}" dir="auto">{text}</p>'
            case Bullets():
                items = "".join(f'<li dir="auto">{escape(item)}</li>' for item in block.items)
                yield f"<ul>{items}</ul>"
            case Facts():
                facts = (
                    f"<div><dt>{escape(f.label)}</dt><dd>{escape(f.figure)}</dd></div>"
                    for f in block.facts
                )
                yield f'<dl class="facts">{"".join(facts)}</dl>'
            case Table():
                yield from self.table(block)
            case Picture():
                yield self.picture(block)

    def pointers(self, see: tuple[str, ...]) -> str:
        links = [
            f'<a href="#{k}">{escape(self.called[k])}</a>' for k in pointed_at(see, self.called)
        ]
        return f" ({', '.join(links)})" if links else ""

    def caption(self, kind: str, text: str) -> str:
        self.captions[kind] += 1
        if not self.plan.whole:
            return escape(text)
        name = f"{self.plan.words[kind]}\N{NO-BREAK SPACE}{self.captions[kind]}"
        return f"<b>{escape(name)}.</b> {escape(text)}"

    def table(self, table: Table) -> Iterator[str]:
        caption = self.caption("table", table.caption)
        number = self.captions["table"]
        named = f' id="{table.key}"' if table.key else ""
        # Whoever has no mouse must be able to scroll a wide table too.
        size = "table small" if table.is_small else "table"
        yield f'<div class="{size}" role="region" tabindex="0" aria-labelledby="t{number}">'
        yield f'<table{named}><caption id="t{number}">{caption}</caption>'
        cells = "".join(
            f'<th scope="col"{_right(table, column)}>{escape(text)}</th>'
            for column, text in enumerate(table.header)
        )
        yield f"<thead><tr>{cells}</tr></thead><tbody>"
        last = len(table.rows) - 1
        for position, row in enumerate(table.rows):
            if table.has_total and position == last:
                yield "</tbody><tfoot>"
            yield f"<tr>{''.join(_cell(table, *cell) for cell in enumerate(row))}</tr>"
        yield "</tfoot>" if table.has_total and table.rows else "</tbody>"
        yield "</table></div>"

    def picture(self, picture: Picture) -> str:
        source = picture.source
        caption = self.caption("figure", source.title)
        named = f' id="{picture.key}"' if picture.key else ""
        label = escape(f"{source.title}. {source.description}", quote=True)
        drawn = to_svg(source, self.fonts)
        drawn = _own_names(drawn[drawn.index("<svg") :], f"p{self.captions['figure']}-")
        drawn = drawn.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)
        return f"<figure{named}>{drawn}<figcaption>{caption}</figcaption></figure>"


def _in_house_colour(style: str, house: House) -> str:
    return style.replace(f"--accent: {ACCENT}", f"--accent: {house.accent or ACCENT}")


def _own_names(svg: str, prefix: str) -> str:
    """Return a drawing whose names are not those of another drawing on the page."""
    return NAMED.sub(lambda found: prefix + found.group(0), svg)


def _right(table: Table, column: int) -> str:
    return ' class="figure"' if column in table.figures else ""


def _cell(table: Table, column: int, text: str) -> str:
    if column == 0:
        return f'<th scope="row" dir="auto"{_right(table, column)}>{escape(text)}</th>'
    return f'<td dir="auto"{_right(table, column)}>{escape(text)}</td>'
