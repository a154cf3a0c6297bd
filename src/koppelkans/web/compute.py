# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Computing a programme in a process of its own, with its progress kept for the pages."""

import os
import subprocess
import sys
import threading
import time
from typing import Any

from django.db import connection

from koppelkans.language import LANGUAGES
from koppelkans.line import Report, Step, run
from koppelkans.programme import ProgrammeError
from koppelkans.web.models import Area, Programme, State
from koppelkans.web.store import is_readable, latest_programme, load_case

SECONDS_BETWEEN_SAVES = 0.7


def start(programme_id: int) -> subprocess.Popen[bytes]:
    """Start computing a programme in the background; a process that dies is noted as failed."""
    process = subprocess.Popen(  # noqa: S603  # our own interpreter and a number
        [sys.executable, "-m", "koppelkans.web.work", str(programme_id)], env=dict(os.environ)
    )
    threading.Thread(target=watch, args=(process, programme_id), daemon=True).start()
    return process


def watch(process: subprocess.Popen[bytes], programme_id: int) -> None:
    """Wait for a process to end; a programme that is unfinished by then has failed."""
    status = process.wait()
    unfinished = Programme.objects.filter(pk=programme_id, state__in=[State.WAITING, State.RUNNING])
    unfinished.update(state=State.FAILED, message={"status": status})
    connection.close()


def ensure_programme(area: Area, *, seconds: float) -> subprocess.Popen[bytes] | None:
    """Start computing a programme for an area, unless it has one.

    A programme that was being computed when the product stopped is computed again.
    """
    programme = latest_programme(area)
    if programme and programme.state == State.DONE and is_readable(programme):
        return None
    programme = Programme.objects.create(
        area=area, area_version=area.version, settings={"seconds": seconds, "seed": 1}
    )
    return start(programme.pk)


def compute(programme_id: int) -> None:
    """Run the line for a programme and keep its result, or why there is none."""
    programme = Programme.objects.select_related("area").get(pk=programme_id)
    programme.state = State.RUNNING
    programme.save(update_fields=["state", "changed"])
    try:
        result = run(load_case(programme.area), **programme.settings, report=_keeper(programme_id))
    except ProgrammeError as error:
        programme.state = State.FAILED
        programme.message = {language: error.in_language(language) for language in LANGUAGES}
    else:
        programme.state, programme.result = State.DONE, result.to_json()
    programme.save(update_fields=["state", "message", "result", "changed"])


def _keeper(programme_id: int) -> Report:
    """Return a reporter that keeps every step, and now and then how far the search is."""
    saved: dict[str, Any] = {"text": "", "at": 0.0}

    def keep(step: Step) -> None:
        text = step.message.text
        if text == saved["text"] and time.monotonic() - saved["at"] < SECONDS_BETWEEN_SAVES:
            return
        progress: dict[str, Any] = {"step": text}
        if step.search:
            progress["search"] = {
                "gap": step.search.gap,
                "seconds": step.search.seconds,
            }
        Programme.objects.filter(pk=programme_id).update(progress=progress)
        saved.update(text=text, at=time.monotonic())

    return keep
