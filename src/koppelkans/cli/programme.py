# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fit a programme with something asked of it, and ask it questions: what if, why, what first."""

import re
from collections.abc import Iterable
from pathlib import Path

import click

from koppelkans.case import Case, Quarter, Schedule
from koppelkans.cli.common import (
    READER,
    _,
    case_argument,
    explain_trouble,
    language_option,
    seconds_option,
    seed_option,
)
from koppelkans.cli.results import read_result
from koppelkans.cli.run import show_steps
from koppelkans.exchange import read_case
from koppelkans.language import N_, Message, show_euros, show_number, translate
from koppelkans.line import run
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import (
    Exclusion,
    Pin,
    StretchSettings,
    WhatIf,
    Wishes,
    compare_programmes,
    explain_left,
    explain_task,
    start_later,
    tell_comparison,
    tell_explanation,
    tell_left,
    tell_yield,
    withdraw,
)
from koppelkans.programme.choices import Fairness, Wanted
from koppelkans.programme.choices.wanted import EVERYBODY, WORST_OFF
from koppelkans.programme.errors import unknown_task
from koppelkans.result import Result

PIN = re.compile(
    r"(?P<task>[^=]+)=(?P<variant>[^@]*?)@?"
    r"((?P<first>\d{4}-Q[1-4])(?P<range>\.\.(?P<last>\d{4}-Q[1-4])?)?|\.\.(?P<until>\d{4}-Q[1-4]))?"
)
SHOWN = 15
ALL = "all"
"""By the weights of all partners."""


@click.command(
    "programme",
    help=_(
        N_(
            "Fit a programme for CASE, with something asked of it, and say what it yields, for"
            " whom, and how sure that is.\n\n"
            "With --start it tells what changes compared with an earlier result."
        )
    ),
)
@case_argument
@seconds_option
@seed_option
@click.option(
    "--gap",
    type=click.FloatRange(min=0.0),
    default=0.1,
    show_default=True,
    help=_(N_("Stop when no programme can be this much better, in % of cost and nuisance.")),
)
@click.option(
    "--pin",
    "pins",
    multiple=True,
    metavar="TASK=[VARIANT@]QUARTER[..QUARTER]",
    help=_(N_("Pin a task to a quarter, to some quarters or to a variant. May be repeated.")),
)
@click.option(
    "--exclude",
    "excluded",
    multiple=True,
    metavar="VARIANT",
    help=_(N_("Do not choose this variant. May be repeated.")),
)
@click.option(
    "--without",
    multiple=True,
    metavar="TASK|PARTNER",
    help=_(N_("Leave out a task, or everything of a partner. May be repeated.")),
)
@click.option(
    "--later",
    multiple=True,
    metavar="PARTNER=QUARTERS",
    help=_(N_("Let a partner start so many quarters later with everything. May be repeated.")),
)
@click.option(
    "--fair",
    type=click.Choice([fairness.value for fairness in Fairness]),
    help=_(N_("Ask for a programme that is fair in this way.")),
)
@click.option(
    "--weigh",
    metavar="PARTNER|all",
    help=_(N_("Look for the best by the framework: by the weights of a partner, or of all.")),
)
@click.option(
    "--start",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="RESULT",
    help=_(N_("Begin with the programme of this result.json, and compare with it.")),
)
@click.option(
    "--explain",
    "explained",
    multiple=True,
    metavar="TASK",
    help=_(N_("Say why this task is where it is. May be repeated.")),
)
@click.option("--left", is_flag=True, help=_(N_("Say which opportunities are left, and why.")))
@click.option(
    "--stretch",
    type=click.FloatRange(min=1.0),
    metavar="SECONDS",
    help=_(N_("Look so long at what each limit would yield if it gave, and whom to ask first.")),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(N_("Write the result to this file, such as result.json.")),
)
@language_option
@explain_trouble
def programme_command(  # noqa: PLR0913, PLR0917  # one for each option
    case: Path,
    seconds: float,
    seed: int,
    gap: float,
    pins: tuple[str, ...],
    excluded: tuple[str, ...],
    without: tuple[str, ...],
    later: tuple[str, ...],
    fair: str | None,
    weigh: str | None,
    start: Path | None,
    explained: tuple[str, ...],
    left: bool,
    stretch: float | None,
    out: Path | None,
    language: str,
) -> None:
    found = read_case(case)
    before = read_result(start, found) if start else None
    question = _question(found, pins, excluded, without, later)
    for task_id in explained:
        if task_id not in found.task:
            raise unknown_task(task_id)
    if out is not None and question.case != found:
        raise click.UsageError(
            _(N_("With --later the windows of this case change: no result of it can be written."))
        )
    result = run(
        question.case, seconds=seconds, seed=seed, gap=gap / 100, report=show_steps(),
        wishes=question.wishes, start=_schedule(question.case, before) if before else None,
        stretch=StretchSettings(seconds=stretch, seed=seed) if stretch else None,
        wanted=_wanted(found, fair, weigh),
    )  # fmt: skip
    lines = [_summary(result, language)]
    if before is not None:
        lines += ["", *_comparison(found, question, before, result, language)]
    lines += _answers(question, result, explained, language)
    if left:
        lines += ["", *_left(question, result, language)]
    if result.stretch is not None:
        lines += ["", *_stretches(question, result, language)]
    click.echo("\n".join(lines))
    if out is not None:
        out.write_text(result.to_json(), encoding="utf-8")
        click.echo(Message(N_("Written: {path}"), {"path": str(out)}).in_language(READER))


def _wanted(case: Case, fair: str | None, weigh: str | None) -> Wanted:
    fairness = Fairness(fair) if fair else None
    if weigh is not None and fairness in WORST_OFF:
        told = N_("--weigh is one goal, --fair worst_first or in_order another; choose one.")
        raise click.UsageError(_(told))
    if weigh not in (None, ALL, *case.partner):
        message = Message(
            N_("Unknown partner {found}; expected one of {ids}."),
            {"found": str(weigh), "ids": ", ".join((ALL, *case.partner))},
        )
        raise click.BadParameter(message.in_language(READER), param_hint="--weigh")
    return Wanted(fairness=fairness, weighed_by=EVERYBODY if weigh == ALL else weigh)


def _question(
    case: Case,
    pins: Iterable[str],
    excluded: Iterable[str],
    without: Iterable[str],
    later: Iterable[str],
) -> WhatIf:
    """Return what is asked, all options together."""
    out = [name for name in without if name not in case.partner]
    variants = [_variant(case, name) for name in excluded]
    wishes = Wishes(
        pins=tuple(read_pin(text) for text in pins),
        exclusions=(*variants, *(Exclusion(task_id=name) for name in out)),
    )
    question = WhatIf(case, wishes, narrows=all(_is_optional(case, name) for name in out))
    for name in without:
        if name in case.partner:
            more = withdraw(question.case, name, question.wishes)
            question = WhatIf(more.case, more.wishes, question.narrows and more.narrows)
    for text in later:
        partner, quarters = _read_later(text)
        more = start_later(question.case, partner, quarters, question.wishes)
        question = WhatIf(more.case, more.wishes, question.narrows and more.narrows)
    return question


def _is_optional(case: Case, task_id: str) -> bool:
    return task_id in case.task and case.task[task_id].optional


def _variant(case: Case, name: str) -> Exclusion:
    if name not in case.variant:
        message = Message(N_("There is no variant “{id}” in this case."), {"id": name})
        raise click.BadParameter(message.in_language(READER), param_hint="--exclude")
    return Exclusion(task_id=case.variant[name].task_id, variant_id=name)


def read_pin(text: str) -> Pin:
    """Read TASK=[VARIANT@]QUARTER[..QUARTER]; either part may be missing.

    Raises
    ------
    click.BadParameter
        For anything else.
    """
    match = PIN.fullmatch(text)
    if match is None or not (match["variant"] or match["first"] or match["until"]):
        message = Message(
            N_("{found} is no pin; expected for example t1=2030-Q2, t1=2030-Q1..2031-Q4, t1=v1"),
            {"found": text},
        )
        raise click.BadParameter(message.in_language(READER), param_hint="--pin")
    first, last = match["first"], match["last"] or match["until"]
    if first and not match["range"]:
        last = first
    return Pin(
        task_id=match["task"],
        variant_id=match["variant"] or None,
        first=Quarter.parse(first) if first else None,
        last=Quarter.parse(last) if last else None,
    )


def _read_later(text: str) -> tuple[str, int]:
    expected = N_("{found}: expected a partner and a number of quarters, such as p1=4")
    return read_quarters(text, "--later", expected)


def read_quarters(text: str, option: str, expected: str) -> tuple[str, int]:
    """Read NAME=QUARTERS; ``expected`` is what to say of anything else, with {found}.

    Raises
    ------
    click.BadParameter
        For anything else.
    """
    name, _equals, quarters = text.rpartition("=")
    if not name or not quarters.isdigit() or int(quarters) < 1:
        message = Message(expected, {"found": text})
        raise click.BadParameter(message.in_language(READER), param_hint=option)
    return name, int(quarters)


def _schedule(case: Case, result: Result) -> Schedule:
    return Schedule(case, {choice.task_id: choice for choice in result.programme.tasks})


def _summary(result: Result, language: str) -> str:
    programme = result.programme
    message = Message(
        N_(
            "Net value {net}; more than {bound} is impossible (gap {gap} % of all cost and"
            " nuisance).\nTogether yields {gain} more than everybody alone."
        ),
        {
            "net": show_euros(programme.net_value_eur, language),
            "bound": show_euros(programme.bound_eur, language),
            "gap": show_number(100 * programme.gap, language, decimals=2),
            "gain": show_euros(programme.net_value_eur - result.baseline.net_value_eur, language),
        },
    )
    return message.in_language(language)


def _comparison(
    earlier: Case, question: WhatIf, before: Result, result: Result, language: str
) -> list[str]:
    case = question.case
    bounds = [result.programme.bound_eur]
    if question.narrows and before.settings.wishes == Wishes():
        bounds.append(before.programme.bound_eur)
    found = compare_programmes(
        _schedule(earlier, before), _schedule(case, result), find_joint_effects(case), min(bounds),
        before.settings.wishes,
    )  # fmt: skip
    head = translate(N_("Compared with the earlier result:"), language)
    return [head, *(line.in_language(language) for line in tell_comparison(case, found))]


def _answers(question: WhatIf, result: Result, task_ids: Iterable[str], language: str) -> list[str]:
    case, lines = question.case, []
    for task_id in task_ids:
        explained = explain_task(
            case, _schedule(case, result), find_joint_effects(case), task_id, question.wishes
        )
        told = tell_explanation(case, explained, question.wishes)
        lines += ["", *(line.in_language(language) for line in told)]
    return lines


def _left(question: WhatIf, result: Result, language: str) -> list[str]:
    case = question.case
    found = explain_left(
        case,
        _schedule(case, result),
        find_joint_effects(case),
        result.opportunities,
        question.wishes,
    )
    opportunities = {opportunity.id: opportunity for opportunity in result.opportunities}
    taken = sum(opportunity.taken for opportunity in result.opportunities)
    head = Message(
        N_("Opportunities taken: {taken} of {all}. Left, those that gain most first:"),
        {"taken": taken, "all": len(opportunities)},
    )
    lines = [head.in_language(language)]
    for left in found[:SHOWN]:
        titles = (
            case.task[task_id].title for task_id in opportunities[left.opportunity_id].task_ids
        )
        told = tell_left(case, left, question.wishes).in_language(language)
        lines.append(f"- {' + '.join(titles)}: {told}")
    return lines


def _stretches(question: WhatIf, result: Result, language: str) -> list[str]:
    case, table = question.case, result.stretch
    if table is None:
        return []
    lines = [translate(N_("Ask this first:"), language)]
    for number, found in enumerate(table.yields[:SHOWN], start=1):
        told = tell_yield(case, found, question.wishes).in_language(language)
        names = ", ".join(case.partner[p].short_name for p in found.asked_of)
        lines.append(f"{number:>3}. {names}: {told}")
    if table.pairs:
        lines.append(translate(N_("Two together:"), language))
    lines += [
        "   - " + tell_yield(case, pair, question.wishes).in_language(language)
        for pair in table.pairs
    ]
    return lines
