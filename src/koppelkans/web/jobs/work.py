# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What workers do for the queue itself: clear away what is over."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from koppelkans.web.jobs import queue
from koppelkans.web.jobs.registry import Running, handles


@handles("clear-jobs", every=3600)
def clear_jobs(job: Running) -> dict[str, Any] | None:
    """Remove the jobs that ended longer ago than they are kept."""
    del job
    queue.clear(timezone.now() - timedelta(days=settings.DAYS_JOBS_ARE_KEPT))
    return None
