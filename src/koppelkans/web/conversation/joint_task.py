# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The joint task in the partners' own words: written together, each version kept and compared."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from koppelkans.web.conversation.room import Room
from koppelkans.web.plans.models import PlanText
from koppelkans.web.plans.texts import history_of
from koppelkans.web.store import first_alternative

KEY = "joint_task"
PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A piece of text that is the same in both versions, added or taken out."""

    text: str
    kind: str


def versions_of(room: Room) -> list[PlanText]:
    """Return every version of the joint task, the newest first; the plan has it as well."""
    return list(history_of(first_alternative(room.area), room.language, KEY, own=False))


def differences(before: str, after: str) -> Iterator[Piece]:
    """Yield what stays, what went and what came between two versions, word by word.

    >>> [(p.kind, p.text) for p in differences("we go", "we go together")]
    [('same', 'we go'), ('added', ' together')]
    """
    old, new = PIECES.findall(before), PIECES.findall(after)
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("".join(old[a:b]), "same")
            continue
        if b > a:
            yield Piece("".join(old[a:b]), "removed")
        if d > c:
            yield Piece("".join(new[c:d]), "added")
