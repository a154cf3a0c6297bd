# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed since the version of the plan that was decided on, as a section of the plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from koppelkans.case import Choice
from koppelkans.language import N_
from koppelkans.plan.content.amounts import totalled_table
from koppelkans.plan.content.limits import how_far, limit_moment, limit_name
from koppelkans.plan.difference import Difference, LimitChange, TaskChange, find_difference
from koppelkans.plan.reading import Reading
from koppelkans.plan.rounding import round_to_total
from koppelkans.plan.types import Block, Bullets, Paragraph, Plan, Section, Table, Tone
from koppelkans.plan.words import amount, name, quarter, sentence, tasks
from koppelkans.result import ExcessResult
from koppelkans.sharing.rules import RULE_LABELS, Rule
from koppelkans.value.types import EntryKind

MOST_REASONS = 40


@dataclass(frozen=True)
class Former:
    """The version that was decided on.

    Attributes
    ----------
    reading
        Its case and result, as the reader of the plan sees them.
    decided
        What was decided, and when, in the language of the plan.
    reasons
        What changed in the case since, in sentences.
    """

    reading: Reading
    decided: str
    reasons: tuple[str, ...] = ()


def with_changes(plan: Plan, reading: Reading, former: Former) -> Plan:
    """Return a plan with what changed since a former version, right after its summary."""
    first, *rest = plan.sections
    return replace(plan, sections=(first, since_decided(reading, former), *rest))


def since_decided(reading: Reading, former: Former) -> Section:
    """Return what changed since the version that was decided on, and why."""
    found = find_difference(former.reading, reading)
    blocks: list[Block] = [Paragraph(former.decided, Tone.NOTE)] if former.decided else []
    if found.is_nothing:
        blocks.append(
            Paragraph(reading.say(N_("The programme is still the one that was decided on.")))
        )
    else:
        blocks += [Paragraph(_in_short(reading, found)), *_moved(reading, former, found)]
        blocks += [*_euros(reading, former, found), *_limits(reading, former, found)]
    blocks += _why(reading, former, found)
    return Section(
        reading.say(N_("What changed since the version that was decided on")),
        tuple(blocks),
        new_page=True,
    )


def _in_short(reading: Reading, found: Difference) -> str:
    before, after = found.net_eur
    better = after >= before
    return reading.say(
        N_("Different from what was decided: {tasks}. The programme is now worth {eur} more.")
        if better
        else N_("Different from what was decided: {tasks}. The programme is now worth {eur} less."),
        tasks=tasks(len(found.tasks), reading.language),
        eur=amount(abs(after - before), reading.language),
    )


def _moved(reading: Reading, former: Former, found: Difference) -> list[Block]:
    if not found.tasks:
        return []
    return [
        Table(
            caption=reading.say(N_("Tasks that differ from what was decided")),
            header=tuple(
                reading.say(text)
                for text in (N_("Task"), N_("Partner"), N_("Decided"), N_("Now"), N_("Shift"))
            ),
            rows=tuple(_task(reading, former.reading, change) for change in found.tasks),
            widths=(3.6, 1.6, 2, 2, 2.1),
        )
    ]


def _task(reading: Reading, old: Reading, change: TaskChange) -> tuple[str, ...]:
    of = reading if change.task_id in reading.case.task else old
    task = of.case.task[change.task_id]
    return (
        of.title(change.task_id),
        of.case.partner[task.partner_id].short_name,
        _choice(old, change.before, N_("was not there yet")),
        _choice(reading, change.after, N_("no longer on the table")),
        _shift(reading, change),
    )


def _choice(reading: Reading, choice: Choice | None, without: str) -> str:
    if choice is None:
        return reading.say(without)
    if choice.start is None or choice.variant_id is None:
        return reading.say(N_("not done"))
    several = len(reading.case.variants_of[choice.task_id]) > 1
    variant = f", {reading.case.variant[choice.variant_id].name}" if several else ""
    return quarter(choice.start) + variant


def _shift(reading: Reading, change: TaskChange) -> str:
    before, after = (choice.start if choice else None for choice in (change.before, change.after))
    if before is None:
        return reading.say(N_("added"))
    if after is None:
        return reading.say(N_("gone"))
    if not (quarters := after - before):
        return reading.say(N_("other variant"))
    return reading.count(
        abs(quarters),
        N_("{number} quarter later") if quarters > 0 else N_("{number} quarter earlier"),
        N_("{number} quarters later") if quarters > 0 else N_("{number} quarters earlier"),
    )


def _euros(reading: Reading, former: Former, found: Difference) -> list[Block]:
    """Return the change per partner and per kind, in thousands of euros that add up."""
    if not found.partners:
        return []
    lines: list[tuple[str, list[float]]] = []
    kinds: dict[EntryKind, float] = {}
    for change in found.partners:
        of = reading if change.partner_id in reading.case.partner else former.reading
        who = of.case.partner[change.partner_id].short_name
        lines.append((who, [sum(change.kinds.values()), change.payment_eur]))
        for kind, eur in change.kinds.items():
            kinds[kind] = kinds.get(kind, 0.0) + eur
    columns = [round_to_total([row[n] for _, row in lines], 1000) for n in (0, 1)]
    per_partner = [
        (who, (before, payment, before + payment))
        for (who, _), before, payment in zip(lines, *columns, strict=True)
    ]
    header = [N_("Partner"), N_("Before payments"), N_("Payments"), N_("After payments")]
    tables: list[Block] = [
        totalled_table(
            reading,
            reading.say(
                N_("Better (+) or worse (−) off than decided, present value, thousands of euros")
            ),
            [reading.say(text) for text in header],
            per_partner,
        )
    ]
    if kinds:
        order = [kind for kind in EntryKind if kind in kinds]
        rounded = round_to_total([kinds[kind] for kind in order], 1000)
        tables.append(
            totalled_table(
                reading,
                reading.say(N_("The same by kind of cost or benefit, thousands of euros")),
                [reading.say(N_("Kind")), reading.say(N_("Change"))],
                [
                    (name(kind, reading.language), (eur,))
                    for kind, eur in zip(order, rounded, strict=True)
                ],
            )
        )
    return tables


def _limits(reading: Reading, former: Former, found: Difference) -> list[Block]:
    if not found.limits:
        return []
    header = (N_("Limit"), N_("When"), N_("Decided"), N_("Now"))
    return [
        Table(
            caption=reading.say(N_("Limits that are stretched differently from what was decided")),
            header=tuple(reading.say(text) for text in header),
            rows=tuple(_limit(reading, former.reading, change) for change in found.limits),
            widths=(4, 1.6, 2.2, 2.2),
        )
    ]


def _limit(reading: Reading, old: Reading, change: LimitChange) -> tuple[str, ...]:
    of, excess = (reading, change.after) if change.after else (old, change.before)
    if excess is None:
        raise ValueError("a change of a limit has a limit")
    return (
        limit_name(of, excess),
        limit_moment(of, excess),
        _over(old, change.before),
        _over(reading, change.after),
    )


def _over(reading: Reading, excess: ExcessResult | None) -> str:
    if excess is None:
        return reading.say(N_("within the limit"))
    over = how_far(reading, excess)
    return reading.say(N_("{over}, broken"), over=over) if excess.broken else over


def _why(reading: Reading, former: Former, found: Difference) -> list[Block]:
    """Return what changed in the case, in what was asked and in the rule for sharing."""
    reasons = [sentence(text) for text in former.reasons[:MOST_REASONS]]
    if more := len(former.reasons) - len(reasons):
        reasons.append(
            reading.count(more, N_("And {number} more change."), N_("And {number} more changes."))
        )
    reasons += _asked(reading, found)
    if not reasons and found.tasks:
        reasons.append(
            reading.say(N_("The case is the same: a new search found another programme."))
        )
    old, new = found.rules
    if old != new:
        reasons.append(
            reading.say(
                N_("The costs are shared by another rule: {new} instead of {old}."),
                new=_rule(reading, new),
                old=_rule(reading, old),
            )
        )
    if not reasons:
        return []
    return [Paragraph(reading.say(N_("Changed since the decision:"))), Bullets(tuple(reasons))]


def _asked(reading: Reading, found: Difference) -> Sequence[str]:
    """Return which wishes came and went, by the tasks that they are about."""
    old, new = ({w.task_id for w in wishes.of_tasks()} for wishes in found.wishes)
    told = []
    for text, tasks_about in (
        (N_("Something was asked about {task}."), new - old),
        (N_("What was asked about {task} was taken back."), old - new),
    ):
        known = sorted(t for t in tasks_about if t in reading.case.task)
        told += [reading.say(text, task=f"“{reading.title(task_id)}”") for task_id in known]
    return told


def _rule(reading: Reading, rule: str) -> str:
    known = reading.say(RULE_LABELS[Rule(rule)])
    return known[:1].lower() + known[1:]
