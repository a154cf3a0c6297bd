# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an import would do, worked out whole before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from koppelkans.case import TABLES, Case, Doubtful, Problem
from koppelkans.exchange.columns import Column, Kind, columns_of
from koppelkans.exchange.layers.gather import Gathered, Group, gather
from koppelkans.exchange.layers.mapping import LayerMapping
from koppelkans.exchange.layers.merge import EXISTING, Merged, NewRow, merge
from koppelkans.exchange.layers.types import Layer
from koppelkans.exchange.layers.values import Reader, columns_used, read_field, spell_columns
from koppelkans.language import N_, Message

MATCHED_FIELD = "place_ids"
MOST_PROBLEMS = 100
"""More of them say nothing new: a column is wrong in every row."""


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do; ``merged.case`` is None when something must be mended first."""

    layer: Layer
    mapping: LayerMapping
    gathered: Gathered
    reader: Reader
    merged: Merged

    @property
    def problems(self) -> Sequence[Problem]:
        """Everything that is wrong, in the words of the layer."""
        return self.merged.problems


def plan_import(case: Case, layer: Layer, mapping: LayerMapping) -> ImportPlan:
    """Work out what a layer would add to a case and change in it. Nothing is written.

    Raises
    ------
    LayerError
        When the layer cannot be read, or the mapping does not fit it. What is wrong with single
        rows stands in the plan.
    """
    used = [
        c for rules in mapping.records.values() for r in rules.values() for c in columns_used(r)
    ]
    used += mapping.only
    if mapping.match and mapping.match.name:
        used.append(mapping.match.name)
    reader = Reader(layer, case.first_quarter, case.last_quarter, spell_columns(layer, used))
    gathered = gather(case, layer, mapping, reader.spelling)
    rows = [
        NewRow(table, group.number, _values(reader, mapping, table, group))
        for group in gathered.groups
        for table in mapping.records
    ]
    merged = merge(case, rows)
    problems = [_in_words_of_the_layer(p, layer, mapping) for p in merged.problems[:MOST_PROBLEMS]]
    if len(merged.problems) > MOST_PROBLEMS:
        message = Message(
            N_("{count} problems more"), {"count": len(merged.problems) - MOST_PROBLEMS}
        )
        problems.append(Problem(message, sheet=layer.name))
    return ImportPlan(layer, mapping, gathered, reader, replace(merged, problems=tuple(problems)))


def _values(reader: Reader, mapping: LayerMapping, table: str, group: Group) -> dict[str, Any]:
    rules = mapping.records[table]
    columns = {column.name: column for column in columns_of(TABLES[table])}
    values = {
        name: read_field(reader, rule, columns[name], group.items) for name, rule in rules.items()
    }
    if MATCHED_FIELD in columns and MATCHED_FIELD not in rules and mapping.match:
        values[MATCHED_FIELD] = group.place_ids
    geometry = _geometry_column(columns.values())
    if geometry and geometry not in rules and group.geometry is not None:
        values[geometry] = group.geometry
    return {name: _shorn(value) for name, value in values.items()}


def _geometry_column(columns: Any) -> str | None:
    found: list[Column] = [column for column in columns if column.kind is Kind.GEOMETRY]
    return found[0].name if found else None


def _shorn(value: Any) -> Any:
    """Return a value whose doubt is short enough to show."""
    return replace(value, found=value.found[:60]) if isinstance(value, Doubtful) else value


def _in_words_of_the_layer(problem: Problem, layer: Layer, mapping: LayerMapping) -> Problem:
    if problem.row in {None, EXISTING}:
        return replace(problem, row=None)
    rule = mapping.records.get(problem.table, {}).get(problem.field)
    header = f"{problem.field} ({rule.column})" if rule and rule.column else problem.field
    return replace(problem, sheet=f"{layer.name}, {problem.table}", header=header)
