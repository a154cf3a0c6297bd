# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Plan anew after a slip, a drop-out or a new task, with as little change as it is worth."""

from pathlib import Path

import click

from koppelkans.case import Case, Choice, Quarter, Schedule
from koppelkans.cli.choose import out_option, write_found
from koppelkans.cli.common import (
    READER,
    _,
    case_argument,
    explain_trouble,
    language_option,
    seconds_option,
    seed_option,
)
from koppelkans.cli.programme import read_quarters
from koppelkans.cli.results import read_result
from koppelkans.exchange import read_case
from koppelkans.language import N_, Message, show_euros, translate
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import SearchSettings
from koppelkans.programme.choices import ChangePrice, Slip, replan
from koppelkans.programme.choices.replan import Change, Replan
from koppelkans.programme.choices.tell import tell_change
from koppelkans.programme.choices.without import without_partner
from koppelkans.programme.errors import unknown_task


@click.command(
    "replan",
    help=_(
        N_(
            "Plan CASE anew, as it is today, and leave as much as possible of what was agreed in"
            " RESULT as it is. Says what moves, and why."
        )
    ),
)
@case_argument
@click.argument("result", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--now",
    metavar="QUARTER",
    help=_(N_("The quarter it is now: what has begun stays, nothing else starts before.")),
)
@click.option(
    "--late",
    multiple=True,
    metavar="TASK=QUARTERS",
    help=_(N_("A task that is so many quarters late. May be repeated.")),
)
@click.option(
    "--without",
    multiple=True,
    metavar="PARTNER",
    help=_(N_("A partner that leaves with all its tasks. May be repeated.")),
)
@click.option(
    "--price",
    type=click.FloatRange(min=0.0),
    default=10_000.0,
    show_default=True,
    help=_(N_("What each task that is done otherwise counts for, EUR; each quarter a tenth.")),
)
@seconds_option
@seed_option
@out_option
@language_option
@explain_trouble
def replan_command(  # noqa: PLR0913, PLR0917  # one for each option
    case: Path,
    result: Path,
    now: str | None,
    late: tuple[str, ...],
    without: tuple[str, ...],
    price: float,
    seconds: float,
    seed: int,
    out: Path | None,
    language: str,
) -> None:
    found_case, agreed = read_case(case), read_result(result).programme.tasks
    for partner in without:
        found_case = without_partner(found_case, partner)
    slips = [Slip(task_id=task, quarters=n) for task, n in map(_read_late, late)]
    for slip in slips:
        if slip.task_id not in found_case.task:
            raise unknown_task(slip.task_id)
    found = replan(
        found_case, find_joint_effects(found_case), _schedule(found_case, agreed),
        now=_read_now(now), slips=slips,
        price=ChangePrice(per_task=price, per_quarter=price / 10, per_variant=price),
        settings=SearchSettings(seconds=seconds, seed=seed),
    )  # fmt: skip
    click.echo("\n".join(_tell(found_case, found, language)))
    write_found(found, out)


def _schedule(case: Case, agreed: tuple[Choice, ...]) -> Schedule:
    """Return what was agreed, as far as the case still has it."""
    kept = (c for c in agreed if c.task_id in case.task and c.variant_id in (None, *case.variant))
    return Schedule(case, {choice.task_id: choice for choice in kept})


def _read_late(text: str) -> tuple[str, int]:
    return read_quarters(text, "--late", N_("{found}: expected a task and a number of quarters"))


def _read_now(text: str | None) -> Quarter | None:
    if text is None:
        return None
    try:
        return Quarter.parse(text)
    except ValueError:
        message = Message(N_("{found} is no quarter; expected for example 2030-Q2"),
                          {"found": text})  # fmt: skip
        raise click.BadParameter(message.in_language(READER), param_hint="--now") from None


def _tell(case: Case, found: Replan, language: str) -> list[str]:
    head = Message(
        N_(
            "Net value {net}; {count} tasks are done otherwise than agreed, which counts for {eur}."
        ),
        {
            "net": show_euros(found.point.net_value_eur, language),
            "count": len(found.changes),
            "eur": show_euros(found.price_eur, language),
        },
    )
    better = found.point.bound - (found.point.net_value_eur - found.price_eur)
    proof = Message(
        N_("Proven: with change counted like this, at most {eur} better is possible."),
        {"eur": show_euros(max(0.0, better), language)},
    )
    lines = (_line(case, change, language) for change in found.changes)
    return [head.in_language(language), proof.in_language(language), *lines]


def _line(case: Case, change: Change, language: str) -> str:
    before, after = (
        choice.start.shown if choice.start else translate(N_("not done"), language)
        for choice in (change.moved.before, change.moved.after)
    )
    title = case.task[change.moved.task_id].title
    return f"- {title}: {before} -> {after}. {tell_change(change, language)}"
