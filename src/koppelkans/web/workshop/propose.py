# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what a session yields to the framework: as a proposal, of which people take what they want.

Nothing is written here: it becomes the same list of changes as an uploaded file does, to be looked
at and ticked, and can be taken back like any change.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from koppelkans.framework import BASELINE, FEWEST, agree_weights, spread_group
from koppelkans.web.records.state import Tables
from koppelkans.web.records.values import Values
from koppelkans.web.workshop.agreed import weight_rows
from koppelkans.web.workshop.counting import newest_answers
from koppelkans.web.workshop.models import Answer, Kind, Participant, Question
from koppelkans.web.workshop.outcome import find_outcome, weights_of
from koppelkans.web.workshop.subject import TOGETHER

Row = dict[str, Any]
IN_FRAMEWORK = (BASELINE, TOGETHER)
"""Alternatives that the framework knows; scores of others stay with the session."""


def propose_rows(question: Question, tables: Tables, partner_ids: Sequence[str]) -> list[Row]:
    """Return the records that a question would add or change.

    Parameters
    ----------
    tables
        The area as it is.
    partner_ids
        In an anonymous session: the partners that take the weights over; the first one is also
        under whom the group as a whole stands with its scores. By name everybody's own partner.

    Returns
    -------
    list
        Empty when there is nothing to take over.
    """
    answers = newest_answers(question)
    if len(answers) < (1 if question.session.by_name else FEWEST):
        return []
    if question.kind == Kind.WEIGHTS:
        return list(_number(_weights(question, answers, tables, partner_ids)))
    if question.kind in (Kind.SCORES, Kind.VOTE):
        rows = _by_person if question.session.by_name else _of_group
        return list(_number(rows(question, answers, tables, partner_ids)))
    return []


def _number(rows: Iterator[tuple[str, Values]]) -> Iterator[Row]:
    for number, (table, values) in enumerate(rows, start=1):
        yield {"table": table, "key": values["id"], "row": number, "sheet": table,
               "values": values, "wrong": False}  # fmt: skip


def _weights(
    question: Question, answers: Sequence[Answer], tables: Tables, partner_ids: Sequence[str]
) -> Iterator[tuple[str, Values]]:
    by_name = question.session.by_name
    for partner_id in tables["partners"]:
        own = [a for a in answers if not by_name or a.participant.partner_id == partner_id]
        if not own or (not by_name and partner_id not in partner_ids):
            continue
        given = [weights_of(question, answer) for answer in own]
        agreed = agree_weights(spread_group(given, named=by_name))
        yield from weight_rows(partner_id, agreed, tables)


def _by_person(
    question: Question, answers: Sequence[Answer], tables: Tables, partner_ids: Sequence[str]
) -> Iterator[tuple[str, Values]]:
    del partner_ids
    for answer in answers:
        who = answer.participant
        if who.partner_id not in tables["partners"]:
            continue  # Who sits there for no partner is in the minutes.
        person = _find_person(who, tables["people"])
        said = list(_said(question, answer, str(person["id"])))
        if said and person["id"] not in tables["people"]:
            yield "people", person
        yield from said


def _find_person(who: Participant, people: Mapping[str, Values]) -> Values:
    for key, values in people.items():
        same = values["name"].casefold() == who.name.casefold()
        if same and values["partner_id"] == who.partner_id:
            return {"id": key}
    key = f"workshop-{who.session_id}-{slugify(who.name)[:40] or who.pk}"
    return {"id": key, "partner_id": who.partner_id, "name": who.name}


def _said(question: Question, answer: Answer, person_id: str) -> Iterator[tuple[str, Values]]:
    stem = f"workshop-{question.pk}-{answer.participant_id}"
    for n, score in enumerate(answer.values.get("scores", ()), start=1):
        if score["criterion"] and score["alternative"] in IN_FRAMEWORK:
            yield "judgements", {
                "id": f"{stem}-{n}", "person_id": person_id, "criterion_id": score["criterion"],
                "alternative": score["alternative"], "round": min(question.round, 9),
                "score": score["score"], "reason": score["reason"],
            }  # fmt: skip
    for n, vote in enumerate(answer.values.get("votes", ()), start=1):
        if vote["alternative"] in IN_FRAMEWORK:
            yield "votes", {"id": f"{stem}-{n}", "person_id": person_id, **vote}


def _of_group(
    question: Question, answers: Sequence[Answer], tables: Tables, partner_ids: Sequence[str]
) -> Iterator[tuple[str, Values]]:
    """Yield the middle of the scores as one voice; votes of an anonymous group have no middle."""
    partner_id = next((p for p in partner_ids if p in tables["partners"]), None)
    subject = question.subject
    if question.kind != Kind.SCORES or partner_id is None or not subject["criteria"][0]["id"]:
        return
    person_id = f"workshop-{question.session_id}"
    name = _("%(title)s: %(number)s people together") % {
        "title": question.session.title, "number": len(answers),
    }  # fmt: skip
    if person_id not in tables["people"]:
        yield "people", {"id": person_id, "partner_id": partner_id, "name": name}
    for n, row in enumerate(find_outcome(question).scores, start=1):
        spread = row.spread
        if spread.median is not None and spread.alternative in IN_FRAMEWORK:
            yield "judgements", {
                "id": f"workshop-{question.pk}-group-{n}", "person_id": person_id,
                "criterion_id": spread.criterion_id, "alternative": spread.alternative,
                "round": min(question.round, 9), "score": spread.median,
                "reason": "; ".join(spread.reasons),
            }  # fmt: skip
