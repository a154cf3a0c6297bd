# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What workers do for the pages of an area."""

from typing import Any

from koppelkans.web import compute
from koppelkans.web.alternatives import outlook, studies
from koppelkans.web.jobs.registry import Running, handles


def _lost(payload: dict[str, Any], message: dict[str, Any]) -> None:
    compute.fail(payload["programme"], message)


@handles(compute.KIND, _lost)
def compute_programme(job: Running) -> dict[str, Any] | None:
    """Compute a programme."""
    return compute.compute(job.payload["programme"], job.keep, job.is_own)


@handles(compute.GROUPS)
def plan_groups(job: Running) -> None:
    """Plan what every group of partners would do by itself."""
    compute.compute_groups(job.payload["programme"], job.keep, job.is_own)


def _lost_study(payload: dict[str, Any], message: dict[str, Any]) -> None:
    studies.fail(payload["study"], message)


@handles(studies.KIND, _lost_study)
def compute_study(job: Running) -> dict[str, Any] | None:
    """Find the programmes to choose from."""
    return studies.compute(job.payload["study"], job.keep, job.is_own)


def _lost_outlook(payload: dict[str, Any], message: dict[str, Any]) -> None:
    outlook.fail(payload["outlook"], message)


@handles(outlook.KIND, _lost_outlook)
def compute_outlook(job: Running) -> dict[str, Any] | None:
    """Find out how programmes do when things go otherwise."""
    return outlook.compute(job.payload["outlook"], job.keep, job.is_own)
