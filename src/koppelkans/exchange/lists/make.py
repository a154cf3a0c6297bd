# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the rows of a list to tasks, variants and the streets that are not there yet."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from koppelkans.case import TABLES, Doubtful, Problem, Quarter, Theme
from koppelkans.exchange.cells import read_cell
from koppelkans.exchange.columns import columns_of
from koppelkans.exchange.lists.figures import missing_figures
from koppelkans.exchange.lists.guess import FIELDS, guess_theme
from koppelkans.exchange.lists.streets import Streets, identify, split_streets
from koppelkans.exchange.lists.types import ListChoice, NewRecord, OwnList, Tables
from koppelkans.exchange.words import simplify
from koppelkans.language import N_, Message

MOST_WORKS = 2000
NO_TITLE = N_("expected what has to be done; without it this row is left out")
YEAR = re.compile(r"(?:19|20|21)\d{2}(?:\.0)?")
OF_LIST = {
    "start": ("tasks", "preferred_start"), "earliest": ("tasks", "earliest_start"),
    "latest": ("tasks", "latest_start"), "cost": ("variants", "investment_eur"),
    "theme": ("tasks", "theme"), "weeks": ("variants", "closed_weeks"),
    "quarters": ("variants", "duration_quarters"), "homes": ("tasks", "homes"),
    "length": ("places", "length_m"), "title": ("tasks", "title"), "reason": ("tasks", "reason"),
}  # fmt: skip
"""Field of a case that a column of a list fills."""


@dataclass(frozen=True)
class Made:
    """What a list would bring in, what of it cannot be made out, and which streets are new."""

    records: Sequence[NewRecord]
    problems: Sequence[Problem]
    new_streets: Sequence[str]


def make_records(found: OwnList, choice: ListChoice, tables: Tables, language: str = "nl") -> Made:
    """Return the records that the rows of a list make in an area.

    A row without a title is left out, and named unless it is empty. A work that is in the area
    already keeps what the list does not say of it: only what stands in a column is offered.

    Parameters
    ----------
    tables
        What is in the area: its years, partners and streets.
    language
        Language of the line in which the area says what is assumed.
    """
    problems: list[Problem] = []
    streets = Streets(tables, choice.assumed, language)
    reader = _Rows(found, choice, tables, problems)
    records: list[NewRecord] = []
    taken: set[str] = set()
    rows = [(n, row) for n, cells in found.rows[:MOST_WORKS] if (row := reader.read(n, cells))]
    titles = Counter(row["title"] for _number, row in rows)
    for number, row in rows:
        names = str(row.get("street") or "")
        place_ids = streets.find(names, row.get("length"), number)
        key = _key(row, names, taken)
        taken.add(key)
        if names and titles[row["title"]] > 1:
            row["title"] = f"{row['title']}, {', '.join(split_streets(names))}"
        records += _work(row, key, place_ids, number, choice, tables)
    if len(found.rows) > MOST_WORKS:
        text = N_("expected at most {most} rows")
        problems.append(Problem(Message(text, {"most": MOST_WORKS}), sheet=found.sheet))
    figures = missing_figures(tables, rows[0][0], language) if rows else ()
    return Made((*streets.records(), *figures, *records), problems, streets.new)


def _key(row: Mapping[str, Any], street: str, taken: set[str]) -> str:
    """Return an id that is the same when the list comes in again."""
    owner = str(row["partner_id"])
    code = row.get("code")
    stem = identify(f"{owner}-{code}" if code else f"{owner}-{row['title']}-{street}")
    if stem not in taken:
        return stem
    return next(s for n in range(2, len(taken) + 3) if (s := f"{stem}-{n}") not in taken)


def _work(
    row: Mapping[str, Any], key: str, place_ids: Sequence[str], number: int, choice: ListChoice,
    tables: Tables,
) -> Iterator[NewRecord]:  # fmt: skip
    """Yield a task and its variant."""
    assumed, is_known = choice.assumed, key in tables["tasks"]
    task = {
        "id": key, "partner_id": row["partner_id"], "theme": row["theme"], "title": row["title"],
        "place_ids": list(place_ids), **_moments(row, assumed.window_years, tables),
        **{name: row[name] for name in ("reason", "homes") if name in row},
    }  # fmt: skip
    variant = {
        "id": f"{key}-v", "task_id": key, "name": row["title"], "is_baseline": True,
        "investment_eur": row.get("cost"),
        "closed_weeks": row.get("weeks", assumed.closed_weeks if place_ids else 0),
        "duration_quarters": row.get("quarters", assumed.duration_quarters),
    }  # fmt: skip
    guesses = {"life_years": assumed.life_years, "opening_eur_per_m": assumed.opening_eur_per_m}
    if is_known:
        unsaid = {OF_LIST[name][1] for name in OF_LIST if name not in row}
        task = {name: value for name, value in task.items() if name not in unsaid}
        variant = {name: value for name, value in variant.items() if name not in unsaid}
    else:
        task["confidence"] = "low"
        variant |= guesses
    yield NewRecord("tasks", key, number, {k: v for k, v in task.items() if v is not None})
    if is_known and variant["id"] not in tables["variants"]:
        return  # Its owner has given it variants of its own.
    yield NewRecord("variants", f"{key}-v", number,
                    {k: v for k, v in variant.items() if v is not None})  # fmt: skip


def _moments(row: Mapping[str, Any], room: int, tables: Tables) -> dict[str, str]:
    """Return preferred moment and window; the window within the planned years."""
    area: Mapping[str, Any] = next(iter(tables["areas"].values()), {})
    if "start" not in row:
        return {}
    start = Quarter.parse(row["start"])
    first, last = start + -4 * room, start + 4 * room
    if isinstance(area.get("first_year"), int) and isinstance(area.get("last_year"), int):
        opens, closes = Quarter.of(area["first_year"], 1), Quarter.of(area["last_year"], 4)
        first, last = min(max(first, opens), start), max(min(last, closes), start)
    return {
        "preferred_start": str(start), "earliest_start": row.get("earliest", str(first)),
        "latest_start": row.get("latest", str(last)),
    }  # fmt: skip


def _text(cell: Any) -> str:
    return cell.found if isinstance(cell, Doubtful) else str(cell)


class _Rows:
    """Reads the cells of a row as the fields of a list; what it cannot make out is a problem."""

    def __init__(
        self, found: OwnList, choice: ListChoice, tables: Tables, problems: list[Problem]
    ) -> None:
        self.found, self.choice, self.problems = found, choice, problems
        self.partners = {
            simplify(str(text)): key
            for key, values in tables["partners"].items()
            for text in (key, values.get("name"), values.get("short_name"))
            if text
        }

    def read(self, number: int, cells: Sequence[Any]) -> dict[str, Any] | None:
        """Return the values of a row by field; None when there is no work on it."""
        given = {
            name: cells[position]
            for name, position in self.choice.columns.items()
            if position < len(cells) and cells[position] not in (None, "")
        }
        if not str(given.get("title") or "").strip():
            if given:
                found = ", ".join(" ".join(_text(cell).split()) for cell in given.values())
                self._wrong("title", number, found[:80], Message(NO_TITLE))
            return None
        row: dict[str, Any] = {}
        for field in FIELDS:
            if field.name in given:
                value = self._value(field.name, given[field.name], number)
                if value is not None:
                    row[field.name] = value
        row["partner_id"] = row.pop("partner", None) or self.choice.partner_id
        row.setdefault("theme", guess_theme(row["title"]) or Theme(self.choice.theme))
        return row

    def _value(self, name: str, cell: Any, number: int) -> Any:
        if isinstance(cell, Doubtful):
            self._wrong(name, number, cell.found, cell.expected)
            return None
        text = " ".join(str(cell).split())
        if name == "partner":
            known = self.partners.get(simplify(text))
            expected = Message(N_("expected a partner that is in the area"))
            if known is None:
                self._wrong(name, number, text, expected)
            return known
        if name == "theme":
            return self._theme(text, number)
        if name in ("start", "earliest", "latest") and YEAR.fullmatch(text):
            return f"{text[:4]}-Q{4 if name == 'latest' else 1}"
        if name not in OF_LIST:
            return text.removesuffix(".0") if name == "code" else text
        return self._cell(name, cell, number)

    def _cell(self, name: str, cell: Any, number: int) -> Any:
        table, field = OF_LIST[name]
        column = next(c for c in columns_of(TABLES[table]) if c.name == field)
        value = read_cell(column, cell)
        if isinstance(value, Doubtful):
            self._wrong(name, number, value.found, value.expected)
            return None
        if name in ("start", "earliest", "latest"):
            try:
                return str(Quarter.parse(str(value)))
            except ValueError:
                expected = Message(N_("expected a year or a quarter, such as 2029 or 2029-Q3"))
                self._wrong(name, number, str(cell), expected)
                return None
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if name not in ("title", "reason") and not is_number:
            self._wrong(name, number, str(cell), Message(N_("expected a number")))
            return None
        return value if not isinstance(value, date) else str(value)

    def _theme(self, text: str, number: int) -> Theme | None:
        column = next(c for c in columns_of(TABLES["tasks"]) if c.name == "theme")
        value = read_cell(column, text)
        if isinstance(value, Theme):
            return value
        guessed = guess_theme(text)
        if guessed is None:
            self._wrong("theme", number, text, Message(N_("this kind of work is not known")))
        return guessed

    def _wrong(self, name: str, number: int, found: str, expected: Message) -> None:
        header = self.found.headers[self.choice.columns[name]]
        self.problems.append(
            Problem(expected, sheet=self.found.sheet, row=number, header=header, found=found)
        )
