# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the facilitator does: open a session, ask, show, pause, take back, close, open it again.

Every step says which version of the session it was based on: of two facilitators who press at
once, the second one looks first at what the first one did.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from koppelkans.web.access.models import User
from koppelkans.web.models import Area
from koppelkans.web.workshop.codes import make_code
from koppelkans.web.workshop.counting import move_on
from koppelkans.web.workshop.models import (
    Kind,
    Participant,
    Question,
    QuestionState,
    Session,
    Stage,
    Step,
)
from koppelkans.web.workshop.subject import make_subject

MOST_PEOPLE = 1000
USUAL_PEOPLE = 250
MOST_QUESTIONS = 40
LONGEST_TEXT = 300

Planned = tuple[str, int, str]
"""Kind, round and text of a question that is planned."""


class SteppedOnError(Exception):
    """Somebody else led the session on meanwhile."""


class NotNowError(Exception):
    """The session is not where this step can be taken."""


@dataclass(frozen=True)
class Opening:
    """What is agreed before a session begins."""

    title: str
    by_name: bool
    planned: tuple[Planned, ...]
    most: int = USUAL_PEOPLE


def open_session(area: Area, user: User, opening: Opening) -> Session:
    """Open a session with what is planned to be asked."""
    while True:
        try:
            with transaction.atomic():
                return _open(area, user, opening)
        except IntegrityError:
            # The code was given out before: once in a lifetime, but then not twice.
            continue


def _open(area: Area, user: User, opening: Opening) -> Session:
    session = Session.objects.create(
        area=area, code=make_code(), title=opening.title, by_name=opening.by_name,
        most=min(max(opening.most, 1), MOST_PEOPLE), opened_by=user,
    )  # fmt: skip
    Question.objects.bulk_create(
        Question(session=session, position=n, kind=kind, round=number, text=text[:LONGEST_TEXT])
        for n, (kind, number, text) in enumerate(opening.planned[:MOST_QUESTIONS], start=1)
    )
    Step.objects.create(session=session, action="open", by=user, by_name=str(user))
    return session


def take_step(session: Session, user: User, action: str, *, version: int) -> Session:
    """Lead a session one step on, and return it as it is now.

    Parameters
    ----------
    action
        A key of `ACTIONS`, or "undo".
    version
        Of the session as the facilitator saw it.

    Raises
    ------
    SteppedOnError
        When it was led on since.
    NotNowError
        When the step does not fit where the session is.
    koppelkans.web.workshop.subject.MissingError
        When there is nothing to ask about yet.
    """
    with transaction.atomic():
        locked = Session.objects.select_for_update().select_related("area").get(pk=session.pk)
        if locked.version != version:
            raise SteppedOnError
        if locked.stage == Stage.CLOSED and action != "reopen":
            raise NotNowError
        if action == "undo":
            _undo(locked)
        else:
            found = ACTIONS.get(action)
            if found is None:
                raise NotNowError
            before = _before(locked)
            question = found(locked)
            Step.objects.create(
                session=locked, action=action, question=question, before=before, by=user,
                by_name=str(user),
            )  # fmt: skip
        locked.version += 1
        locked.save()
    return locked


def add_question(session: Session, planned: Planned) -> Question:
    """Plan one more question, after all others.

    Raises
    ------
    NotNowError
        When the session is closed, or has as many as it can have.
    """
    kind, number, text = planned
    with transaction.atomic():
        locked = Session.objects.select_for_update().get(pk=session.pk)
        last = locked.questions.order_by("position").last()
        position = last.position + 1 if last else 1
        if locked.stage == Stage.CLOSED or position > MOST_QUESTIONS:
            raise NotNowError
        locked.version += 1
        locked.save()
        return Question.objects.create(
            session=locked, position=position, kind=kind, round=number, text=text[:LONGEST_TEXT]
        )


def next_question(session: Session) -> Question | None:
    """Return the first question that is still to come."""
    return session.questions.filter(state=QuestionState.PLANNED).first()


def next_round(session: Session) -> int:
    """Return the number of the round of scores that would come after those planned."""
    return 1 + session.questions.filter(kind=Kind.SCORES).count()


def _before(session: Session) -> dict[str, Any]:
    current = session.current
    return {
        "stage": session.stage, "door_open": session.door_open,
        "current": current.pk if current else None, "state": current.state if current else "",
        "closed": session.closed.isoformat() if session.closed else "",
    }  # fmt: skip


def _ask(session: Session) -> Question:
    question = next_question(session)
    if question is None or session.stage != Stage.OPEN:
        raise NotNowError
    # One that was taken back comes again as it was, with the answers that there are.
    if not question.subject:
        language = get_language() or "nl"
        question.subject = make_subject(session.area, question.kind, language)
    question.state = QuestionState.ASKED
    question.save()
    session.current = question
    return question


def _show(session: Session) -> Question:
    question = session.current
    if question is None or question.state != QuestionState.ASKED:
        raise NotNowError
    question.state = QuestionState.SHOWN
    question.save()
    move_on(question)
    return question


def _set(name: str, value: object, only_from: object) -> Callable[[Session], None]:
    def act(session: Session) -> None:
        if getattr(session, name) != only_from:
            raise NotNowError
        setattr(session, name, value)

    return act


def _close(session: Session) -> None:
    session.stage = Stage.CLOSED
    session.closed = timezone.now()
    session.door_open = False
    current = session.current
    if current is not None and current.state == QuestionState.ASKED:
        _show(session)


def _reopen(session: Session) -> None:
    """Open a closed session again: every answer stays, and those who were in are in.

    Nobody new comes in until the door is opened too: a code that hung on a wall last month is no
    invitation for today.
    """
    if session.stage != Stage.CLOSED:
        raise NotNowError
    session.stage, session.closed = Stage.OPEN, None


ACTIONS: dict[str, Callable[[Session], Question | None]] = {
    "ask": _ask,
    "show": _show,
    "pause": _set("stage", Stage.PAUSED, Stage.OPEN),
    "resume": _set("stage", Stage.OPEN, Stage.PAUSED),
    "shut": _set("door_open", False, True),
    "unshut": _set("door_open", True, False),
    "close": _close,
    "reopen": _reopen,
}


def last_step(session: Session) -> Step | None:
    """Return the step that would be taken back; what began the session cannot be."""
    found = session.steps.filter(undone__isnull=True).exclude(action="open")
    return found.order_by("-pk").first()


def _undo(session: Session) -> None:
    """Take the last step back; answers that were given stay kept."""
    step = last_step(session)
    if step is None:
        raise NotNowError
    before = step.before
    if step.question is not None and session.current_id == step.question.pk:
        session.current.state = (  # type: ignore[union-attr]  # it is the question of the step
            QuestionState.PLANNED if step.action == "ask" else before["state"]
        )
        session.current.save()  # type: ignore[union-attr]  # likewise
    session.stage, session.door_open = before["stage"], before["door_open"]
    session.closed = parse_datetime(before.get("closed", ""))
    session.current = Question.objects.filter(pk=before["current"]).first()
    step.undone = timezone.now()
    step.save()


def make_room(session: Session) -> int:
    """Remove participants that never answered anything; return how many."""
    idle = Participant.objects.filter(session=session, removed=False, answers__isnull=True)
    return idle.update(removed=True)


def remove(session: Session, participant_id: int) -> bool:
    """Leave somebody out who is there twice, or by mistake: its answers do not count."""
    found = Participant.objects.filter(session=session, pk=participant_id, removed=False)
    return bool(session.by_name and session.stage != Stage.CLOSED and found.update(removed=True))
