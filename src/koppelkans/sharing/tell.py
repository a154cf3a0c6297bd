# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Say what sharing comes to: verdicts, tests and payments in sentences."""

from collections.abc import Callable, Mapping

from koppelkans.case.labels import label
from koppelkans.language import N_, Message, show_euros, translate
from koppelkans.sharing.compensate import Compensation
from koppelkans.sharing.fairness import GroupTest, JoinTest, Verdict
from koppelkans.sharing.groups import GroupsTable
from koppelkans.sharing.leave import Leaving
from koppelkans.sharing.rules import RULE_LABELS
from koppelkans.sharing.settle import Settlement
from koppelkans.sharing.table import RuleResult, SharingTable

HALF_A_EURO = 0.5

Names = Mapping[str, str]
"""What partners are called, by id."""
Show = Callable[[float, str], str]
"""How an amount in EUR is written for a reader: to the euro, or as people say it."""

VERDICT_LABELS: dict[Verdict, str] = {
    Verdict.PROVEN: N_("Yes"),
    Verdict.REFUTED: N_("No"),
    Verdict.NOT_PROVEN: N_("Not proven"),
}


def _listed(names: Names, partner_ids: tuple[str, ...]) -> str:
    return ", ".join(names.get(partner_id, partner_id) for partner_id in partner_ids)


def tell_worse_off(
    result: RuleResult,
    names: Names,
    language: str,
    players: tuple[str, ...],
    show: Show = show_euros,
) -> str:
    """Say whether anybody is worse off than alone, and for whom that is not certain."""
    gain = result.gains[players.index(result.worst_off)]
    values = {"name": names.get(result.worst_off, result.worst_off)}
    if result.nobody_worse_off is Verdict.PROVEN:
        message = Message(N_("Nobody is worse off than alone."))
    elif result.nobody_worse_off is Verdict.REFUTED:
        values["eur"] = show(-gain, language)
        message = Message(N_("{name} is {eur} worse off than alone."), values)
    elif min(result.gains) < -HALF_A_EURO or max(result.half_width) > HALF_A_EURO:
        message = Message(N_("It is not sure that {name} is not worse off than alone."), values)
    else:
        values["eur"] = show(gain, language)
        message = Message(
            N_(
                "With the costs as estimated, nobody is worse off than alone. That is not "
                "certain for {name}: if its costs turn out worse within their range, that can "
                "take away all of its {eur} gain."
            ),
            values,
        )
    return message.in_language(language)


def tell_groups(test: GroupTest, names: Names, language: str, show: Show = show_euros) -> str:
    """Say whether any group would do better by leaving, and which is the least content."""
    if not test.coalition:
        return Message(N_("There is no group that could leave.")).in_language(language)
    values = {"names": _listed(names, test.coalition)}
    if test.verdict is Verdict.PROVEN:
        values["eur"] = show(-test.excess_at_most_eur, language)
        text = N_("No group does better by leaving. Least content: {names}; it would lose {eur}.")
        if round(test.excess_at_most_eur) == 0:
            text = N_("No group does better by leaving. Least content: {names}; it would not lose.")
    elif test.verdict is Verdict.REFUTED:
        values["eur"] = show(test.excess_eur, language)
        text = N_("A group does better by leaving: {names}, by {eur}.")
    else:
        values["eur"] = show(test.excess_at_most_eur, language)
        text = N_("Not proven: {names} might do better by leaving, by at most {eur}.")
    return Message(text, values).in_language(language)


def tell_joining(test: JoinTest, names: Names, language: str) -> str:
    """Say whether anybody loses because somebody joined."""
    if test.verdict is Verdict.PROVEN:
        message = Message(N_("Nobody loses because somebody else takes part."))
    elif test.verdict is Verdict.NOT_PROVEN:
        message = Message(N_("Not tested whether somebody loses because another takes part."))
    else:
        message = Message(
            N_("{loser} would have {eur} more if {joining} did not take part."),
            {
                "loser": names.get(test.loser, test.loser),
                "joining": names.get(test.joining, test.joining),
                "eur": show_euros(test.loss_eur, language),
            },
        )
    return message.in_language(language)


def tell_table(
    table: SharingTable, names: Names, language: str, show: Show = show_euros
) -> list[str]:
    """Say what there is to share, whether it can be shared so that it holds, and who stands by."""
    eur = show(abs(table.total_eur), language)
    if table.total_eur >= 0:
        told = [Message(N_("The partners with a budget gain {eur} together."), {"eur": eur})]
    else:
        told = [
            Message(
                N_(
                    "The partners with a budget lose {eur} together: no division leaves them all"
                    " better off. It takes money from outside, or another programme."
                ),
                {"eur": eur},
            )
        ]
    stable = {
        Verdict.PROVEN: N_("There is a division that no group would leave."),
        Verdict.REFUTED: N_("There is no division that no group would leave."),
        Verdict.NOT_PROVEN: N_(
            "Whether a division exists that no group would leave is not proven."
        ),
    }
    told.append(Message(stable[table.stable_division]))
    for bystander in table.bystanders:
        gain = bystander.together_net_eur - bystander.alone_net_eur
        text = (
            N_("{name} has no budget, gains {eur} and pays nothing.")
            if gain >= 0
            else N_("{name} has no budget, loses {eur} and cannot be compensated by a payment.")
        )
        values = {
            "name": names.get(bystander.partner_id, bystander.partner_id),
            "eur": show(abs(gain), language),
        }
        told.append(Message(text, values))
    return [message.in_language(language) for message in told]


def tell_compensation(found: Compensation, names: Names, language: str) -> list[str]:
    """Say which payments leave nobody worse off than alone, or what is missing."""
    told = []
    if found.is_enough and not found.transfers:
        told.append(N_("Nobody is worse off than alone: no payment is needed."))
    told = [translate(text, language) for text in told]
    told += tell_payments(found, names, language)
    if round(found.from_outside_eur) > 0:
        text = N_("{eur} must come from outside the table.")
        values = {"eur": show_euros(found.from_outside_eur, language)}
        told.append(Message(text, values).in_language(language))
    return told


def tell_payments(found: Compensation | Settlement, names: Names, language: str) -> list[str]:
    """Say who pays whom in which years, and who stays short."""
    told = []
    for transfer in found.transfers:
        years = ", ".join(
            f"{year}: {show_euros(eur, language)}" for year, eur in sorted(transfer.years.items())
        )
        message = Message(
            N_("{payer} pays {receiver}: {years} (present value {eur})."),
            {
                "payer": names.get(transfer.from_partner_id, transfer.from_partner_id),
                "receiver": names.get(transfer.to_partner_id, transfer.to_partner_id),
                "years": years,
                "eur": show_euros(transfer.present_value_eur, language),
            },
        )
        told.append(message.in_language(language))
    return told + tell_short(found, names, language)


def tell_short(found: Compensation | Settlement, names: Names, language: str) -> list[str]:
    """Say who cannot be paid in full within the limits."""
    text = N_("{name} stays {eur} short: within the limits nobody can pay that.")
    return [
        Message(text, {"name": names.get(who, who), "eur": show_euros(eur, language)}).in_language(
            language
        )
        for who, eur in found.short_eur.items()
    ]


def tell_leaving(found: Leaving, names: Names, language: str) -> list[str]:
    """Say what happens when these partners step out, for everybody."""
    leavers = _listed(names, found.partner_ids)
    told = [
        _lost(
            N_("Without {names} the partners together gain {eur} less."),
            N_("Without {names} the partners together gain {eur} more."),
            found.lost_eur, leavers, language,
        ),
        *(
            _lost(N_("{names} itself loses {eur} by it."), N_("{names} itself gains {eur} by it."),
                  lost, names.get(who, who), language)
            for who, lost in zip(found.partner_ids, found.leavers_lose_eur, strict=True)
        ),
    ]  # fmt: skip
    for who, before, after in zip(found.others, found.gains_before, found.gains_after, strict=True):
        values = {
            "name": names.get(who, who),
            "before": show_euros(before, language),
            "after": show_euros(after, language),
        }
        told.append(Message(N_("{name} gains {after} instead of {before}."), values))
    told += tell_consequences(found, names, language)
    return [message.in_language(language) for message in told]


def tell_consequences(found: Leaving, names: Names, language: str) -> list[Message]:
    """Say who follows those that leave, and who carries what then, the largest first."""
    told = []
    gone = tuple(other for other in found.others if other not in found.staying)
    if gone:
        text = N_("It then no longer pays for: {names}.")
        told.append(Message(text, {"names": _listed(names, gone)}))
    told += [
        Message(
            N_("{name} then carries {eur} more ({what})."),
            {
                "name": names.get(taken.partner_id, taken.partner_id),
                "eur": show_euros(-taken.eur, language),
                "what": Message(label(taken.kind)),
            },
        )
        for taken in found.taken_over
        if taken.eur < -HALF_A_EURO
    ]
    return told


def tell_study(table: GroupsTable, names: Names, language: str) -> list[str]:
    """Say what groups reach by plans of their own, and what that means for every rule."""
    told = [
        Message(
            N_("{names}: between {found} and {most} better than alone."),
            {
                "names": _listed(names, group.members),
                "found": show_euros(group.found_eur, language),
                "most": show_euros(group.at_most_eur, language),
            },
        ).in_language(language)
        for group in table.groups
    ]
    if table.gaps:
        text = N_(
            "For {number} groups there was no time: for them the most that is possible counts."
        )
        told.append(Message(text, {"number": len(table.gaps)}).in_language(language))
    for rule in table.rules:
        said = tell_groups(rule.groups, names, language)
        told.append(f"{translate(RULE_LABELS[rule.rule], language)}: {said}")
    return told


def _lost(less: str, more: str, eur: float, names: str, language: str) -> Message:
    text = less if eur > -HALF_A_EURO else more
    return Message(text, {"names": names, "eur": show_euros(abs(eur), language)})
