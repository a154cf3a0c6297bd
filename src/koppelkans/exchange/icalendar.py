# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A programme as iCalendar (RFC 5545): tasks and closed streets as days in everybody's agenda."""

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

from koppelkans.case import Case, Quarter
from koppelkans.case.labels import label
from koppelkans.exchange.account import first_day
from koppelkans.exchange.titles import is_hidden, title_for
from koppelkans.exchange.whole import whole_file
from koppelkans.language import N_, Message, show_number, translate
from koppelkans.plan.reading import Reading
from koppelkans.result import Result

OCTETS_IN_A_LINE = 75


def write_icalendar(
    case: Case, result: Result, path: str | os.PathLike[str], language: str, made: datetime
) -> None:
    """Write the tasks and the occupations of a programme as events of whole days.

    An event lasts from the first day of its first quarter to the last day of its last. It keeps
    its UID when it moves, so that a calendar replaces it. A task that its owner keeps to itself
    is in it without its title.

    Parameters
    ----------
    made
        The moment, with its time zone, that the events say they were made.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Koppelkans//{version('koppelkans')}//{language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(case.area.name)}",
        *_tasks(Reading(case, result, language), made),
        *_occupations(Reading(case, result, language), made),
        "END:VCALENDAR",
    ]
    text = "".join(f"{fold(line)}\r\n" for line in lines)
    with whole_file(Path(path)) as unfinished:
        unfinished.write_bytes(text.encode())


def escape(text: str) -> str:
    r"""Return a text as a value of iCalendar (RFC 5545, 3.3.11).

    >>> escape("a;b, c\nd")
    'a\\;b\\, c\\nd'
    """
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def fold(line: str) -> str:
    """Return a line in pieces of at most 75 octets, no character cut in two (RFC 5545, 3.1)."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > OCTETS_IN_A_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    return "\r\n".join([*pieces, piece])


def _tasks(reading: Reading, made: datetime) -> Iterator[str]:
    case, language = reading.case, reading.language
    for task_id, work in reading.programme.works.items():
        owner = case.partner[work.task.partner_id]
        about = [Message(N_("Owner: {partner}"), {"partner": owner.name}).in_language(language)]
        if not is_hidden(case, task_id):
            variant = Message(N_("Variant: {variant}"), {"variant": work.variant.name})
            about += [variant.in_language(language), work.task.reason]
        yield from _event(
            _uid(case, "task", task_id),
            made,
            (work.start, work.end),
            f"{owner.short_name}: {title_for(case, task_id, language)}",
            "\n".join(filter(None, about)),
            _streets(reading, work.task.place_ids),
            translate(label(work.task.theme), language),
        )


def _occupations(reading: Reading, made: datetime) -> Iterator[str]:
    case, language = reading.case, reading.language
    for found in reading.result.programme.occupation_list:
        place = case.place[found.place_id]
        summary = Message(
            N_("{place}: street broken up or closed, {weeks} weeks"),
            {"place": place.name, "weeks": show_number(found.closed_weeks, language)},
        )
        titles = [title_for(case, task_id, language) for task_id in found.task_ids]
        yield from _event(
            _uid(case, "occupation", found.place_id, *sorted(found.task_ids)),
            made,
            (found.first, found.last + 1),
            summary.in_language(language),
            "\n".join(titles),
            place.name,
            translate(N_("Occupations"), language),
        )


def _event(
    uid: str, made: datetime, quarters: tuple[Quarter, Quarter], summary: str, description: str,
    location: str, category: str,
) -> Iterator[str]:  # fmt: skip
    start, end = quarters
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{made.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(first_day(start))}"
    # The end of an event of whole days is the day after.
    yield f"DTEND;VALUE=DATE:{_day(first_day(end))}"
    yield f"SUMMARY:{escape(summary)}"
    for name, value in (("DESCRIPTION", description), ("LOCATION", location)):
        if value:
            yield f"{name}:{escape(value)}"
    yield f"CATEGORIES:{escape(category)}"
    # Nobody is busy for a quarter of a year because a street is open.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(case: Case, *parts: str) -> str:
    digest = hashlib.sha256("\0".join((case.area.id, *parts)).encode()).hexdigest()
    return f"{digest[:32]}@koppelkans"


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")


def _streets(reading: Reading, place_ids: tuple[str, ...]) -> str:
    return "; ".join(reading.place_names(place_ids))
