# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What workers do for the conversation."""

from typing import Any

from koppelkans.web.conversation import again, given, trials
from koppelkans.web.jobs.registry import Running, handles


def _lost(payload: dict[str, Any], message: dict[str, Any]) -> None:
    trials.fail(payload["trial"], message)


@handles(trials.KIND, _lost)
def try_out(job: Running) -> dict[str, Any] | None:
    """Try out conditions."""
    return trials.compute(job.payload["trial"], job.keep, job.is_own)


@handles(given.KIND)
def price_given(job: Running) -> dict[str, Any] | None:
    """Look up what it is worth that limits give."""
    return given.compute(job.payload["programme"], job.keep)


@handles(again.KIND)
def value_again(job: Running) -> None:
    """Value what was decided on again."""
    job.keep(again.compare(job.payload["programme"]))
