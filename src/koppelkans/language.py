# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The two languages that people read: messages, quarters, numbers and euros.

Code speaks English; what a person reads goes through here. A message is kept as
an English sentence with named values until the reader is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal

LANGUAGES = ("nl", "en")
LOCALE_FOLDER = Path(__file__).parent / "locale"


def N_(text: str) -> str:  # noqa: N802
    """Mark a text for translation; it is translated where it is shown."""
    return text


@dataclass(frozen=True)
class Euros:
    """An amount within a message, shown in the notation of the reader's language."""

    value: float

    def in_language(self, language: str) -> str:
        """Return whole euros, as `show_euros` does."""
        return show_euros(self.value, language)


@dataclass(frozen=True)
class Message:
    """An English sentence with ``{named}`` values, not yet in the reader's language."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """Return the sentence in ``language`` ("nl" or "en") with its values filled in."""
        values = {
            name: value.in_language(language) if isinstance(value, Message | Euros) else value
            for name, value in self.values.items()
        }
        return translate(self.text, language).format(**values)

    def __str__(self) -> str:
        return self.in_language("en")


@cache
def _catalogue(language: str) -> NullTranslations | GNUTranslations:
    if language not in LANGUAGES:
        raise ValueError(f"language is {language!r}, expected one of {', '.join(LANGUAGES)}")
    if language == "en":
        return NullTranslations()
    return translation("koppelkans", LOCALE_FOLDER, [language])


def translate(text: str, language: str) -> str:
    """Return the translation of an English text; a text without one comes back as it is."""
    return _catalogue(language).gettext(text) if text else ""


def show_number(value: float, language: str, decimals: int = 0) -> str:
    """Return a number in the notation of the language.

    >>> show_number(1234567.8, "nl"), show_number(0.5, "en", decimals=2)
    ('1.234.568', '0.50')
    """
    return _show_number(float(value), language, decimals)


@lru_cache(maxsize=20_000)  # A page shows thousands, the same ones again and again.
def _show_number(value: float, language: str, decimals: int) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    shown = format_decimal(value, format=pattern, locale=language)
    return "0" + shown[2:] if shown.startswith("-0") and not shown.strip("-0.,") else shown


def show_euros(value: float, language: str) -> str:
    r"""Return whole euros in the notation of the language.

    >>> show_euros(-1234.4, "nl"), show_euros(1234.4, "en")
    ('-€\xa01.234', '€\xa01,234')
    """
    amount = show_number(abs(value), language)
    sign = "-" if round(value) < 0 else ""
    return f"{sign}€\N{NO-BREAK SPACE}{amount}"
