# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sure a result is, without what its viewer may not know."""

from koppelkans.seen.hidden import Hidden
from koppelkans.sharing.hide import two_digits
from koppelkans.value.uncertainty import (
    Bin,
    Comparison,
    Input,
    InputKind,
    PartnerSpread,
    Spread,
    Swing,
    Uncertainty,
)


def see_uncertainty(hidden: Hidden, found: Uncertainty | None) -> Uncertainty | None:
    """Return how sure a result is, as a viewer may know it.

    Ranges of hidden amounts are left out, and so is what they do. Everything else follows from
    totals with hidden amounts in them, so it is given in two digits. The difference by kind is
    left out: it would tell what the hidden investments come to.
    """
    if found is None:
        return None
    inputs = tuple(i for i in found.inputs if not _hides(hidden, i))
    known = {(i.kind, i.id) for i in inputs}
    return found.model_copy(
        update={
            "inputs": inputs,
            "alternatives": {name: _spread(s) for name, s in found.alternatives.items()},
            "comparisons": tuple(_comparison(hidden, c, known) for c in found.comparisons),
        }
    )


def _hides(hidden: Hidden, input_: Input) -> bool:
    return input_.task_id is not None and (
        input_.task_id in hidden.task_ids
        or (input_.kind is InputKind.INVESTMENT and hidden.hides_costs_of_task(input_.task_id))
    )


def _comparison(hidden: Hidden, found: Comparison, known: set[tuple[InputKind, str]]) -> Comparison:
    return found.model_copy(
        update={
            "difference": _spread(found.difference),
            "bins": tuple(_bin(b) for b in found.bins),
            "swings": tuple(_swing(s) for s in found.swings if (s.kind, s.id) in known),
            "kinds": (),
            "unknown": tuple(
                u.model_copy(
                    update={
                        "first_units": two_digits(u.first_units),
                        "second_units": two_digits(u.second_units),
                        "break_even": _rounded(u.break_even),
                    }
                )
                for u in found.unknown
            ),
            "partners": tuple(
                PartnerSpread(
                    partner_id=p.partner_id, gain=_spread(p.gain), probability=p.probability
                )
                for p in found.partners
                if p.partner_id not in hidden.owners
            ),
            "rates": tuple(
                r.model_copy(update={"difference_eur": two_digits(r.difference_eur)})
                for r in found.rates
            ),
        }
    )


def _spread(found: Spread) -> Spread:
    return Spread(**{name: two_digits(eur) for name, eur in found.model_dump().items()})


def _bin(found: Bin) -> Bin:
    return Bin(
        from_eur=two_digits(found.from_eur), to_eur=two_digits(found.to_eur), share=found.share
    )


def _swing(found: Swing) -> Swing:
    return found.model_copy(
        update={
            "at_low_eur": _rounded(found.at_low_eur),
            "at_high_eur": _rounded(found.at_high_eur),
            "per_unit_eur": two_digits(found.per_unit_eur),
            "switch": _rounded(found.switch),
        }
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else two_digits(value)
