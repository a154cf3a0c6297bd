# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was decided on, computed again from what was known then: the same figures, or not."""

from typing import Any

from koppelkans.line import case_digest, revalue
from koppelkans.web.jobs import queue
from koppelkans.web.jobs.models import Job
from koppelkans.web.models import Programme
from koppelkans.web.store import load_programme_case, load_result

KIND = "again"
CENT = 0.005


def ask(programme: Programme) -> Job:
    """Ask to compute a programme that was decided on again."""
    return queue.ask(KIND, key_of(programme), {"programme": programme.pk})


def key_of(programme: Programme) -> str:
    """Return the key of the job."""
    return f"{KIND}-{programme.pk}"


def compare(programme_id: int) -> dict[str, Any]:
    """Return whether case and figures of a programme are what they were; amounts in EUR."""
    programme = Programme.objects.get(pk=programme_id)
    case, result = load_programme_case(programme), load_result(programme)
    if result is None:
        raise LookupError(f"programme {programme_id} has no result")
    found = revalue(case, result)
    pairs = [
        (found.baseline.total(), result.baseline.net_value_eur),
        (found.programme.total(), result.programme.net_value_eur),
        *(
            (new.net_eur, old.net_eur)
            for new, old in zip(found.shares, result.partners, strict=True)
        ),
    ]
    largest = max(abs(new - old) for new, old in pairs)
    return {
        "same_case": case_digest(case) == result.case.sha256,
        "same_figures": largest < CENT,
        "largest_eur": largest,
        "figures": len(pairs),
    }
