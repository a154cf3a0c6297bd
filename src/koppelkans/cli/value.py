# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Say what it is worth: totals, for whom, how sure, and every amount down to its sources."""

from collections.abc import Iterator
from pathlib import Path

import click

from koppelkans.cli.common import (
    READER,
    _,
    explain_trouble,
    language_option,
    seconds_option,
    seed_option,
)
from koppelkans.cli.results import read_source
from koppelkans.cli.whom import show_whom
from koppelkans.exchange.value_workbook import write_value_workbook
from koppelkans.language import N_, Message, show_euros, translate
from koppelkans.line import uncertainty_of
from koppelkans.opportunity import find_joint_effects
from koppelkans.plan.certainty import (
    rate,
    rounded,
    span,
    swing_rows,
    tell_certain,
    tell_kind,
    tell_order,
    tell_switch,
    tell_unknown,
)
from koppelkans.plan.reading import Reading, sum_by
from koppelkans.plan.words import name
from koppelkans.plan.worth import used_figures
from koppelkans.value import Category, Line, Step, find_lines
from koppelkans.value.uncertainty import Uncertainty

WIDE, COLUMN = 44, 20
MOST_ROWS = 15


@click.command(
    "value",
    help=_(
        N_(
            "Say what it is worth: costs, benefits and nuisance, for whom, how sure that is, what"
            " would have to be true to turn it, and on which key figures it rests.\n\n"
            "SOURCE is a case file, for which a programme is made first, or the result.json of an"
            " earlier run."
        )
    ),
)
@click.argument("source", metavar="CASE|RESULT", type=click.Path(path_type=Path))
@click.option(
    "--case",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(N_("The case of a result.json; needed to value it.")),
)
@click.option(
    "--task",
    help=_(N_("Id of a task: every amount of it with its formula, its figures and their sources.")),
)
@click.option(
    "--draws",
    type=click.IntRange(min=100, max=1_000_000),
    default=10_000,
    show_default=True,
    help=_(N_("How often all uncertain figures are drawn.")),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(N_("Workbook to write, ending in .xlsx.")),
)
@seconds_option
@seed_option
@language_option
@explain_trouble
def value_command(  # noqa: PLR0913, PLR0917  # one for each option
    source: Path,
    case: Path | None,
    task: str | None,
    draws: int,
    out: Path | None,
    seconds: float,
    seed: int,
    language: str,
) -> None:
    found_case, result = read_source(source, case, seconds, seed)
    if found_case is None:
        raise click.UsageError(_(N_("A result.json is valued with its case: add --case.")))
    if task is not None and task not in found_case.task:
        text = Message(N_("Unknown task {found}."), {"found": task})
        raise click.UsageError(text.in_language(READER))
    reading = Reading(found_case, result, language)
    if task is not None:
        click.echo("\n".join(_show_task(reading, task)))
        return
    uncertainty = uncertainty_of(found_case, result, draws=draws, seed=seed)
    click.echo("\n".join(_show(reading, uncertainty)))
    if out is not None:
        write_value_workbook(reading, uncertainty, out)
        click.echo(Message(N_("Written: {path}"), {"path": str(out)}).in_language(READER))


def _show(reading: Reading, uncertainty: Uncertainty) -> Iterator[str]:
    yield from _show_totals(reading)
    yield from _show_beneficiaries(reading)
    yield from show_whom(reading)
    yield from _show_certainty(reading, uncertainty)
    yield from _show_figures(reading, uncertainty)


def _row(first: str, *cells: str) -> str:
    short = first if len(first) < WIDE else first[: WIDE - 2] + "…"
    return f"{short:{WIDE}}" + "".join(f"{cell:>{COLUMN}}" for cell in cells)


def _heads(reading: Reading) -> str:
    heads = (N_("Everybody alone"), N_("Together"), N_("Difference"))
    return _row("", *(reading.say(head) for head in heads))


def _amounts(title: str, language: str, alone: float, together: float) -> str:
    return _row(title, *(show_euros(eur, language) for eur in (alone, together, together - alone)))


def _show_totals(reading: Reading) -> Iterator[str]:
    result, language = reading.result, reading.language
    yield reading.say(
        N_("VALUE: present values at price level {year}, discounted at {rate}"),
        year=reading.case.area.price_level, rate=rate(reading.case.area.discount_rate, language),
    )  # fmt: skip
    yield _heads(reading)
    both = result.baseline, result.programme
    sums = [sum_by(found.entries, lambda e: (e.category, e.kind)) for found in both]
    for category in Category:
        for key in sorted({k for s in sums for k in s if k[0] is category}):
            kind = f"  {name(key[1], language)}"
            yield _amounts(kind, language, *(s.get(key, 0.0) for s in sums))
        totals = (sum(eur for key, eur in s.items() if key[0] is category) for s in sums)
        yield _amounts(name(category, language), language, *totals)
    net = (found.net_value_eur for found in both)
    yield _amounts(reading.say(N_("Net value")), language, *net)
    yield ""


def _show_beneficiaries(reading: Reading) -> Iterator[str]:
    yield reading.say(N_("FOR WHOM: who in the end gains or pays"))
    yield _heads(reading)
    both = reading.result.baseline, reading.result.programme
    sums = [sum_by(found.entries, lambda e: e.beneficiary) for found in both]
    for who in dict.fromkeys(key for s in sums for key in s):
        title = name(who, reading.language)
        yield _amounts(title, reading.language, *(s.get(who, 0.0) for s in sums))
    yield ""


def _show_certainty(reading: Reading, uncertainty: Uncertainty) -> Iterator[str]:
    language, comparison = reading.language, uncertainty.comparisons[0]
    yield reading.say(N_("HOW SURE"))
    yield from tell_order(uncertainty, comparison, language)
    yield tell_certain(uncertainty, language)
    yield ""
    yield reading.say(N_("ONE FIGURE AT A TIME: the difference at both ends; both worth the same"))
    for row in swing_rows(uncertainty, comparison)[:MOST_ROWS]:
        swing = _row(row.input.name, f"{span(row, language):>34}")
        yield f"{swing}  {tell_switch(row, language)}"
    yield ""
    yield reading.say(N_("ALL AMOUNTS OF ONE KIND: both worth the same with"))
    for switch in comparison.kinds:
        yield f"{_row(name(switch.kind, language)):{WIDE}}  {tell_kind(switch, language)}"
    yield ""
    yield reading.say(N_("AT ANOTHER DISCOUNT RATE: better together than alone"))
    for row_of_rate in comparison.rates:
        difference = show_euros(row_of_rate.difference_eur, language)
        yield _row(rate(row_of_rate.rate, language), difference)
    yield ""


def _show_figures(reading: Reading, uncertainty: Uncertainty) -> Iterator[str]:
    comparison, language = uncertainty.comparisons[0], reading.language
    if comparison.unknown:
        yield translate(N_("MISSING KEY FIGURES, and what they would change"), language)
        for unknown in comparison.unknown:
            yield f"{_row(unknown.name)}  {tell_unknown(unknown, comparison, language)}"
        yield ""
    yield translate(N_("KEY FIGURES USED"), language)
    for use in used_figures(reading):
        figure = use.priced.figure
        if figure.value is None:
            continue
        value = f"{rounded(figure.value, language)} {figure.unit}"
        ends = ""
        if figure.low is not None and figure.high is not None:
            ends = f" ({rounded(figure.low, language)}–{rounded(figure.high, language)})"
        origin = name(use.origin, language) + (f": {use.reason}" if use.reason else "")
        yield f"{_row(figure.name)}  {value}{ends}: {figure.source}; {origin}"


def _show_task(reading: Reading, task_id: str) -> Iterator[str]:
    task, language = reading.case.task[task_id], reading.language
    yield task.title
    joint = find_joint_effects(reading.case)
    for title, schedule, shared in (
        (N_("Everybody alone"), reading.baseline, False),
        (N_("Together"), reading.programme, True),
    ):
        lines = [
            line
            for line in find_lines(schedule, joint, shared=shared)
            if isinstance(line, Line) and line.entry.task_id == task_id
        ]
        total = show_euros(sum(line.entry.eur for line in lines), language)
        yield f"\n{reading.say(title)}: {total}"
        for line in lines:
            yield from _show_step(line.trace.step, language)


def _show_step(step: Step, language: str) -> Iterator[str]:
    """Yield a number with its formula, and below it the numbers that go into it."""
    for depth, found in step.walk():
        formula = f" = {found.formula}" if found.formula else ""
        source = f"  [{found.source}]" if found.source else ""
        title = translate(found.name, language)
        unit = f" {translate(found.unit, language)}" if found.unit else ""
        shown = f"{found.number:,.6g}" if abs(found.number) < 1000 else f"{found.number:,.2f}"
        yield f"{'  ' * (depth + 1)}{found.symbol}{formula} = {shown}{unit}  {title}{source}"
