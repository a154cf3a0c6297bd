# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A result with what its viewer may not know left out; every total still adds up."""

from typing import Any

from koppelkans.case import Beneficiary, Case, Choice, Schedule, find_excesses, find_occupations
from koppelkans.framework.types import Weighing
from koppelkans.language import N_, translate
from koppelkans.line import case_digest
from koppelkans.opportunity import OpportunityKind
from koppelkans.programme.choices import Wanted
from koppelkans.result import AlternativeResult, ExcessResult, OpportunityResult, Result
from koppelkans.seen.case import KEPT_PARTNER, rename
from koppelkans.seen.hidden import Hidden
from koppelkans.seen.sharing import see_sharing
from koppelkans.seen.uncertainty import see_uncertainty
from koppelkans.sharing.hide import two_digits
from koppelkans.sharing.types import Share
from koppelkans.value.types import Category, Entry, EntryKind

KIND = {
    Category.BENEFIT: EntryKind.EFFECT,
    Category.COST: EntryKind.INVESTMENT,
    Category.NUISANCE: EntryKind.NUISANCE,
}


def see_result(hidden: Hidden, seen_case: Case, result: Result, language: str) -> Result:
    """Return the result as a viewer may see it.

    Hidden amounts are left out; for each category one entry of ``KEPT_PARTNER`` makes up for them
    such that the total is right to two digits. What is computed from those totals is rounded too.
    """
    baseline = _alternative(hidden, seen_case, result.baseline, language, shared=False)
    programme = _alternative(hidden, seen_case, result.programme, language, shared=True)
    stake = programme["cost_eur"] + programme["nuisance_eur"]
    gap = round(result.programme.gap, 3)
    seen = result.model_copy(
        update={
            **_left_out(),
            "case": result.case.model_copy(
                update={"sha256": case_digest(seen_case), "notice": seen_case.area.notice}
            ),
            "baseline": result.baseline.model_copy(update=baseline),
            "programme": result.programme.model_copy(
                update=programme
                | {
                    "gap": gap,
                    "bound_eur": programme["net_value_eur"] + gap * stake,
                    "reached": None,
                }
            ),
            "opportunities": tuple(
                found for o in result.opportunities if (found := _opportunity(hidden, o))
            ),
            "weighing": _weighing(seen_case, result.weighing),
            # What was wanted may hold amounts, and which tasks were agreed on.
            "settings": result.settings.model_copy(update={"wanted": Wanted()}),
            "uncertainty": see_uncertainty(hidden, result.uncertainty),
        }
    )
    shares = _shares(hidden, seen, result)
    seen = seen.model_copy(update={"partners": shares, "sharing": see_sharing(result, shares)})
    return Result.model_validate(rename(seen.model_dump(), hidden.names))


def _left_out() -> dict[str, None]:
    """Return as nothing what a result may do without: it is about exact amounts."""
    fields = Result.model_fields.items()
    return {name: None for name, field in fields if field.default is None}


def _alternative(
    hidden: Hidden, seen_case: Case, found: AlternativeResult, language: str, *, shared: bool
) -> dict[str, Any]:
    entries = [e for e in found.entries if not hidden.hides_entry(e)]
    name = translate(N_("Kept amounts, rounded"), language)
    totals: dict[Category, float] = {}
    for category in Category:
        exact = sum(e.eur for e in found.entries if e.category is category)
        shown = sum(e.eur for e in entries if e.category is category)
        if any(e.category is category and hidden.hides_entry(e) for e in found.entries):
            entries.append(
                Entry(
                    kind=KIND[category], category=category, name=name, partner_id=KEPT_PARTNER,
                    beneficiary=Beneficiary.PARTNER, eur=two_digits(exact) - shown,
                )
            )  # fmt: skip
            exact = two_digits(exact)
        totals[category] = exact
    return {
        "entries": tuple(entries),
        "net_value_eur": sum(totals.values()),
        "benefit_eur": totals[Category.BENEFIT],
        "cost_eur": -totals[Category.COST],
        "nuisance_eur": -totals[Category.NUISANCE],
        "unpriced": tuple(u for u in found.unpriced if u.task_id not in hidden.task_ids),
        **_streets(hidden, seen_case, found, shared=shared),
    }


def _streets(
    hidden: Hidden, seen_case: Case, found: AlternativeResult, *, shared: bool
) -> dict[str, Any]:
    """Return occupations and excesses with the prices that the viewer knows."""
    choices = [Choice(**rename(c.model_dump(), hidden.names)) for c in found.tasks]
    schedule = Schedule(seen_case, {choice.task_id: choice for choice in choices})
    prices = {
        (o.place_id, o.first, frozenset(o.task_ids)): o
        for o in find_occupations(schedule, shared=shared)
    }
    occupations = []
    for occupation in found.occupation_list:
        tasks = frozenset(hidden.names.get(task_id, task_id) for task_id in occupation.task_ids)
        known = prices.get((occupation.place_id, occupation.first, tasks))
        opening = known.opening_eur if known else 0.0
        saved = known.opening_apart_eur - known.opening_eur if known else 0.0
        update = {"opening_eur": opening, "opening_saved_eur": saved}
        occupations.append(occupation.model_copy(update=update))
    excesses = tuple(
        ExcessResult(
            table=e.table,
            id=e.id,
            when=e.when,
            over=e.over,
            broken=e.broken,
            eur=e.eur,
            place_id=e.place_id,
        )
        for e in find_excesses(schedule)
        if e.id not in hidden.names.values()
    )
    return {"occupation_list": tuple(occupations), "excesses": excesses}


def _opportunity(hidden: Hidden, found: OpportunityResult) -> OpportunityResult | None:
    if not any(hidden.hides_costs_of_task(task_id) for task_id in found.task_ids):
        return found
    secret = bool(set(found.task_ids) & hidden.task_ids)
    if secret and found.kind is OpportunityKind.JOINT_EFFECT:
        return None  # What they gain together would say what the hidden one is.
    gone = {"joint_effect_ids": ()} if secret else {}
    return found.model_copy(
        update={
            "gain_eur": two_digits(found.gain_eur),
            "opening_saved_eur": two_digits(found.opening_saved_eur),
            **gone,
        }
    )


def _shares(hidden: Hidden, seen: Result, result: Result) -> tuple[Share, ...]:
    """Return what everybody gains by the amounts that the viewer knows; the kept ones apart."""

    def left_out(partner_id: str, found: AlternativeResult) -> float:
        return sum(
            e.eur for e in found.entries if e.partner_id == partner_id and hidden.hides_entry(e)
        )

    def kept(found: AlternativeResult) -> float:
        return sum(e.eur for e in found.entries if e.partner_id == KEPT_PARTNER)

    shares = []
    for share in result.partners:
        alone = share.alone_net_eur - left_out(share.partner_id, result.baseline)
        together = share.together_net_eur - left_out(share.partner_id, result.programme)
        shares.append(_share(share.partner_id, alone, together, share.payment_eur))
    return (*shares, _share(KEPT_PARTNER, kept(seen.baseline), kept(seen.programme), 0.0))


def _share(partner_id: str, alone: float, together: float, payment: float) -> Share:
    return Share(
        partner_id=partner_id, alone_net_eur=alone, together_net_eur=together,
        payment_eur=payment, net_eur=together + payment,
    )  # fmt: skip


def _weighing(seen_case: Case, weighing: Weighing) -> Weighing:
    """Return the weighing in round figures: each is a plain function of a total."""
    in_euros = {c.id for c in seen_case.criteria if c.measure and c.measure.value.endswith("_eur")}
    scores = tuple(
        s.model_copy(update={"figure": two_digits(s.figure), "value": round(s.value, 2)})
        if s.criterion_id in in_euros
        else s
        for s in weighing.scores
    )
    partners = seen_case.partner
    rankings = tuple(
        r.model_copy(
            update={
                "totals": {name: round(total, 2) for name, total in r.totals.items()},
                "values": {
                    name: {c: round(v, 2) for c, v in values.items()}
                    for name, values in r.values.items()
                },
            }
        )
        for r in weighing.rankings
        if r.partner_id in partners
    )
    return weighing.model_copy(update={"scores": scores, "rankings": rankings})
