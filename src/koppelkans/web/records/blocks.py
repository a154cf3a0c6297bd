# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page of records that belong together: a task with its variants, their effects, its relations.

Each record is a block of fields. Blocks are read from what the browser sends, never from what is
kept, so that nothing that was typed gets lost on the way.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.text import slugify

from koppelkans.case import TABLES
from koppelkans.exchange.columns import Kind, columns_of
from koppelkans.web.records.change import RecordChange
from koppelkans.web.records.degrees import from_degrees
from koppelkans.web.records.fields import TAKEN_OFF, UNDRAWN, Typed, read_field, type_values
from koppelkans.web.records.layout import CHILDREN, PARENT_FIELD
from koppelkans.web.records.merging import WHOLE
from koppelkans.web.records.values import Key, default_of
from koppelkans.web.records.wording import Tables

MOST_BLOCKS = 500
LONGEST_KEY = 60


@dataclass(frozen=True)
class Block:
    """One record on a page.

    Attributes
    ----------
    name
        Name of the block in the form, such as "b2".
    key
        Id of the record; empty when it is new.
    parent
        Name of the block that it belongs to; empty for the record that the page is about.
    typed
        What stands in its fields.
    is_removed
        Whether it is to be removed.
    """

    name: str
    table: str
    key: str
    parent: str
    typed: Typed
    is_removed: bool = False

    @property
    def is_new(self) -> bool:
        return not self.key


@dataclass(frozen=True)
class Decisions:
    """What was chosen on the merge page: by block and field, mine or theirs."""

    mine: Mapping[str, frozenset[str]] = field(default_factory=dict)
    theirs: Mapping[str, frozenset[str]] = field(default_factory=dict)


def blocks_of(tables: Tables, table: str, key: str, language: str) -> list[Block]:
    """Return a record and what is filled in along with it, as it is kept."""
    blocks: list[Block] = []
    _gather(blocks, tables, (table, key), "", language)
    return blocks


def _gather(blocks: list[Block], tables: Tables, where: Key, parent: str, language: str) -> None:
    table, key = where
    name = f"b{len(blocks)}"
    typed = type_values(table, tables[table][key], language)
    blocks.append(Block(name, table, key, parent, typed))
    for child, reference in CHILDREN.get(table, ()):
        for child_key, values in tables[child].items():
            if values.get(reference) == key:
                _gather(blocks, tables, (child, child_key), name, language)


def new_block(
    blocks: Sequence[Block], table: str, parent: str, language: str, **prefilled: Any
) -> Block:
    """Return an empty block with the defaults of its fields."""
    taken = {block.name for block in blocks}
    name = next(f"b{n}" for n in range(len(blocks), len(blocks) + len(taken) + 1)
                if f"b{n}" not in taken)  # fmt: skip
    defaults = {c.name: default_of(table, c.name) for c in columns_of(TABLES[table])}
    return Block(name, table, "", parent, type_values(table, {**defaults, **prefilled}, language))


def read_blocks(sent: QueryDict) -> list[Block]:
    """Return the blocks that a browser sends."""
    blocks = []
    for name in sent.getlist("block")[:MOST_BLOCKS]:
        table = sent.get(f"{name}.table", "")
        if table not in TABLES:
            continue
        typed = {
            column.name: sent.getlist(f"{name}:{column.name}")
            for column in columns_of(TABLES[table])
            # Boxes that are not ticked are not sent; this says that they were there.
            if f"{name}:{column.name}" in sent or f"{name}:{column.name}.shown" in sent
        }
        key, parent = sent.get(f"{name}.key", ""), sent.get(f"{name}.parent", "")
        removed = sent.get(f"{name}.remove") == "1"
        blocks.append(Block(name, table, key, parent, typed, removed))
    return blocks


def read_decisions(sent: QueryDict) -> Decisions:
    """Return what was chosen on the merge page."""
    chosen: dict[str, dict[str, set[str]]] = {"mine": {}, "theirs": {}}
    for name, value in sent.items():
        if name.startswith("choose:") and value in chosen:
            _, block, of_field = name.split(":", 2)
            chosen[str(value)].setdefault(block, set()).add(of_field)
    mine, theirs = (
        {block: frozenset(fields) for block, fields in chosen[side].items()} for side in chosen
    )
    return Decisions(mine, theirs)


def with_keys(blocks: Sequence[Block], tables: Tables) -> dict[str, str]:
    """Return the id of every block by its name: a new record gets one after its name."""
    taken = {table: set(rows) for table, rows in tables.items()}
    keys: dict[str, str] = {}
    for block in blocks:
        if block.is_new:
            key = _own_key(block) or fresh_key(block.table, block.typed, taken[block.table])
        else:
            key = block.key
        taken[block.table].add(key)
        keys[block.name] = key
    return keys


def _own_key(block: Block) -> str:
    typed = block.typed.get("id") or [""]
    return typed[-1].strip()


def fresh_key(table: str, typed: Typed, taken: Collection[str]) -> str:
    """Return an id for a new record: after its name, or else its table."""
    words = next((v[-1] for n in ("short_name", "title", "name", "text")
                  if (v := typed.get(n)) and v[-1].strip()), "")  # fmt: skip
    stem = slugify(words)[:LONGEST_KEY].strip("-") or table.rstrip("s").replace("_", "-")
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)


def changes_of(
    blocks: Sequence[Block],
    keys: Mapping[str, str],
    crs: str,
    language: str,
    decisions: Decisions,
) -> list[RecordChange]:
    """Return what the blocks of a page ask to change.

    New blocks in which nothing was typed ask nothing; neither do those whose parent goes.
    """
    by_name = {block.name: block for block in blocks}
    changes = []
    for block in blocks:
        if WHOLE in decisions.theirs.get(block.name, frozenset()):
            continue
        gone = any(b.is_removed for b in _upwards(block, by_name))
        if block.is_new and (gone or (block.parent and is_untouched(block, language))):
            continue
        settled = decisions.mine.get(block.name, frozenset())
        if gone:
            changes.append(RecordChange(block.table, keys[block.name], None, settled))
            continue
        values = read_values_of(block, crs, language)
        if block.parent in keys:
            values[PARENT_FIELD[block.table]] = keys[block.parent]
        for theirs in decisions.theirs.get(block.name, frozenset()):
            values.pop(theirs, None)
        changes.append(RecordChange(block.table, keys[block.name], values, settled))
    return changes


def _upwards(block: Block, by_name: Mapping[str, Block]) -> Iterator[Block]:
    seen: set[str] = set()
    found: Block | None = block
    while found is not None and found.name not in seen:
        yield found
        seen.add(found.name)
        found = by_name.get(found.parent)


def is_untouched(block: Block, language: str) -> bool:
    """Whether nothing was typed in a new block."""
    empty = new_block([], block.table, block.parent, language)
    ignored = {"is_baseline", PARENT_FIELD.get(block.table, "")}
    return all(
        [t for t in typed if t] == [t for t in empty.typed[name] if t]
        for name, typed in block.typed.items()
        if name not in ignored
    )


def read_values_of(block: Block, crs: str, language: str) -> dict[str, Any]:
    """Return the values that were typed in a block; what was not drawn anew is left out."""
    values: dict[str, Any] = {}
    for column in columns_of(TABLES[block.table]):
        typed = block.typed.get(column.name)
        if typed is None or column.name == "id":
            continue
        if column.kind is Kind.GEOMETRY:
            drawn = typed[-1] if typed else UNDRAWN
            if drawn != UNDRAWN:
                values[column.name] = None if drawn == TAKEN_OFF else from_degrees(drawn, crs)
        else:
            values[column.name] = read_field(block.table, column.name, typed, language)
    return values


def add_block(blocks: Sequence[Block], asked: str, language: str, **prefilled: Any) -> list[Block]:
    """Return the blocks with a new one: ``asked`` is its table and the block it belongs to."""
    table, _, parent = asked.partition(":")
    names = {block.name: block for block in blocks}
    if parent not in names or table not in dict(CHILDREN.get(names[parent].table, ())):
        return list(blocks)
    return [*blocks, new_block(blocks, table, parent, language, **prefilled)]
