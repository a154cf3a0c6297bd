# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Try out conditions of partners: do they fit together, and what does each cost the whole."""

from collections.abc import Iterator
from pathlib import Path

import click

from koppelkans.agree import Tried, try_conditions
from koppelkans.case import Case, State
from koppelkans.cli.choose import out_option, write_found
from koppelkans.cli.common import (
    _,
    case_argument,
    explain_trouble,
    language_option,
    seconds_option,
    seed_option,
)
from koppelkans.exchange import read_case
from koppelkans.language import N_, Message, show_euros, show_number
from koppelkans.programme import SearchSettings, WishError, tell_conflict
from koppelkans.programme.conditions import Rule, Trouble, TrySettings, add_rules, read_rule

WHY_NOT = {
    Trouble.WORDS: N_("in words only"),
    Trouble.INCOMPLETE: N_("something is missing in its rule"),
    Trouble.EMPTY: N_("leaves a task no moment to start"),
    Trouble.SHARING: N_("about who bears what"),
}


@click.command(
    "conditions", help=_(N_("Try out conditions together: do they fit, and what does each cost?"))
)
@case_argument
@click.option(
    "--only", "ids", multiple=True, help=_(N_("Id of a condition; by default all that are open."))
)
@seconds_option
@seed_option
@out_option
@language_option
@explain_trouble
def conditions_command(  # one for each option
    case: Path, ids: tuple[str, ...], seconds: float, seed: int, out: Path | None, language: str
) -> None:
    found_case = read_case(case)
    known = {condition.id: condition for condition in found_case.conditions}
    unknown = [id_ for id_ in ids if id_ not in known]
    if unknown:
        text = N_("There is no condition “{id}”; there are: {ids}.")
        raise WishError(
            tuple(Message(text, {"id": id_, "ids": ", ".join(known)}) for id_ in unknown)
        )
    chosen = [c for c in known.values() if (c.id in ids if ids else c.state is not State.CLOSED)]
    settings = TrySettings(SearchSettings(seconds=seconds, seed=seed))
    found = try_conditions(found_case, chosen, settings)
    for line in tell(found_case, found, language):
        click.echo(line)
    write_found(found, out)


def tell(case: Case, found: Tried, language: str) -> Iterator[str]:
    """Yield what came of trying out conditions, a line at a time."""

    def say(text: str, **values: str) -> str:
        return Message(text, values).in_language(language)

    trial = found.trial
    fits = {True: N_("They fit together."), False: N_("They do not fit together (proven)."),
            None: N_("Not found in time whether they fit together.")}  # fmt: skip
    yield say(fits[trial.fits])
    for one, other in trial.clashes:
        yield say(N_("  collide: {one} and {other}"), one=one, other=other)
    for id_ in trial.impossible:
        yield say(N_("  cannot be met by itself: {id}"), id=id_)
    for id_ in trial.drop:
        yield say(N_("  the least that has to give: {id}"), id=id_)
    for cost in (*trial.costs, *((trial.whole,) if trial.whole else ())):
        amounts = (cost.eur, cost.at_least_eur, cost.at_most_eur)
        eur, least, most = (show_euros(amount, language) for amount in amounts)
        yield say(
            N_("  {id}: costs {eur} (proven between {least} and {most})"),
            id=" + ".join(cost.condition_ids), eur=eur, least=least, most=most,
        )  # fmt: skip
    for share in found.shares:
        part, asked = (show_number(100 * p, language, 1) for p in (share.part, share.asked))
        yield say(
            N_("  {id}: would bear {part} % of all costs, asks {asked} % at most"),
            id=share.condition_id, part=part, asked=asked,
        )  # fmt: skip
    for id_, trouble in trial.troubles.items():
        if trouble is not Trouble.SHARING:
            yield say(N_("  {id}: not computed, {why}"), id=id_, why=say(WHY_NOT[trouble]))
    yield from _in_the_way(case, found, language)


def _in_the_way(case: Case, found: Tried, language: str) -> Iterator[str]:
    trial = found.trial
    if trial.conflict is None or not trial.conflict.limits:
        return
    read = (read_rule(case, c) for c in case.conditions if c.id in trial.condition_ids)
    asked = add_rules(case, [rule for rule in read if isinstance(rule, Rule)])
    for message in tell_conflict(asked.case, trial.conflict_wishes, trial.conflict):
        yield message.in_language(language)
