# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programmes to choose from: Pareto sets, fair programmes, and how they stand chance."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from koppelkans.case import Choice
from koppelkans.cli.common import (
    READER,
    _,
    case_argument,
    explain_trouble,
    language_option,
    seconds_option,
    seed_option,
)
from koppelkans.exchange import read_case
from koppelkans.language import N_, Message, show_euros, show_number, translate
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import SearchSettings, find_programme, plan_alone
from koppelkans.programme.choices import (
    Fairness,
    Objective,
    Robustness,
    StandardScenarios,
    compare_scenarios,
    draw_scenarios,
    find_fair,
    find_pareto,
    standard_scenarios,
)
from koppelkans.programme.choices.robust import Outcome

out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(N_("File to write everything to, as JSON.")),
)


def write_found(found: BaseModel, out: Path | None) -> None:
    """Write what was found to a file, when one is asked for."""
    if out is not None:
        out.write_text(found.model_dump_json(indent=1), encoding="utf-8")
        click.echo(Message(N_("Written: {path}"), {"path": str(out)}).in_language(READER))


@click.command(
    "pareto", help=_(N_("Find the programmes that are best on two or three objectives at once."))
)
@case_argument
@click.option(
    "--by",
    "objectives",
    multiple=True,
    type=click.Choice([objective.value for objective in Objective]),
    default=("value", "nuisance"),
    show_default=True,
    help=_(N_("Objective; name two or three.")),
)
@click.option(
    "--step",
    type=click.FloatRange(0.0, 1.0),
    default=0.1,
    show_default=True,
    help=_(N_("How far apart programmes are, as part of the range; 0 finds them all.")),
)
@seconds_option
@seed_option
@out_option
@language_option
@explain_trouble
def pareto_command(  # one for each option
    case: Path,
    objectives: tuple[str, ...],
    step: float,
    seconds: float,
    seed: int,
    out: Path | None,
    language: str,
) -> None:
    if len(set(objectives)) not in (2, 3):
        raise click.UsageError(_(N_("Name two or three different objectives.")))
    found_case = read_case(case)
    found = find_pareto(
        found_case,
        find_joint_effects(found_case),
        [Objective(objective) for objective in dict.fromkeys(objectives)],
        SearchSettings(seconds=seconds, seed=seed),
        step=step,
    )
    wide = 20
    click.echo("".join(f"{objective:>{wide}}" for objective in found.objectives) + f"{'%':>8}")
    for point in found.points:
        cells = (show_euros(point.reached[o], language) for o in found.objectives)
        gap = show_number(100 * point.gap, language, decimals=2)
        click.echo("".join(f"{cell:>{wide}}" for cell in cells) + f"{gap:>8}")
    text = N_("Proven: there are no others.") if found.complete else N_("There may be others.")
    click.echo(translate(text, language))
    write_found(found, out)


@click.command("fair", help=_(N_("Find the best programme that is fair to every partner.")))
@case_argument
@click.option(
    "--as",
    "fairness",
    type=click.Choice([fairness.value for fairness in Fairness]),
    default=Fairness.COMPENSATED.value,
    show_default=True,
    help=_(N_("What fair is taken to be.")),
)
@seconds_option
@seed_option
@out_option
@language_option
@explain_trouble
def fair_command(  # one for each option
    case: Path, fairness: str, seconds: float, seed: int, out: Path | None, language: str
) -> None:
    found_case = read_case(case)
    settings = SearchSettings(seconds=seconds, seed=seed)
    effects, alone = find_joint_effects(found_case), plan_alone(found_case)
    found = find_fair(found_case, effects, alone, Fairness(fairness), settings)
    for partner in found_case.partners:
        gain = show_euros(found.gains_eur[partner.id], language)
        click.echo(f"{partner.short_name:<24}{gain:>20}")
    gap = show_number(100 * found.point.gap, language, decimals=2)
    click.echo(
        Message(N_("At most {gap} % better is possible."), {"gap": gap}).in_language(language)
    )
    write_found(found, out)


@click.command(
    "robust",
    help=_(N_("Compare programmes when prices turn out otherwise within their ranges, or (with"
              " --standard) when works are dearer or slower, heat yields less, or a partner"
              " withdraws.")),
)  # fmt: skip
@case_argument
@click.option(
    "--draws",
    type=click.IntRange(1, 1000),
    default=5,
    show_default=True,
    help=_(N_("How many times to draw.")),
)
@click.option("--standard", is_flag=True, help=_(N_("Standard scenarios in the place of draws.")))
@click.option(
    "--dearer",
    "dearer_percent",
    type=click.FloatRange(0, 200),
    default=20,
    show_default=True,
    help=_(N_("Standard: how much more works cost, in percent.")),
)
@click.option(
    "--longer",
    "longer_quarters",
    type=click.IntRange(0, 20),
    default=1,
    show_default=True,
    help=_(N_("Standard: how many quarters longer works take.")),
)
@click.option(
    "--less-heat",
    "less_heat_percent",
    type=click.FloatRange(0, 100),
    default=30,
    show_default=True,
    help=_(N_("Standard: how much less heat yields, in percent.")),
)
@click.option("--without", help=_(N_("Standard: id of a partner that withdraws.")))
@seconds_option
@seed_option
@out_option
@language_option
@explain_trouble
def robust_command(  # one for each option
    case: Path, draws: int, standard: bool, seconds: float, seed: int, out: Path | None,
    language: str, **scenarios: Any,
) -> None:  # fmt: skip
    found_case = read_case(case)
    settings = SearchSettings(seconds=seconds / 2, seed=seed)
    asked = StandardScenarios(**scenarios)
    if asked.without is not None and asked.without not in found_case.partner:
        raise click.BadParameter(", ".join(found_case.partner), param_hint="--without")
    programme = find_programme(found_case, find_joint_effects(found_case), settings).schedule
    drawn = (
        standard_scenarios(found_case, asked, language) if standard
        else draw_scenarios(found_case, draws, seed)
    )  # fmt: skip
    found = compare_scenarios(found_case, drawn, programme, settings)
    click.echo("\n".join(_tell_robust(found, language)))
    write_found(found, out)


def _tell_robust(found: Robustness, language: str) -> Iterator[str]:
    """Yield each programme with what it is worth on average, and its regret by scenario."""
    names: dict[tuple[Choice, ...], str] = {}
    for candidate in found.candidates:
        name = _name(candidate.name, language)
        known = names.get(candidate.tasks)
        names[candidate.tasks] = f"{known}; {name}" if known else name
    told = {candidate.tasks: candidate for candidate in reversed(found.candidates)}
    for tasks, name in names.items():
        candidate = told[tasks]
        mean = show_euros(candidate.mean_eur, language)
        text = N_("{name}: net value on average {mean}")
        yield Message(text, {"name": name, "mean": mean}).in_language(language)
        for one in candidate.outcomes:
            yield f"  {one.scenario:<42}{_lost(one, language):>32}"
    if found.bound_eur is not None:
        text = N_("Proven: on average no programme is worth more than {eur}.")
        most = show_euros(found.bound_eur, language)
        yield Message(text, {"eur": most}).in_language(language)


def _name(name: str, language: str) -> str:
    known = {"programme": N_("the programme"), "average": N_("best for average prices")}
    if name in known:
        return translate(known[name], language)
    scenario = name.removeprefix("best in ")
    return Message(N_("best if “{scenario}”"), {"scenario": scenario}).in_language(language)


def _lost(one: Outcome, language: str) -> str:
    """Return what the best programme of a scenario would be worth more, when that says something.

    A programme that breaks limits there may be worth more than any that keeps them.
    """
    if one.broken_limits:
        text = N_("does not fit: limits broken: {count}")
        return Message(text, {"count": str(one.broken_limits)}).in_language(language)
    if one.regret_eur is None or one.regret_at_most_eur is None:
        return translate(N_("nothing fits"), language)
    return Message(
        N_("regret {eur}, at most {most}"),
        {
            "eur": show_euros(max(0.0, one.regret_eur), language),
            "most": show_euros(max(0.0, one.regret_at_most_eur), language),
        },
    ).in_language(language)
