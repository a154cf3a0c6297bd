# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The minutes of a session, as a document: who, what was agreed, what was asked, what came out."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from koppelkans.case import VoteChoice
from koppelkans.language import show_number
from koppelkans.plan.content.pages import words
from koppelkans.plan.types import Block, Bullets, Paragraph, Plan, Section, Table, Tone
from koppelkans.plan.words import name as name_of
from koppelkans.web.workshop.counting import count_joined
from koppelkans.web.workshop.models import Question, QuestionState, Session
from koppelkans.web.workshop.outcome import (
    Outcome,
    Said,
    ScoreRow,
    VoteRow,
    WeightRow,
    find_outcome,
)
from koppelkans.web.workshop.present import title_of, told_of
from koppelkans.web.workshop.subject import room_case

UNKNOWN = "–"


def build_minutes(session: Session, language: str) -> Plan:
    """Return the minutes of a session in a language ("nl" or "en")."""
    with override(language):
        questions = session.questions.select_related("session").exclude(state=QuestionState.PLANNED)
        case = room_case(session.area, language)
        return Plan(
            title=_("Minutes: %(title)s") % {"title": session.title},
            subtitle=f"{session.area.name}, {_moment(session)}",
            notice=case.area.notice if case else "",
            language=language,
            words=words(language),
            sections=(
                _meeting(session, language),
                *(_question(question, language) for question in questions),
                _course(session),
            ),
            whole=False,
        )


def _moment(session: Session) -> str:
    return date_format(timezone.localtime(session.opened), "j F Y")


def _meeting(session: Session, language: str) -> Section:
    blocks: list[Block] = [
        Paragraph(_("Led by %(name)s.") % {"name": session.opened_by}),
        Paragraph(
            _("As agreed beforehand, people took part by name.") if session.by_name else
            _("As agreed beforehand, people took part without a name. Nothing is told of fewer than"
              " four people.")
        ),
    ]  # fmt: skip
    if session.by_name:
        case = room_case(session.area, language)
        partners = case.partner if case else {}
        people = session.participants.filter(removed=False).order_by("name")
        names = [
            f"{who.name} ({partners[who.partner_id].name})" if who.partner_id in partners
            else who.name for who in people
        ]  # fmt: skip
        blocks.append(Bullets(tuple(names)) if names else Paragraph(_("Nobody joined.")))
    else:
        number = count_joined(session)
        blocks.append(Paragraph(_("%(number)s people took part.") % {"number": number}))
    return Section(_("Who was there"), tuple(blocks))


def _question(question: Question, language: str) -> Section:
    title = title_of(question)
    if question.state != QuestionState.SHOWN:
        return Section(title, (Paragraph(_("Asked, but the result was not shown.")),))
    outcome = find_outcome(question)
    answered = _("%(number)s people answered.") % {"number": outcome.people}
    if outcome.is_kept:
        kept = _("Too few people answered to show anything without naming them.")
        return Section(title, (Paragraph(f"{answered} {kept}"),))
    blocks: list[Block] = [Paragraph(answered)]
    if outcome.late:
        late = _("Of these, %(number)s came after the result and too few to count without showing"
                 " who they are.")  # fmt: skip
        blocks.append(Paragraph(late % {"number": outcome.late}, Tone.NOTE))
    blocks += _results(outcome, language)
    return Section(title, tuple(blocks))


def _results(outcome: Outcome, language: str) -> list[Block]:
    if outcome.texts:
        return [_said(outcome.texts)]
    if outcome.scores:
        return _scores(outcome.scores, language)
    if outcome.weights:
        return [_weights(outcome.weights, language)]
    return [block for row in outcome.votes for block in _votes(row, language)]


def _said(texts: Said) -> Bullets:
    return Bullets(tuple(f"{name}: {text}" if name else text for name, text in texts))


def _figure(value: float | None, language: str, decimals: int = 1) -> str:
    return UNKNOWN if value is None else show_number(value, language, decimals)


def _scores(rows: Sequence[ScoreRow], language: str) -> list[Block]:
    table = Table(
        caption=_("Scores from 0 to 10: the middle one, and between which half of them lie"),
        header=(
            _("Criterion"), _("Alternative"), _("Round before"), _("Middle"), _("Half between"),
        ),
        rows=tuple(
            (
                row.criterion, row.alternative,
                _figure(row.before.median if row.before else None, language),
                _figure(row.spread.median, language),
                f"{_figure(row.spread.lower_quartile, language)} – "
                f"{_figure(row.spread.upper_quartile, language)}",
            )
            for row in rows
        ),
        widths=(3, 3, 1.4, 1.2, 1.6),
        figures=frozenset({2, 3, 4}),
    )  # fmt: skip
    blocks: list[Block] = [table]
    for row in rows:
        told = [
            f"{name}, {_figure(score, language, 0)}{f': {why}' if why else ''}"
            for name, score, why in row.named
        ]
        said = tuple(told or row.spread.reasons)
        if said:
            blocks += [Paragraph(f"{row.criterion}, {row.alternative}:"), Bullets(said)]
    return blocks


def _weights(rows: Sequence[WeightRow], language: str) -> Table:
    def part(value: float | None) -> str:
        return UNKNOWN if value is None else f"{show_number(100 * value, language)} %"

    return Table(
        caption=_("What each jump matters to the group, in parts of the whole"),
        header=(_("Criterion"), _("The jump"), _("Middle"), _("Half between")),
        rows=tuple(
            (row.criterion, row.swing, part(row.spread.median),
             f"{part(row.spread.lower_quartile)} – {part(row.spread.upper_quartile)}")
            for row in rows
        ),
        widths=(2.4, 4, 1, 1.6),
        figures=frozenset({2, 3}),
    )  # fmt: skip


def _votes(row: VoteRow, language: str) -> list[Block]:
    tally = row.tally
    counts = "; ".join(
        f"{name_of(choice, language)}: {UNKNOWN if count is None else count}"
        for choice in VoteChoice
        for count in (tally.counts[choice],)
    )
    blocks: list[Block] = [Paragraph(f"{row.alternative}: {counts}.")]
    if None in tally.counts.values():
        blocks.append(Paragraph(f"{UNKNOWN}: {_('too few to show')}", Tone.NOTE))
    if row.named:
        who = tuple(f"{name}: {name_of(vote.choice, language)}" for name, vote in row.named)
        blocks.append(Bullets(who))
    for title, texts in (
        (_("Worries"), row.worries), (_("Reservations"), row.reservations),
        (_("Wished changes"), row.wished_changes),
    ):  # fmt: skip
        if texts:
            blocks += [Paragraph(f"{title}:"), _said(texts)]
    return blocks


def _course(session: Session) -> Section:
    lines = []
    for step in session.steps.select_related("question"):
        at = date_format(timezone.localtime(step.at), "j F, H:i")
        back = f" ({_('taken back')})" if step.undone else ""
        who = "" if step.by_id == session.opened_by_id else f" ({step.by_name})"
        lines.append(f"{at} {told_of(step)}{who}{back}")
    return Section(_("How it went"), (Bullets(tuple(lines)),))
