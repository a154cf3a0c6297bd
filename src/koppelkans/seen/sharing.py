# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The table of sharing rules as a viewer may see it when something is hidden."""

from collections.abc import Sequence

from koppelkans.result import Result
from koppelkans.sharing.fairness import GroupTest, JoinTest, Verdict
from koppelkans.sharing.hide import two_digits
from koppelkans.sharing.table import RuleResult, SharingTable
from koppelkans.sharing.types import Share


def see_sharing(result: Result, shares: Sequence[Share]) -> SharingTable | None:
    """Return the rule of the result alone, with the shares that the viewer knows.

    Every other rule is one more equation from which hidden figures could be worked out, and so is
    every test of a group.
    """
    table = result.sharing
    if table is None:
        return None
    known = {share.partner_id: share for share in shares}
    rules = [_rule(table, r, known) for r in table.rules if r.rule.value == result.sharing_rule]
    return table.model_copy(
        update={
            "alone": tuple(known[player].alone_net_eur for player in table.players),
            "together": tuple(known[player].together_net_eur for player in table.players),
            "total_eur": two_digits(table.total_eur),
            "rules": tuple(rules),
            "bystanders": tuple(
                b.model_copy(
                    update={
                        "alone_net_eur": known[b.partner_id].alone_net_eur,
                        "together_net_eur": known[b.partner_id].together_net_eur,
                    }
                )
                for b in table.bystanders
                if b.partner_id in known
            ),
        }
    )


def _rule(table: SharingTable, rule: RuleResult, known: dict[str, Share]) -> RuleResult:
    return rule.model_copy(
        update={
            "gains": tuple(known[player].gain_eur for player in table.players),
            "half_width": tuple(0.0 for _ in table.players),
            "groups": GroupTest(
                verdict=Verdict.NOT_PROVEN, coalition=(), excess_eur=0, excess_at_most_eur=0
            ),
            "joining": JoinTest(verdict=Verdict.NOT_PROVEN),
            "nobody_worse_off": Verdict.NOT_PROVEN,
            "worst_off": "",
        }
    )
