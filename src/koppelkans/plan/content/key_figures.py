# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The key figures: value at the price level, range, where it comes from, and what was changed."""

from koppelkans.case import Confidence
from koppelkans.language import N_
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Block, Bullets, Paragraph, Section, Table
from koppelkans.plan.words import figure
from koppelkans.value import FigureUse, Origin, list_figures, review_figures

SURE = {
    Confidence.LOW: N_("not sure"),
    Confidence.MEDIUM: N_("fairly sure"),
    Confidence.HIGH: N_("sure"),
}
FROM = {
    Origin.OWN: N_("of this case"),
    Origin.LIBRARY: N_("library"),
    Origin.OVERRIDDEN: N_("library, changed"),
}


def key_figures(reading: Reading) -> Section:
    """Return every key figure with its source, and what a reader must know about it."""
    title = reading.say(N_("Key figures and their sources"))
    found = list_figures(reading.case)
    if not found:
        return Section(title, (Paragraph(reading.say(N_("No key figures are used."))),))
    table = Table(
        caption=reading.say(
            N_("The key figures at the price level of {year}, with range, origin and source"),
            year=reading.case.area.price_level,
        ),
        header=tuple(
            reading.say(text)
            for text in (
                N_("Key figure"), N_("Value"), N_("Unit"), N_("Range"), N_("Prices of"),
                N_("How sure"), N_("Origin"), N_("Source"),
            )
        ),
        rows=tuple(_row(reading, use) for use in found),
        widths=(2.5, 1.1, 1.5, 1.5, 1.2, 1, 1.2, 3),
        figures=frozenset({1}),
        key="key-figures",
    )  # fmt: skip
    return Section(title, (table, *_changed(reading, found), *_remarks(reading)))


def _row(reading: Reading, use: FigureUse) -> tuple[str, ...]:
    language, now, first = reading.language, use.priced.figure, use.priced.original
    ends = [_amount(end, language) if end is not None else "?" for end in (now.low, now.high)]
    prices = str(first.price_year) if first.price_year else "–"
    if use.priced.index != 1.0:
        prices = f"{prices} × {figure(round(use.priced.index, 3), language)}"
    return (
        now.name,
        reading.say(N_("unknown")) if now.value is None else _amount(now.value, language),
        now.unit,
        "–" if ends == ["?", "?"] else f"{ends[0]} – {ends[1]}",
        prices,
        reading.say(SURE[now.confidence]),
        reading.say(FROM[use.origin]),
        now.source,
    )


def _amount(value: float, language: str) -> str:
    """Return a value with no more digits than the eye needs: an index gives endless ones."""
    size = abs(value)
    return figure(round(value, 0 if size >= 1000 else 2 if size >= 1 else 4), language)


def _changed(reading: Reading, found: tuple[FigureUse, ...]) -> list[Block]:
    """Return what was filled in over a figure of the library, and why."""
    points = tuple(
        reading.say(
            N_("{name}: {now} instead of the {library} in the library. {reason}"),
            name=use.priced.figure.name,
            now=_shown(use.priced.original.value, reading),
            library=_shown(use.library.value, reading),
            reason=use.reason or reading.say(N_("No reason is given.")),
        )
        for use in found
        if use.origin is Origin.OVERRIDDEN and use.library is not None
    )
    if not points:
        return []
    return [Paragraph(reading.say(N_("Changed on purpose:"))), Bullets(points)]


def _shown(value: float | None, reading: Reading) -> str:
    return reading.say(N_("unknown")) if value is None else _amount(value, reading.language)


def _remarks(reading: Reading) -> list[Block]:
    points = tuple(
        dict.fromkeys(m.in_language(reading.language) for m in review_figures(reading.case))
    )
    if not points:
        return []
    return [Paragraph(reading.say(N_("To note about these figures:"))), Bullets(points)]
