# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table as a sheet: cells as people read and type them, also pasted from a spreadsheet.

Records are named by their name where that is clear, so that nobody has to know ids; both are
understood.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from koppelkans.case import TABLES, Doubtful
from koppelkans.case.rows import expect
from koppelkans.exchange.cells import read_cell
from koppelkans.exchange.columns import Column, Kind, columns_of
from koppelkans.exchange.words import spellings
from koppelkans.language import translate
from koppelkans.web.records.blocks import fresh_key
from koppelkans.web.records.change import RecordChange
from koppelkans.web.records.fields import plain_number
from koppelkans.web.records.values import Values
from koppelkans.web.records.wording import (
    Tables,
    choices_of,
    name_of,
    number_text,
    say_choice,
    title_of,
)

MOST_ROWS = 5_000
LONGEST = 20_000_000
"""Characters that are sent for a sheet."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """What stands in a cell that was changed; pasted text is not taken in one notation."""

    text: str
    is_pasted: bool = False


@dataclass(frozen=True)
class SheetRow:
    """A row that was changed; without a key it is a new one."""

    key: str
    cells: Mapping[str, Cell] = field(default_factory=dict)


class Names:
    """Names of the records of a table, where they are clear, and back."""

    def __init__(self, tables: Tables, table: str, sees: Callable[[str, Values], bool]) -> None:
        shown = {k: v for k, v in tables[table].items() if sees(table, v)}
        names = {key: name_of(tables, table, values) for key, values in shown.items()}
        counts = Counter(name.casefold() for name in names.values())
        self.of = {
            key: name if counts[name.casefold()] == 1 and ";" not in name else key
            for key, name in names.items()
        }

    @cached_property
    def keys(self) -> dict[str, str]:
        """Ids by name in small letters, and by themselves."""
        return {name.casefold(): key for key, name in self.of.items()} | {k: k for k in self.of}

    def find(self, text: str) -> str:
        """Return the id that a name stands for; the text itself when it is none."""
        return self.keys.get(text) or self.keys.get(text.casefold(), text)


@dataclass(frozen=True)
class Sheet:
    """One table, in the language of a reader, as far as the reader sees it."""

    tables: Tables
    table: str
    language: str
    sees: Callable[[str, Values], bool]
    sees_field: Callable[[str, Values, str], bool]

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the sheet: all but what is drawn."""
        return [c for c in columns_of(TABLES[self.table]) if c.kind is not Kind.GEOMETRY]

    @cached_property
    def names(self) -> dict[str, Names]:
        """Names by the table that columns refer to."""
        targets = {c.refers_to for c in self.columns if c.refers_to}
        return {target: Names(self.tables, target, self.sees) for target in targets}

    def heads(self) -> list[Json]:
        """Return what the browser has to know of every column."""
        return [
            {
                "field": c.name, "title": title_of(c, self.language), "required": c.required,
                "unit": translate(c.unit, self.language) if c.unit != "1/year" else "",
                "number": c.kind in (Kind.NUMBER, Kind.INTEGER),
                "options": self._options(c),
                "headers": sorted(spellings(c.title) | {c.name}),
            }
            for c in self.columns
        ]  # fmt: skip

    def _options(self, column: Column) -> list[str]:
        if column.choices:
            return [text for _value, text in choices_of(column, self.language)]
        if column.kind is Kind.YES_NO:
            return [_("yes"), _("no")]
        if column.refers_to and column.kind is not Kind.SEVERAL:
            return sorted(self.names[column.refers_to].of.values())
        return []

    def texts(self, values: Values) -> dict[str, str]:
        """Return what stands in the cells of a row."""
        return {
            c.name: self._text(c, values.get(c.name))
            for c in self.columns
            if self.sees_field(self.table, values, c.name)
        }

    def _text(self, column: Column, value: Any) -> str:
        if value is None:
            return ""
        if column.refers_to:
            names = self.names[column.refers_to].of
            ids = value if isinstance(value, list) else [value]
            return "; ".join(str(names.get(id_, id_)) for id_ in ids)
        if isinstance(value, list):
            return "; ".join(map(str, value))
        if column.kind in (Kind.NUMBER, Kind.INTEGER):
            return number_text(column, value, self.language, grouped=False)
        plain = (_("yes") if value else _("no")) if column.kind is Kind.YES_NO else str(value)
        return say_choice(column, value, self.language) if column.choices else plain

    def read(self, field_name: str, cell: Cell) -> Any:
        """Return the value of a cell; doubtful when it may mean two things."""
        column = next(c for c in self.columns if c.name == field_name)
        text = cell.text.strip()
        if column.refers_to and text:
            names = self.names[column.refers_to]
            if column.kind is Kind.SEVERAL:
                return tuple(names.find(part.strip()) for part in text.split(";") if part.strip())
            return names.find(text)
        if column.kind in (Kind.NUMBER, Kind.INTEGER) and not cell.is_pasted:
            text = plain_number(text, self.language)
        value = read_cell(column, text)
        if column.choices and isinstance(value, Doubtful):
            labels = ", ".join(text for _value, text in choices_of(column, self.language))
            return Doubtful(value.found, expect("enum", expected=labels))
        return value

    def changes(self, rows: Sequence[SheetRow]) -> list[RecordChange]:
        """Return what changed rows ask for; a new row gets an id after its name."""
        taken = set(self.tables[self.table])
        changes = []
        for row in rows:
            values = {name: self.read(name, cell) for name, cell in row.cells.items()}
            key = row.key or str(_plain(values.get("id")) or "")
            if not key:
                key = fresh_key(self.table, {k: [c.text] for k, c in row.cells.items()}, taken)
            taken.add(key)
            values.pop("id", None)
            changes.append(RecordChange(self.table, key, values))
        return changes


def _plain(value: Any) -> Any:
    return value.found if isinstance(value, Doubtful) else value


def read_rows(text: str, table: str) -> list[SheetRow]:
    """Return the rows that a browser sends as JSON.

    Raises
    ------
    ValueError
        When it is something else.
    """
    if len(text) > LONGEST:
        raise ValueError("too long")
    fields = {column.name for column in columns_of(TABLES[table])}
    found = json.loads(text)
    if not isinstance(found, list) or len(found) > MOST_ROWS:
        raise ValueError("expected a list of rows")
    rows = []
    for row in found:
        cells = {
            name: Cell(str(cell["text"])[:100_000], cell.get("pasted") is True)
            for name, cell in row["cells"].items()
            if name in fields
        }
        rows.append(SheetRow(str(row["key"])[:100], cells))
    return rows
