# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the templates of phones and of the shared screen need."""

import uuid
from collections.abc import Mapping
from typing import Any

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koppelkans.case import VoteChoice
from koppelkans.web.workshop.answers import latest_of
from koppelkans.web.workshop.counting import count_joined
from koppelkans.web.workshop.models import (
    Kind,
    Participant,
    Question,
    QuestionState,
    Session,
    Stage,
    Step,
)
from koppelkans.web.workshop.outcome import find_outcome
from koppelkans.web.workshop.swings import alternative_name, criterion_name, tell_swing

LOCAL = ("localhost", "127.0.0.1", "[::1]")

TITLES = {
    Kind.SCORES: gettext_lazy("How good do you think this is?"),
    Kind.WEIGHTS: gettext_lazy("What matters how much?"),
    Kind.VOTE: gettext_lazy("How do you stand in this?"),
}
WAYS = {
    Kind.TEXT: gettext_lazy("Answer in your own words. One or two sentences are enough."),
    Kind.SCORES: gettext_lazy(
        "Give each a mark from 0 to 10, on your own first. Say why: that is what we talk about."
    ),
    Kind.WEIGHTS: gettext_lazy(
        "Imagine that all is at its worst. Which jump would you make first? Give that one 100."
        " How much is each of the others worth beside it?"
    ),
    Kind.VOTE: gettext_lazy(
        "You need not agree on everything. A worry, a reservation or a wish counts as well."
    ),
}


def title_of(question: Question) -> str:
    """Return what a question asks, in the words of the facilitator or in ours."""
    if question.text:
        return question.text
    title = str(TITLES[Kind(question.kind)])
    if question.kind == Kind.SCORES and question.round > 1:
        return _("%(title)s Round %(round)s") % {"title": title, "round": question.round}
    return title


def asked_of(question: Question, participant: Participant) -> dict[str, Any]:
    """Return a question as a form, filled in with what this participant answered before."""
    earlier = latest_of(participant, question)
    return {
        "question": question, "title": title_of(question), "way": WAYS[Kind(question.kind)],
        "key": uuid.uuid4().hex, "is_answered": bool(earlier), "choices": list(VoteChoice),
        "text": earlier.get("text", ""), **PARTS[Kind(question.kind)](question.subject, earlier),
    }  # fmt: skip


def _score_parts(subject: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    given = {(s["criterion"], s["alternative"]): s for s in earlier.get("scores", ())}
    criteria = [
        {
            "name": criterion_name(criterion), "text": criterion["text"],
            "rows": [
                {"number": f"{c}-{a}", "name": alternative_name(alternative),
                 "given": given.get((criterion["id"], alternative["key"]), {})}
                for a, alternative in enumerate(subject["alternatives"])
            ],
        }
        for c, criterion in enumerate(subject["criteria"])
    ]  # fmt: skip
    return {"criteria": criteria, "marks": range(11)}


def _weight_parts(subject: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    points = earlier.get("points", {})
    return {
        "swings": [
            {"number": c, "name": criterion_name(criterion), "text": criterion["text"],
             "swing": tell_swing(criterion), "points": points.get(criterion["id"], 0)}
            for c, criterion in enumerate(subject["criteria"])
        ]
    }  # fmt: skip


def _vote_parts(subject: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    given = {vote["alternative"]: vote for vote in earlier.get("votes", ())}
    return {
        "votes": [
            {"number": a, "name": alternative_name(alternative),
             "given": given.get(alternative["key"], {})}
            for a, alternative in enumerate(subject["alternatives"])
        ]
    }  # fmt: skip


def _nothing_more(subject: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    del subject, earlier
    return {}


PARTS = {
    Kind.TEXT: _nothing_more, Kind.SCORES: _score_parts, Kind.WEIGHTS: _weight_parts,
    Kind.VOTE: _vote_parts,
}  # fmt: skip


def card_of(session: Session, participant: Participant) -> dict[str, Any]:
    """Return what a phone shows now; ``mark`` says which card it is."""
    question = session.current
    card: dict[str, Any] = {"session": session, "participant": participant, "place": session.area}
    if session.stage == Stage.OPEN and question and question.state == QuestionState.ASKED:
        card |= asked_of(question, participant)
    elif question and question.state == QuestionState.SHOWN and session.stage != Stage.PAUSED:
        card |= shown_of(question)
    state = f"{question.pk}-{question.state}-{question.shown_upto}" if question else ""
    return card | {"mark": f"{session.stage}-{state}"}


def shown_of(question: Question) -> dict[str, Any]:
    """Return a question with what came out of it."""
    return {"shown": question, "title": title_of(question), "outcome": find_outcome(question)}


def board_of(session: Session) -> dict[str, Any]:
    """Return what the shared screen shows now."""
    question = session.current
    board: dict[str, Any] = {
        "session": session, "joined": count_joined(session), "asked": None, "outcome": None,
    }  # fmt: skip
    if question is not None and question.state == QuestionState.ASKED:
        board |= {"asked": question, "title": title_of(question), "way": WAYS[Kind(question.kind)],
                  "parts": PARTS[Kind(question.kind)](question.subject, {})}  # fmt: skip
    elif question is not None and question.state == QuestionState.SHOWN:
        board |= shown_of(question)
    return board


def link_of(request: HttpRequest, session: Session) -> str:
    """Return the address that the QR code holds."""
    return request.build_absolute_uri(reverse("workshop_join", args=[session.code]))


def draw_link(link: str) -> SafeString:
    """Return an address as a QR code: SVG without styles."""
    code = segno.make(link, error="m", micro=False)
    drawn: Any = code.svg_inline(omitsize=True, border=2, dark="#1a1a1a", light="#ffffff")
    return mark_safe(drawn)  # noqa: S308  # drawn here, of an address of ours


def is_out_of_reach(request: HttpRequest) -> bool:
    """Whether phones cannot reach the address at which this page was opened."""
    return request.get_host().rsplit(":", 1)[0] in LOCAL


TOLD = {
    "open": gettext_lazy("session opened"), "ask": gettext_lazy("asked"),
    "show": gettext_lazy("result shown"), "pause": gettext_lazy("pause"),
    "resume": gettext_lazy("went on"), "shut": gettext_lazy("door closed"),
    "unshut": gettext_lazy("door opened"), "close": gettext_lazy("session closed"),
    "reopen": gettext_lazy("session opened again"),
}  # fmt: skip


def told_of(step: Step) -> str:
    """Return what a facilitator did, in words."""
    about = f": {title_of(step.question)}" if step.question else ""
    return f"{TOLD[step.action]}{about}"
