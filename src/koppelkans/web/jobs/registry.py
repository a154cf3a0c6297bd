# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which function does which kind of work: each app names its own in a module ``work``."""

from collections.abc import Callable
from typing import Any, Protocol

from django.utils.module_loading import autodiscover_modules


class Running(Protocol):
    """A job as the function that does it knows it."""

    @property
    def payload(self) -> dict[str, Any]:
        """What was asked."""
        ...

    def keep(self, progress: dict[str, Any]) -> bool:
        """Keep how far it is; return whether to go on. False: end with what there is."""
        ...

    def is_own(self) -> bool:
        """Whether nobody else has taken the job over; ask it before writing a result."""
        ...


Work = Callable[[Running], dict[str, Any] | None]
"""Does a job; returns why it failed, by language, or None when it is done."""

Lost = Callable[[dict[str, Any], dict[str, Any]], None]
"""Told the payload and the message of a job that failed without its function saying so."""

_kinds: dict[str, tuple[Work, Lost]] = {}
_regular: dict[str, float] = {}


def handles(
    kind: str,
    lost: Lost = lambda _payload, _message: None,
    *,
    every: float | None = None,
) -> Callable[[Work], Work]:
    """Mark the function that does a kind of work; workers ask for it themselves ``every`` seconds.

    What is asked for like that leaves its last job only, and may be done by two workers at once.
    """

    def mark(work: Work) -> Work:
        _kinds[kind] = (work, lost)
        if every is not None:
            _regular[kind] = every
        return work

    return mark


def find_work(kind: str) -> tuple[Work, Lost]:
    """Return the function for a kind of work, and whom to tell when it breaks off.

    Raises
    ------
    KeyError
        When no app knows the kind.
    """
    autodiscover_modules("work")
    return _kinds[kind]


def regular_work() -> dict[str, float]:
    """Return the kinds of work that is done every so many seconds."""
    autodiscover_modules("work")
    return dict(_regular)
