# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The summary on one page: what, why together, what it yields, who gains, what is asked."""

from koppelkans.case.labels import LABELS
from koppelkans.language import N_, show_number
from koppelkans.plan.charts.money import changes_by_kind
from koppelkans.plan.content.asked import asked_per_partner, decisions_asked
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Bullets, Fact, Facts, Paragraph, Section, Tone
from koppelkans.plan.words import (
    amount,
    listing,
    percent,
    sentence,
    streets,
    tasks,
    times,
    weeks,
    within,
)
from koppelkans.sharing import Verdict

HALF_A_CENT = 0.005


def summary(reading: Reading) -> Section:
    """Return the summary."""
    return Section(
        reading.say(N_("Summary")),
        blocks=(
            Paragraph(what(reading), Tone.LEAD),
            Facts(facts(reading)),
            *(reading.written("summary_why") or (Paragraph(why(reading)),)),
            Bullets((*yields(reading), *who_gains(reading))),
            Paragraph(certainty(reading)),
            asked_per_partner(reading),
            *decisions_asked(reading),
        ),
        new_page=True,
    )


def what(reading: Reading) -> str:
    case = reading.case
    partners = reading.count(len(case.partners), N_("One partner"), N_("{word} partners"))
    return reading.say(
        N_(
            "{partners} have put their tasks for {area} side by side: {tasks} in {streets}, for "
            "{first} to {last}. This plan says what they will do together, when, what it yields "
            "and who pays for it."
        ),
        partners=sentence(partners),
        area=case.area.name,
        tasks=tasks(len(case.tasks), reading.language),
        streets=streets(len(case.places), reading.language),
        first=case.area.first_year,
        last=case.area.last_year,
    )


def facts(reading: Reading) -> tuple[Fact, ...]:
    before, after, language = reading.result.baseline, reading.result.programme, reading.language
    taken = sum(opportunity.taken for opportunity in reading.result.opportunities)
    better = reading.difference_eur >= 0
    return (
        Fact(
            amount(reading.difference_eur, language),
            reading.say(N_("better off than alone") if better else N_("worse off than alone")),
        ),
        Fact(
            f"{show_number(before.occupations, language)} → "
            f"{show_number(after.occupations, language)}",
            reading.say(N_("times a street section is opened")),
        ),
        Fact(
            f"{show_number(before.closed_weeks, language)} → "
            f"{show_number(after.closed_weeks, language)}",
            reading.say(N_("weeks that street sections are closed")),
        ),
        Fact(
            reading.say(
                N_("{taken} of {found}"), taken=taken, found=len(reading.result.opportunities)
            ),
            reading.say(N_("opportunities taken")),
        ),
    )


def why(reading: Reading) -> str:
    before, after, language = reading.result.baseline, reading.result.programme, reading.language
    text = reading.say(
        N_(
            "A partner that plans alone opens the street when that suits its own pipes, homes or "
            "trees. Added up over all streets, the ground is then opened {times} and streets are "
            "closed for {weeks}. Together it is {fewer} and {less}."
        ),
        times=times(before.occupations, language),
        weeks=weeks(before.closed_weeks, language),
        fewer=times(after.occupations, language),
        less=weeks(after.closed_weeks, language),
    )
    saved = round(before.closed_weeks) - round(after.closed_weeks)
    if saved > 0:
        text += " " + reading.say(
            N_("That spares residents and businesses {weeks} of closed streets."),
            weeks=weeks(saved, language),
        )
    return text


def yields(reading: Reading) -> list[str]:
    language, programme = reading.language, reading.result.programme
    changes = sorted(changes_by_kind(reading).items(), key=lambda item: -item[1])
    gains = [f"{within(k, language)} ({amount(v, language)})" for k, v in changes if v >= 500]
    losses = [f"{within(k, language)} ({amount(v, language)})" for k, v in changes if v <= -500]
    points = []
    if gains:
        points.append(
            reading.say(N_("What improves most: {parts}."), parts=listing(gains[:3], language))
        )
    if losses:
        points.append(
            reading.say(N_("Set against that: {parts}."), parts=listing(losses[::-1][:3], language))
        )
    homes = [
        f"{reading.say(LABELS['Theme'][theme]).lower()} {show_number(number, language)}"
        for theme, number in sorted(programme.homes.items(), key=lambda item: -item[1])
    ]
    if homes:
        points.append(
            reading.say(
                N_("Homes that the programme reaches, for the largest themes: {parts}."),
                parts=listing(homes[:4], language),
            )
        )
    if programme.people:
        points.append(
            reading.count(
                programme.people,
                N_("{number} person gets help, work or a place to meet."),
                N_("{number} people get help, work or a place to meet."),
            )
        )
    return points


def who_gains(reading: Reading) -> list[str]:
    language, case = reading.language, reading.case
    shares = reading.result.partners
    behind = [s for s in shares if s.gain_eur < -HALF_A_CENT]
    best = max(shares, key=lambda share: share.gain_eur)
    points = []
    if behind:
        names = [case.partner[s.partner_id].short_name for s in behind]
        points.append(
            reading.count(
                len(behind),
                N_("{partners} is worse off than alone. That has to be settled first."),
                N_("{partners} are worse off than alone. That has to be settled first."),
                partners=listing(names, language),
            )
        )
    elif best.gain_eur > HALF_A_CENT:
        points.append(_nobody_worse_off(reading))
    if best.gain_eur > HALF_A_CENT:
        points.append(
            reading.say(
                N_("The largest gain is for {partner}: {amount}."),
                partner=case.partner[best.partner_id].short_name,
                amount=amount(best.gain_eur, language),
            )
        )
    return points + group_that_leaves(reading)


def _nobody_worse_off(reading: Reading) -> str:
    """Say that nobody is worse off, and for whom that hangs on what the works will cost."""
    rule = reading.rule
    if rule is None or rule.nobody_worse_off is not Verdict.NOT_PROVEN:
        return reading.say(N_("Nobody is worse off than alone after the payments."))
    return reading.say(
        N_(
            "With the costs as estimated, nobody is worse off than alone after the payments. For "
            "{partner} that still depends on what its works will cost."
        ),
        partner=reading.case.partner[rule.worst_off].short_name,
    )


def group_that_leaves(reading: Reading) -> list[str]:
    """Return the group that would do better by a plan of its own, when that is proven."""
    rule, language = reading.rule, reading.language
    if rule is None:
        return []
    group = rule.groups
    if group.verdict is not Verdict.REFUTED or len(group.coalition) < 2:
        return []
    text = N_(
        "Please note: with a plan of their own, {partners} would together be {amount} better off "
        "than with this division."
    )
    names = [reading.case.partner[partner_id].short_name for partner_id in group.coalition]
    return [
        reading.say(
            text, partners=listing(names, language), amount=amount(group.excess_eur, language)
        )
    ]


def certainty(reading: Reading) -> str:
    """Return how good the programme is proven to be."""
    programme, language = reading.result.programme, reading.language
    if programme.bound_eur - programme.net_value_eur < 500:
        return reading.say(
            N_("It is proven that no programme within these limits is better than this one.")
        )
    return reading.say(
        N_(
            "It is proven that no programme within these limits is more than {amount} better than "
            "this one. That is {percent} of the costs and nuisance of the programme."
        ),
        amount=amount(programme.bound_eur - programme.net_value_eur, language),
        percent=percent(programme.gap, language),
    )
