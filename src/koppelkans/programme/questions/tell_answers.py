# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers in words: what moved, who gains, what holds a task, what to ask first."""

from collections.abc import Iterator, Mapping

from koppelkans.case import BoundaryKind, Case, Choice
from koppelkans.case.labels import label
from koppelkans.language import N_, Euros, Message
from koppelkans.programme.answers import (
    Comparison,
    Explanation,
    Left,
    Moved,
    PartnerChange,
    Side,
    Stretch,
    WhyLeft,
    Yield,
)
from koppelkans.programme.questions.tell import (
    count_quarters,
    find_boundary,
    listed,
    tell_give,
    tell_limit,
)
from koppelkans.programme.wishes import NOTHING, Wishes
from koppelkans.value import EntryKind

NAMED = 4
"""Kinds of entries that are named, at the most."""


def tell_comparison(case: Case, found: Comparison) -> Iterator[Message]:
    """Yield what a programme differs from the one before, for whom, and what moved."""
    yield _tell_difference(found)
    if found.anyway:
        yield Message(
            N_(
                "It keeps to everything that was asked before as well, so the earlier programme can"
                " be made better without this question: what differs is not what it costs."
            )
        )
    for change in found.partners:
        yield tell_partner_change(case, change)
    for moved in found.moved:
        yield tell_moved(case, moved)


def _tell_difference(found: Comparison) -> Message:
    proven = found.at_most_eur - found.eur < 1
    values = {"eur": Euros(abs(found.eur)), "most": Euros(abs(found.at_most_eur))}
    if proven and abs(found.eur) < 1:
        return Message(N_("The best programme is then worth as much (proven)."))
    if found.eur < 0 and proven:
        return Message(N_("The best programme is then worth {eur} less (proven)."), values)
    if proven:
        return Message(N_("The best programme is then worth {eur} more (proven)."), values)
    if found.eur >= 0:
        text = N_("A programme was found that is worth {eur} more. Over {most} is impossible.")
    elif found.at_most_eur < 0:
        text = N_("The best one found is worth {eur} less. Any other loses at least {most}.")
    else:
        text = N_("The best one found is worth {eur} less. More than {most} gain is impossible.")
    return Message(text, values)


def tell_partner_change(case: Case, change: PartnerChange) -> Message:
    """Return what one partner gains or loses, and by what."""
    text = N_("{partner} gains {eur}: {kinds}") if change.eur >= 0 else N_(
        "{partner} loses {eur}: {kinds}"
    )  # fmt: skip
    return Message(
        text,
        {
            "partner": case.partner[change.partner_id].short_name,
            "eur": Euros(abs(change.eur)),
            "kinds": tell_kinds(change.kinds),
        },
    )


def tell_kinds(kinds: Mapping[EntryKind, float]) -> Message:
    """Return amounts by kind, the largest by name, what is left together."""
    largest = sorted(kinds.items(), key=lambda item: -abs(item[1]))
    named = largest if len(largest) <= NAMED + 1 else largest[:NAMED]
    told = [
        Message(N_("{kind} {eur}"), {"kind": Message(label(kind)), "eur": Euros(eur)})
        for kind, eur in named
    ]
    rest = sum(eur for _, eur in largest[len(named) :])
    if len(named) < len(largest):
        told.append(Message(N_("other {eur}"), {"eur": Euros(rest)}))
    return listed(told)


def tell_choice(case: Case, choice: Choice) -> Message:
    """Return when a task starts, and in which variant when there are several."""
    if choice.variant_id is None or choice.start is None:
        return Message(N_("not done"))
    if len(case.variants_of[choice.task_id]) == 1:
        return Message(N_("{start}"), {"start": choice.start.shown})
    name = case.variant[choice.variant_id].name
    return Message(N_("{start} ({variant})"), {"start": choice.start.shown, "variant": name})


def tell_moved(case: Case, moved: Moved) -> Message:
    """Return where a task was, and where it goes."""
    return Message(
        N_("“{task}”: from {before} to {after}"),
        {
            "task": case.task[moved.task_id].title,
            "before": tell_choice(case, moved.before),
            "after": tell_choice(case, moved.after),
        },
    )


ASKED = {
    BoundaryKind.BUDGET: N_("{limit}: {euros} a year more"),
    BoundaryKind.CREWS: N_("{limit}: {by} crew more"),
    BoundaryKind.CLOSURES: N_("{limit}: {by} place more"),
    BoundaryKind.REST: N_("{limit}: {by} year less"),
}


def tell_stretch(case: Case, stretch: Stretch, wishes: Wishes = NOTHING) -> Message:
    """Return what is asked of whose limit."""
    limit = stretch.limit
    told = tell_limit(case, limit, wishes)
    if limit.table == "tasks":
        text = (
            N_("“{task}” may start {quarters} earlier")
            if stretch.side is Side.EARLIER
            else N_("“{task}” may start {quarters} later")
        )
        values = {"task": case.task[limit.id].title, "quarters": count_quarters(stretch.by or 0)}
        return Message(text, values)
    if stretch.by is None:
        return Message(N_("{limit}: let go of it"), {"limit": told})
    if limit.table == "boundaries":
        kind = find_boundary(case, limit.id).kind
        values = {"limit": told, "euros": Euros(stretch.by), "by": f"{stretch.by:g}"}
        return Message(ASKED[kind], values)
    return Message(
        N_("{limit}: {quarters} closer"),
        {"limit": told, "quarters": count_quarters(stretch.by)},
    )


def tell_yield(case: Case, found: Yield, wishes: Wishes = NOTHING) -> Message:
    """Return what a limit yields when it gives, and how sure that is."""
    values = {
        "asked": listed([tell_stretch(case, stretch, wishes) for stretch in found.stretches]),
        "least": Euros(found.at_least_eur),
        "most": Euros(found.at_most_eur or 0.0),
        "estimate": Euros(found.estimate_eur or 0.0),
    }
    if found.exact:
        return Message(N_("{asked}: yields {least} (proven)"), values)
    if not found.searched:
        return Message(N_("{asked}: no time to look; at most {most}"), values)
    if found.at_most_eur is None:
        return Message(N_("{asked}: yields at least {least}"), values)
    if found.estimate_eur is None:
        return Message(N_("{asked}: yields at least {least}, at most {most}"), values)
    return Message(
        N_("{asked}: yields at least {least}, at most {most} (estimate {estimate})"), values
    )


def tell_explanation(case: Case, found: Explanation, wishes: Wishes = NOTHING) -> Iterator[Message]:
    """Yield why a task is where it is."""
    values = {
        "task": case.task[found.task_id].title,
        "choice": tell_choice(case, found.choice),
        "preferred": found.preferred_start.shown,
    }
    move = found.to_preferred
    if move is None:
        yield Message(N_("“{task}”: {choice}. That is what its owner prefers."), values)
        return
    yield Message(N_("“{task}”: {choice}. Its owner prefers {preferred}."), values)
    text = (
        N_("Moving it there alone, with everything else as planned, costs {eur}: {kinds}.")
        if move.eur < 0
        else N_("Moving it there alone, with everything else as planned, yields {eur}: {kinds}.")
    )
    yield Message(text, {"eur": Euros(abs(move.eur)), "kinds": tell_kinds(move.kinds)})
    for give in move.gives:
        yield Message(
            N_("In the way: {limit} ({give})."),
            {
                "limit": tell_limit(case, give.limit, wishes),
                "give": tell_give(case, give, wishes),
            },
        )
    for hold in found.holds:
        yield Message(
            N_("Held by “{task}”: without it, moving would cost {eur} less."),
            {"task": case.task[hold.task_id].title, "eur": Euros(hold.eur)},
        )


WHY_LEFT = {
    WhyLeft.TOO_FAR: N_("its tasks cannot be brought together"),
    WhyLeft.LIMIT: N_("in the way: {limits}"),
    WhyLeft.LOSES: N_("it would lose {eur}: {kinds}"),
    WhyLeft.NOT_LOOKED_AT: N_("it would gain {eur}: the search has not come to it yet"),
}


def tell_left(case: Case, left: Left, wishes: Wishes = NOTHING) -> Message:
    """Return why an opportunity is left."""
    limits = [tell_limit(case, give.limit, wishes) for give in left.gives]
    values: dict[str, Euros | Message] = {"eur": Euros(abs(left.eur or 0.0))}
    if limits:
        values["limits"] = listed(list({str(limit): limit for limit in limits}.values()))
    if left.kinds:
        values["kinds"] = tell_kinds(left.kinds)
    return Message(WHY_LEFT[left.why], values)
