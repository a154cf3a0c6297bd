# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the columns of a list are, by the words that people put above them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from koppelkans.case import Theme
from koppelkans.language import N_


@dataclass(frozen=True)
class ListField:
    """Something that a column can hold.

    Attributes
    ----------
    words
        Beginnings of words above such a column, in Dutch and English, the surest first.
    """

    name: str
    title: str
    words: tuple[str, ...]
    is_required: bool = False


FIELDS: tuple[ListField, ...] = (
    ListField("title", N_("What has to be done"), (
        "opgave", "werkzaamhe", "omschrijving", "maatregel", "titel", "project", "werk", "task",
        "title", "description", "work", "naam", "name"), is_required=True),
    ListField("street", N_("Street or streets"), (
        "straat", "straten", "locatie", "plek", "adres", "plaats", "waar", "street", "location",
        "place", "address")),
    ListField("start", N_("Year or quarter it is planned for"), (
        "voorkeur", "gepland", "planning", "uitvoering", "jaar", "start", "begin", "wanneer",
        "prefer", "planned", "year", "when")),
    ListField("earliest", N_("Not before"), (
        "vroegst", "vanaf", "niet voor", "op zijn vroegst", "earliest", "not before", "from")),
    ListField("latest", N_("Not after"), (
        "uiterlijk", "laatst", "niet na", "tot", "deadline", "latest", "not after", "until")),
    ListField("cost", N_("Cost in euros"), (
        "kosten", "raming", "bedrag", "investering", "budget", "prijs", "eur", "€", "cost",
        "estimate", "amount", "investment")),
    ListField("theme", N_("Kind of work"), (
        "soort", "thema", "discipline", "type", "categorie", "kind", "theme", "category")),
    ListField("partner", N_("Partner"), (
        "partner", "eigenaar", "organisatie", "opdrachtgever", "owner", "organisation")),
    ListField("weeks", N_("Weeks that the street is closed"), (
        "weken", "afsluit", "dicht", "weeks", "closed")),
    ListField("quarters", N_("How many quarters it takes"), ("kwartalen", "duur", "quarters",
                                                             "duration")),
    ListField("homes", N_("Homes"), ("woningen", "huizen", "aansluitingen", "homes", "dwellings")),
    ListField("length", N_("Length of the street in metres"), ("lengte", "meter", "length")),
    ListField("reason", N_("Reason"), ("reden", "waarom", "aanleiding", "toelichting", "opmerking",
                                      "reason", "why", "remark", "note")),
    ListField("code", N_("Number in your own system"), ("nummer", "nr", "code", "id", "kenmerk",
                                                       "number", "reference")),
)  # fmt: skip
"""What a list can say of a work, in the order in which it is asked."""

THEME_WORDS: Mapping[Theme, tuple[str, ...]] = {
    Theme.SEWER: ("riool", "riolering", "afkoppel", "hemelwater", "sewer"),
    Theme.HEAT: ("warmte", "heat"),
    Theme.DRINKING_WATER: ("drinkwater", "waterleiding", "drinking water", "water main"),
    Theme.ELECTRICITY: ("elektri", "stroom", "laagspanning", "middenspanning", "trafo", "kabel",
                        "electric", "cable", "substation"),
    Theme.HOMES: ("woning", "renovatie", "isol", "flat", "homes", "renovation", "insulat"),
    Theme.SCHOOL: ("school",),
    Theme.SOCIAL: ("sociaal", "coach", "schuld", "ontmoet", "social", "debt", "jobs"),
    Theme.GREEN: ("groen", "bomen", "boom", "park", "green", "tree"),
    Theme.STREET: ("herinricht", "herprofiler", "bestrating", "asfalt", "straat", "weg", "street",
                   "pav", "road"),
}  # fmt: skip
"""Words by which a work is recognised; what stands first goes first."""


def guess_columns(headers: Sequence[str]) -> dict[str, int]:
    """Return which column holds what, as far as the headers say it; every column once.

    >>> guess_columns(["Nr.", "Omschrijving", "Straat", "Jaar", "Raming (EUR)"])
    {'title': 1, 'street': 2, 'start': 3, 'cost': 4, 'code': 0}
    """
    plain = [header.casefold().strip() for header in headers]
    found: dict[str, int] = {}
    for field in FIELDS:
        ranked = [
            (rank, position)
            for position, header in enumerate(plain)
            for rank, word in enumerate(field.words)
            if position not in found.values() and _says(header, word)
        ]
        if ranked:
            found[field.name] = min(ranked)[1]
    return found


def _says(header: str, word: str) -> bool:
    """Whether a header, or a word of it, begins with a word."""
    parts = header.replace("(", " ").replace("/", " ").replace("_", " ").split()
    short = len(word) <= 3
    return (header.startswith(word) and not short) or any(
        part.rstrip(".:") == word if short else part.startswith(word) for part in parts
    )


def guess_theme(text: str) -> Theme | None:
    """Return what a work is about by the words that people use for it; None when they do not say.

    >>> guess_theme("Vervangen riolering Lindelaan").value
    'sewer'
    """
    plain = text.casefold()
    return next(
        (theme for theme, words in THEME_WORDS.items() if any(word in plain for word in words)),
        None,
    )
