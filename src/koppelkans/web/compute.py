# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Computing a programme in the background, with its progress kept for the pages."""

import time
from collections.abc import Callable
from typing import Any

from koppelkans.language import LANGUAGES
from koppelkans.line import Report, Step, run
from koppelkans.programme import ProgrammeError
from koppelkans.web.jobs import queue
from koppelkans.web.jobs.models import Job
from koppelkans.web.models import Area, Programme, State
from koppelkans.web.store import is_readable, latest_programme, load_case

SECONDS_BETWEEN_SAVES = 0.7
KIND = "programme"


def ensure_programme(area: Area, *, seconds: float) -> Job | None:
    """Ask for a programme for an area, unless it has one.

    One that is waiting or being computed already is not asked for twice.
    """
    programme = latest_programme(area)
    if programme and programme.state == State.DONE and is_readable(programme):
        return None
    if programme is None or programme.state in (State.DONE, State.FAILED):
        programme = Programme.objects.create(
            area=area, area_version=area.version, settings={"seconds": seconds, "seed": 1}
        )
    return ask_for(programme)


def ask_for(programme: Programme) -> Job:
    """Ask for the computation of a programme."""
    payload = {"programme": programme.pk}
    return queue.ask(KIND, f"{KIND}-{programme.pk}", payload, slow=True)


Keep = Callable[[dict[str, Any]], bool]
"""Keeps how far a job is; returns whether to go on."""


def compute(programme_id: int, keep: Keep, is_own: Callable[[], bool]) -> dict[str, Any] | None:
    """Run the line for a programme and keep its result; return why there is none.

    When another worker has taken the job over meanwhile, nothing is written.
    """
    programme = Programme.objects.select_related("area").get(pk=programme_id)
    if programme.state == State.DONE:
        return None
    programme.state = State.RUNNING
    programme.save(update_fields=["state", "changed"])
    message: dict[str, Any] = {}
    try:
        report = _reporter(programme_id, keep)
        result = run(load_case(programme.area), **programme.settings, report=report)
    except ProgrammeError as error:
        message = {language: error.in_language(language) for language in LANGUAGES}
    if not is_own():
        return message or None
    if message:
        fail(programme_id, message)
    else:
        programme.state, programme.result = State.DONE, result.to_json()
        programme.save(update_fields=["state", "result", "changed"])
    return message or None


def fail(programme_id: int, message: dict[str, Any]) -> None:
    """Note that a programme has failed, and why."""
    programme = Programme.objects.get(pk=programme_id)
    programme.state, programme.message = State.FAILED, message
    programme.save(update_fields=["state", "message", "changed"])


def _reporter(programme_id: int, keep: Keep) -> Report:
    """Return a reporter that keeps every step, and now and then how far the search is."""
    saved: dict[str, Any] = {"text": "", "at": 0.0, "on": True}

    def report(step: Step) -> bool:
        text = step.message.text
        if text == saved["text"] and time.monotonic() - saved["at"] < SECONDS_BETWEEN_SAVES:
            return bool(saved["on"])
        progress: dict[str, Any] = {"step": text}
        if step.search:
            progress["search"] = {"gap": step.search.gap, "seconds": step.search.seconds}
        Programme.objects.filter(pk=programme_id).update(progress=progress)
        saved.update(text=text, at=time.monotonic(), on=keep(progress))
        return bool(saved["on"])

    return report
