# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order of a plan: its headings, and the numbers of what texts can point at."""

from collections.abc import Iterator

from koppelkans.plan.types import Block, Picture, Plan, Section, Table


def blocks_of(section: Section) -> Iterator[Block]:
    """Yield the blocks of a section and of what lies deeper, in reading order."""
    yield from section.blocks
    for deeper in section.sections:
        yield from blocks_of(deeper)


def number_captions(plan: Plan) -> dict[str, str]:
    """Return by key what a table or picture is called: "Table 3".

    Raises
    ------
    ValueError
        When two have the same key.
    """
    counts = {"table": 0, "figure": 0}
    called: dict[str, str] = {}
    for section in plan.sections:
        for block in blocks_of(section):
            if not isinstance(block, Table | Picture):
                continue
            kind = "table" if isinstance(block, Table) else "figure"
            counts[kind] += 1
            if block.key in called:
                raise ValueError(f"two tables or pictures have the key {block.key!r}")
            if block.key:
                called[block.key] = f"{plan.words[kind]}\N{NO-BREAK SPACE}{counts[kind]}"
    return called


def pointed_at(see: tuple[str, ...], called: dict[str, str]) -> tuple[str, ...]:
    """Return which of the keys there are: a table can be left out when it would be empty."""
    return tuple(key for key in see if key in called)


def outline(plan: Plan) -> list[tuple[int, str]]:
    """Return level and text of every heading, in reading order."""

    def walk(section: Section, level: int) -> Iterator[tuple[int, str]]:
        if section.title:
            yield level, section.title
        for part in section.sections:
            yield from walk(part, level + 1)

    return [line for section in plan.sections for line in walk(section, 1)]
