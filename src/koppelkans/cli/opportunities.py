# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Show where tasks meet, what that gains, and where they get in each other's way."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from koppelkans.case import Case
from koppelkans.case.labels import label
from koppelkans.cli.common import _, case_argument, explain_trouble, language_option
from koppelkans.exchange import read_case
from koppelkans.language import N_, Message, show_euros, show_number, translate
from koppelkans.opportunity import (
    Certainty,
    Conflict,
    Opportunity,
    count_by_partners,
    detect_opportunities,
    explain_conflict,
    explain_opportunity,
    find_conflicts,
    find_joint_effects,
)
from koppelkans.value import value_opportunities

SHOWN = 20
NAMED_PLACES = 3


@click.command(
    help=_(
        N_(
            "Show where tasks meet: the largest gains first, with who, why and what must give;"
            " who meets whom; and where tasks get in each other's way."
        )
    )
)
@case_argument
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=SHOWN,
    show_default=True,
    help=_(N_("How many opportunities and conflicts to show, at the most.")),
)
@language_option
@explain_trouble
def opportunities(case: Path, most: int, language: str) -> None:
    found_case = read_case(case)
    effects = find_joint_effects(found_case)
    found = detect_opportunities(found_case, effects)
    gains = value_opportunities(found_case, found, effects)
    ranked = sorted(found, key=lambda opportunity: (-gains[opportunity.id], opportunity.id))
    conflicts = find_conflicts(found_case)
    lines = [
        *_list_opportunities(found_case, ranked[:most], len(ranked), gains, language),
        *_list_partners(found_case, found, gains, language),
        *_list_conflicts(found_case, conflicts, most, language),
    ]
    click.echo("\n".join(lines))


def _list_opportunities(
    case: Case,
    shown: Sequence[Opportunity],
    count: int,
    gains: Mapping[str, float],
    language: str,
) -> Iterator[str]:
    yield _say(N_("OPPORTUNITIES: {count}, the largest first"), language, count=count)
    yield _say(
        N_("Present values at price level {year}. They overlap: do not add them up."),
        language,
        year=case.area.price_level,
    )
    for number, opportunity in enumerate(shown, start=1):
        explanation = explain_opportunity(case, opportunity)
        partners = ", ".join(case.partner[p].short_name for p in opportunity.partner_ids)
        gain = show_euros(gains[opportunity.id], language)
        places = [case.place[place_id].name for place_id in opportunity.place_ids]
        more = ["…"] if len(places) > NAMED_PLACES else []
        named = ", ".join([*places[:NAMED_PLACES], *more])
        whole = translate(N_("In the whole neighbourhood"), language)
        yield ""
        yield f"{number:4}. {gain:>12}  {translate(label(opportunity.kind), language)}: {partners}"
        yield f"      {named or whole}"
        yield _indent(
            _say(
                N_("{tasks} tasks, together from {first} to {last}. {confidence}."),
                language,
                tasks=len(opportunity.task_ids),
                first=opportunity.first,
                last=opportunity.last,
                confidence=Message(label(opportunity.confidence)),
            )
        )
        for why in explanation.why:
            yield _indent(why.in_language(language))
        for give in explanation.gives:
            yield _indent("→ " + give.in_language(language))


def _list_partners(
    case: Case, found: Sequence[Opportunity], gains: Mapping[str, float], language: str
) -> Iterator[str]:
    yield ""
    yield translate(N_("WHO MEETS WHOM: how often, and the gain, split over the pairs"), language)
    pairs = count_by_partners(case, found, gains)
    for (one, other), pair in sorted(pairs.items(), key=lambda item: -item[1].gain_eur):
        if pair.count:
            names = f"{case.partner[one].short_name} – {case.partner[other].short_name}"
            gain = show_euros(pair.gain_eur, language)
            yield f"  {names:44}{show_number(pair.count, language):>6}{gain:>16}"


def _list_conflicts(
    case: Case, conflicts: Sequence[Conflict], most: int, language: str
) -> Iterator[str]:
    for certainty in Certainty:
        found = [conflict for conflict in conflicts if conflict.certainty is certainty]
        yield ""
        title = Message(label(certainty))
        yield _say(N_("CONFLICTS: {certainty} ({count})"), language, certainty=title,
                   count=len(found))  # fmt: skip
        for conflict in found[:most]:
            explanation = explain_conflict(case, conflict)
            for why in explanation.why:
                yield "  - " + why.in_language(language)
            for give in explanation.gives:
                yield _indent("→ " + give.in_language(language))


def _say(text: str, language: str, **values: object) -> str:
    return Message(text, values).in_language(language)


def _indent(line: str) -> str:
    return f"      {line}"
