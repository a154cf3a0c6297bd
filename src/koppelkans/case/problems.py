# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a case, said so that the one who filled it in can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from koppelkans.language import N_, Message


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what was found, what is expected.

    ``table`` and ``field`` are names of the case; ``sheet`` and ``header`` are what the file that
    it came from calls them, where that differs. ``is_gap`` says that nothing is wrong, only not
    there yet: who is still filling in a case may go on.
    """

    expected: Message
    table: str = ""
    row: int | None = None
    id: str = ""
    field: str = ""
    found: str = ""
    sheet: str = ""
    header: str = ""
    is_gap: bool = False

    def in_language(self, language: str) -> str:
        """Return the problem as one line for a reader of ``language``."""
        where = []
        if self.sheet or self.table:
            where.append(self.sheet or self.table)
        if self.row is not None:
            where.append(Message(N_("row {row}"), {"row": self.row}).in_language(language))
        if self.id:
            where.append(f"“{self.id}”")
        if self.header or self.field:
            field = {"field": self.header or self.field}
            where.append(Message(N_("field {field}"), field).in_language(language))
        expected = self.expected.in_language(language)
        if self.found:
            found = Message(N_("found {found}"), {"found": self.found}).in_language(language)
            expected = f"{found}; {expected}"
        return f"{', '.join(where)}: {expected}" if where else expected


class CaseError(Exception):
    """The case is not complete and correct; ``problems`` names everything at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.in_language("en") for problem in self.problems))

    def in_language(self, language: str) -> str:
        """Return all problems, one a line."""
        return "\n".join(problem.in_language(language) for problem in self.problems)
