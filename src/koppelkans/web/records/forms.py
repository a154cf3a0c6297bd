# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the blocks of a page are shown: groups of fields, errors at the field, clashes to choose."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from koppelkans.case import TABLES, Problem
from koppelkans.web.records.blocks import Block
from koppelkans.web.records.desk import Desk, say_problem
from koppelkans.web.records.fields import FieldView, options_for, view_field
from koppelkans.web.records.layout import CHILDREN, PARENT_FIELD, groups_of, one_of
from koppelkans.web.records.merging import WHOLE, Clash
from koppelkans.web.records.wording import (
    column_of,
    name_of,
    say_value,
    table_name,
    title_of,
)

Errors = Mapping[str, Mapping[str, Sequence[str]]]
"""Texts by block and field."""


@dataclass(frozen=True)
class Group:
    """Fields under one title."""

    title: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True)
class BlockView:
    """A record as a form shows it, with what is filled in along with it."""

    block: Block
    one_of: str
    name: str
    groups: tuple[Group, ...]
    key_field: FieldView | None
    children: tuple["Children", ...]
    is_editable: bool
    is_wrong: bool


@dataclass(frozen=True)
class Children:
    """The records of one table that belong to a block."""

    table: str
    title: str
    one_of: str
    blocks: tuple[BlockView, ...]


def view_blocks(desk: Desk, blocks: Sequence[Block], errors: Errors) -> BlockView:
    """Return the first block with all the others within it."""
    return _view(desk, blocks[0], blocks, errors)


def _view(desk: Desk, block: Block, blocks: Sequence[Block], errors: Errors) -> BlockView:
    options = options_for(desk.tables, desk.language, desk.sees, lambda: desk.alternatives)
    wrong = errors.get(block.name, {})
    kept = desk.tables[block.table].get(block.key)
    hidden = PARENT_FIELD.get(block.table) if block.parent else None

    def view(field: str) -> FieldView:
        return view_field(
            column_of(block.table, field), block.typed.get(field, [""]), f"{block.name}:{field}",
            options, wrong.get(field, ()), desk.language,
        )  # fmt: skip

    groups = [
        Group(
            _(title) if title else "",
            tuple(
                view(name)
                for name in fields
                if name != hidden and desk.sees.sees_field(block.table, kept or {}, name)
            ),
        )
        for title, fields in groups_of(block.table)
    ]  # fmt: skip
    children = tuple(
        Children(
            table, table_name(table, desk.language), one_of(table),
            tuple(_view(desk, child, blocks, errors) for child in blocks
                  if child.parent == block.name and child.table == table),
        )
        for table, _field in CHILDREN.get(block.table, ())
    )  # fmt: skip
    return BlockView(
        block=block,
        one_of=one_of(block.table),
        name="" if kept is None else name_of(desk.tables, block.table, kept),
        groups=tuple(group for group in groups if group.fields),
        key_field=view("id") if block.is_new and not block.parent else None,
        children=children,
        is_editable=kept is None or desk.may_edit(block.table, kept),
        is_wrong=bool(wrong),
    )


def errors_of(
    desk: Desk, problems: Iterable[Problem], keys: Mapping[str, str], blocks: Sequence[Block]
) -> tuple[dict[str, dict[str, list[str]]], list[tuple[str, str]]]:
    """Return what is wrong by block and field, and all of it in words with where to find it."""
    at: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    summary: list[tuple[str, str]] = []
    by_key = {(block.table, keys[block.name]): block for block in blocks}
    for problem in problems:
        text = say_problem(problem, desk.language)
        block = by_key.get((problem.table, problem.id))
        if block is None:
            summary.append((say_elsewhere(desk, problem), ""))
            continue
        at[block.name][problem.field].append(text)
        title = title_of(column_of(problem.table, problem.field), desk.language) \
            if problem.field else one_of(problem.table)  # fmt: skip
        summary.append((f"{title}: {text}", f"{block.name}:{problem.field}"))
    return {name: dict(fields) for name, fields in at.items()}, summary


def say_elsewhere(desk: Desk, problem: Problem) -> str:
    """Return what is wrong with another record, as far as the reader may know."""
    values = desk.tables.get(problem.table, {}).get(problem.id)
    if values is not None and not desk.sees(problem.table, values):
        return _("It does not fit with something that its owner keeps to itself.")
    if problem.table not in TABLES or problem.sheet:
        return problem.in_language(desk.language)
    return f"{name_problem(desk, problem)}: {say_problem(problem, desk.language)}"


def name_problem(desk: Desk, problem: Problem) -> str:
    """Return of which record and field a problem is, as people call them."""
    values = desk.tables[problem.table].get(problem.id)
    if values is None:
        where = table_name(problem.table, desk.language)
    else:
        name = name_of(desk.tables, problem.table, values)
        where = f"{one_of(problem.table)} “{name}”"
    if problem.field and problem.field != "id":
        where += f", {title_of(column_of(problem.table, problem.field), desk.language)}"
    return where


@dataclass(frozen=True)
class ClashView:
    """One field of which the reader chooses what it becomes."""

    html_name: str
    record: str
    field: str
    base: str
    mine: str
    theirs: str
    is_whole: bool


def view_clash(desk: Desk, clash: Clash, block_name: str) -> ClashView:
    """Return a clash in words."""
    values = desk.tables[clash.table].get(clash.key) or clash.base or clash.mine
    record = name_of(desk.tables, clash.table, values) if isinstance(values, dict) else clash.key
    html_name = f"choose:{block_name}:{clash.field}"
    if clash.field == WHOLE:
        mine = _("removed") if clash.mine is None else _("as you want it")
        theirs = _("removed") if clash.theirs is None else _("changed by somebody else")
        title = one_of(clash.table)
        return ClashView(html_name, record, title, _("as it was"), mine, theirs, is_whole=True)
    base, mine, theirs = (
        say_value(desk.tables, clash.table, clash.field, value, desk.language)
        for value in (clash.base, clash.mine, clash.theirs)
    )
    title = title_of(column_of(clash.table, clash.field), desk.language)
    return ClashView(html_name, record, title, base, mine, theirs, is_whole=False)
