# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a plan says things: names of what is counted, amounts, periods, lists."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from babel.dates import format_date

from koppelkans.case import BoundaryKind, Quarter
from koppelkans.case.labels import label
from koppelkans.language import N_, Message, show_number, translate

YEARS_IN_QUARTERS = 2
"""From how many years on a shift is told in years."""
ARTICLES = {"nl": ("De ", "Het "), "en": ("The ",)}
SHORT_NAME = re.compile(r"\s*[(,]")

OVER: dict[BoundaryKind, tuple[str, str]] = {
    BoundaryKind.BUDGET: (N_("€ {number} over"), N_("€ {number} over")),
    BoundaryKind.CREWS: (N_("{number} crew over"), N_("{number} crews over")),
    BoundaryKind.CLOSURES: (
        N_("{number} closed street too many"),
        N_("{number} closed streets too many"),
    ),
    BoundaryKind.REACHABILITY: (
        N_("{number} place out of reach"),
        N_("{number} places out of reach"),
    ),
    BoundaryKind.REST: (
        N_("{number} quarter of rest too few"),
        N_("{number} quarters of rest too few"),
    ),
    BoundaryKind.CLOSED_SEASON: (
        N_("{number} street closed in the season"),
        N_("{number} streets closed in the season"),
    ),
}
"""How far over a limit, for one and for more."""


NUMBERS = (
    N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"),
    N_("nine"), N_("ten"), N_("eleven"), N_("twelve"),
)  # fmt: skip
"""Numbers that stand in running text as a word; "one" has a text of its own."""


def name(choice: StrEnum, language: str) -> str:
    """Return what people call a choice."""
    return translate(label(choice), language)


def within(choice: StrEnum, language: str) -> str:
    """Return what people call a choice, in the middle of a sentence."""
    text = name(choice, language)
    return text[:1].lower() + text[1:]


def say(text: str, language: str, **values: Any) -> str:
    """Return an English text, marked with ``N_``, in the language with its values filled in."""
    return Message(text, values).in_language(language)


def count(
    number: float, one: str, many: str, language: str, decimals: int = 0, **values: Any
) -> str:
    """Return "1 street" or "12 streets": the texts hold ``{number}``, or ``{word}`` for "twelve".

    Dutch and English both have a singular for exactly one and a plural for everything else, so
    the two forms are ordinary messages.
    """
    shown = show_number(number, language, decimals)
    word = spelled(shown, language)
    return say(one if shown == "1" else many, language, number=shown, word=word, **values)


def spelled(number: str, language: str) -> str:
    """Return a number as it stands in running text: small ones as a word.

    >>> spelled("2", "en"), spelled("13", "en")
    ('two', '13')
    """
    small = number.isdecimal() and 2 <= int(number) <= len(NUMBERS) + 1
    return say(NUMBERS[int(number) - 2], language) if small else number


def streets(number: int, language: str) -> str:
    """Return a number of street sections."""
    return count(number, N_("{number} street section"), N_("{number} street sections"), language)


def times(number: int, language: str) -> str:
    """Return how often."""
    return count(number, N_("{number} time"), N_("{number} times"), language)


def weeks(number: float, language: str) -> str:
    """Return a number of weeks, whole."""
    return count(number, N_("{number} week"), N_("{number} weeks"), language)


def tasks(number: int, language: str) -> str:
    """Return a number of tasks."""
    return count(number, N_("{number} task"), N_("{number} tasks"), language)


def quarters(number: float, language: str) -> str:
    """Return a number of quarters."""
    return count(number, N_("{number} quarter"), N_("{number} quarters"), language)


def shift(number: int, language: str) -> str:
    """Return how much later or earlier; from two years on in years, as people say it.

    >>> shift(-3, "en"), shift(8, "en"), shift(21, "en")
    ('3 quarters earlier', '2 years later', '5 years and 1 quarter later')
    """
    years, rest = divmod(abs(number), 4)
    span = quarters(abs(number), language)
    if years >= YEARS_IN_QUARTERS:
        span = count(years, N_("{number} year"), N_("{number} years"), language)
        if rest:
            text = N_("{years} and {quarters}")
            span = say(text, language, years=span, quarters=quarters(rest, language))
    return say(N_("{span} later") if number > 0 else N_("{span} earlier"), language, span=span)


def amount(eur: float, language: str) -> str:
    r"""Return an amount as people say it, without a sign: € 4.2 million, € 35,000, € 800.

    >>> amount(4_234_567, "en"), amount(-35_400, "nl"), amount(812, "en")
    ('€\xa04.2\xa0million', '€\xa035.000', '€\xa0800')
    """
    size = abs(eur)
    if size >= 999_500:
        decimals = 1 if size < 99_950_000 else 0
        text = say(
            N_("€ {number} million"), language, number=show_number(size / 1e6, language, decimals)
        )
        return text.replace(" ", "\N{NO-BREAK SPACE}")
    step = 1000 if size >= 10_000 else 100
    return f"€\N{NO-BREAK SPACE}{show_number(round(size / step) * step, language)}"


def signed(eur: float, language: str) -> str:
    r"""Return an amount with a plus or minus before it.

    >>> signed(-35_400, "en")
    '−€\xa035,000'
    """
    return ("−" if eur < 0 else "+") + amount(eur, language)


def figure(value: float, language: str, decimals: int | None = None) -> str:
    """Return a number for a table: with a real minus, and with decimals only where it has some.

    >>> figure(-1234, "nl"), figure(0.13, "en"), figure(12.5, "nl")
    ('−1.234', '0.13', '12,5')
    """
    if decimals is None:
        decimals = next((d for d in range(4) if abs(round(value, d) - value) < 1e-9), 4)
    return show_number(value, language, decimals).replace("-", "−")


def percent(fraction: float, language: str) -> str:
    """Return a fraction as a percentage, precise enough to tell it from nothing.

    >>> percent(0.0123, "nl"), percent(0.5, "en")
    ('1,2\N{NO-BREAK SPACE}%', '50\N{NO-BREAK SPACE}%')
    """
    number = 100 * fraction
    decimals = 0 if number >= 10 else 1 if number >= 0.95 else 2
    return f"{figure(round(number, decimals), language)}\N{NO-BREAK SPACE}%"


def day(when: date, language: str) -> str:
    """Return a date in full.

    >>> day(date(2026, 6, 1), "nl")
    '1 juni 2026'
    """
    return format_date(when, "d MMMM yyyy", locale=language)


def quarter(when: Quarter) -> str:
    r"""Return a quarter as Dutch and English readers both write it.

    >>> quarter(Quarter.of(2029, 3))
    'Q3\xa02029'
    """
    return when.shown


def period(first: Quarter, last: Quarter) -> str:
    r"""Return a period, both quarters included.

    >>> period(Quarter.of(2029, 3), Quarter.of(2029, 4))
    'Q3–Q4\xa02029'
    """
    if first == last:
        return quarter(first)
    if first.year == last.year:
        return f"Q{first.number}–Q{last.number}\N{NO-BREAK SPACE}{first.year}"
    return f"{quarter(first)} – {quarter(last)}"


def months(first: Quarter, last: Quarter, language: str) -> str:
    """Return the months of some quarters, as people talk about them.

    >>> months(Quarter.of(2029, 3), Quarter.of(2029, 3), "nl")
    'juli tot en met september 2029'
    >>> months(Quarter.of(2029, 4), Quarter.of(2030, 1), "en")
    'October 2029 to March 2030'
    """
    begin = date(first.year, 3 * first.number - 2, 1)
    end = date(last.year, 3 * last.number, 1)
    shape = "MMMM" if first.year == last.year else "MMMM yyyy"
    return say(
        N_("{first} to {last}"),
        language,
        first=format_date(begin, shape, locale=language),
        last=format_date(end, "MMMM yyyy", locale=language),
    )


def listing(items: Sequence[str], language: str) -> str:
    """Return "a, b and c".

    >>> listing(["riool", "water", "warmte"], "en")
    'riool, water and warmte'
    """
    if len(items) < 2:
        return "".join(items)
    return say(N_("{items} and {last}"), language, items=", ".join(items[:-1]), last=items[-1])


def amid(organisation: str, language: str) -> str:
    """Return the name of an organisation in the middle of a sentence: its article in small letters.

    An article of another language is part of a name, and stays as it is.

    >>> amid("Het waterbedrijf", "nl"), amid("Het waterbedrijf", "en"), amid("Gemeente", "nl")
    ('het waterbedrijf', 'Het waterbedrijf', 'Gemeente')
    """
    begins = organisation.startswith(ARTICLES[language])
    return organisation[:1].lower() + organisation[1:] if begins else organisation


def titles(items: Sequence[str], language: str) -> str:
    """Return names of tasks one after the other; semicolons where a name has a comma itself.

    >>> titles(["Damp, Nigellestraat", "Coaches"], "en"), titles(["Sewer", "Water"], "en")
    ('Damp, Nigellestraat; Coaches', 'Sewer and Water')
    """
    return "; ".join(items) if any("," in item for item in items) else listing(items, language)


def in_short(organisation: str, language: str) -> str:
    """Return the name of an organisation as people in its streets use it, in a sentence.

    What stands between brackets or after a comma is a department: they see one organisation.

    >>> in_short("Het waterbedrijf (riolering)", "nl"), in_short("Gemeente, openbare ruimte", "nl")
    ('het waterbedrijf', 'Gemeente')
    """
    return amid(SHORT_NAME.split(organisation, maxsplit=1)[0].strip() or organisation, language)


def sentence(text: str) -> str:
    """Return a text with a capital at its start."""
    return text[:1].upper() + text[1:]
