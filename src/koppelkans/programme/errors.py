# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong in the search, said so that somebody can act on it."""

from koppelkans.language import N_, Message
from koppelkans.programme.answers import Conflict


class ProgrammeError(Exception):
    """No programme can be given; ``message`` says why in the reader's language."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))

    def in_language(self, language: str) -> str:
        """Return the reason in ``language`` ("nl" or "en")."""
        return self.message.in_language(language)


class NoProgrammeFound(ProgrammeError):  # noqa: N818 - reads as what happened
    """No schedule keeps all limits, or none was found in time.

    Attributes
    ----------
    reasons
        One message for each limit that would have to give, as far as known.
    proven
        Whether it is proven that no programme keeps all limits.
    conflict
        Which limits are in each other's way, when that is proven.
    """

    def __init__(
        self,
        message: Message,
        reasons: tuple[Message, ...],
        *,
        proven: bool,
        conflict: Conflict | None = None,
    ) -> None:
        super().__init__(message)
        self.reasons = reasons
        self.proven = proven
        self.conflict = conflict

    def in_language(self, language: str) -> str:
        """Return the message and one line for each reason."""
        lines = [self.message, *self.reasons]
        return "\n".join(line.in_language(language) for line in lines)

    def __str__(self) -> str:
        return self.in_language("en")


class WishError(ProgrammeError):
    """Wishes that cannot be granted by themselves; ``troubles`` names them all."""

    def __init__(self, troubles: tuple[Message, ...]) -> None:
        super().__init__(troubles[0])
        self.troubles = troubles

    def in_language(self, language: str) -> str:
        """Return all troubles, one a line."""
        return "\n".join(trouble.in_language(language) for trouble in self.troubles)

    def __str__(self) -> str:
        return self.in_language("en")


def unknown_task(task_id: str) -> WishError:
    """Return what to say to somebody who names a task that is not there."""
    return WishError((Message(N_("There is no task “{id}” in this case."), {"id": task_id}),))
