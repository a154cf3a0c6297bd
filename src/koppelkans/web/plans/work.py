# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What workers do for the documents of a plan."""

from typing import Any

from koppelkans.seen.documents import UnknownReaderError
from koppelkans.web.jobs import queue
from koppelkans.web.jobs.models import Job
from koppelkans.web.jobs.registry import Running, handles
from koppelkans.web.plans import files
from koppelkans.web.plans.make import make
from koppelkans.web.plans.wanted import ARCHIVE, Wanted, from_payload

KIND = "document"
NOBODY = {
    "nl": "Deze partner of straat is er niet meer.",
    "en": "This partner or street is not there any more.",
}


def ask_for(wanted: Wanted) -> Job:
    """Ask for a file; the same file is not made twice at the same time."""
    return queue.ask(KIND, wanted.key, wanted.payload, slow=wanted.kind == ARCHIVE)


@handles(KIND)
def make_document(job: Running) -> dict[str, Any] | None:
    """Make a file and keep it."""
    wanted = from_payload(job.payload)
    path = files.path_of(wanted)
    if path.exists():
        return None
    try:
        files.keep(
            path,
            lambda fresh: make(
                wanted, fresh, lambda done, of: job.keep({"done": done, "of": of})
            ) and job.is_own(),
        )  # fmt: skip
    except UnknownReaderError:
        return dict(NOBODY)
    files.clear_old()
    return None
