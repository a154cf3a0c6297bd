# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which figures of a case a valuation rests on, each with its range."""

from collections.abc import Iterable, Iterator

from koppelkans.case import Case, Distribution, Effect, KeyFigure, Schedule, Variant, has_range
from koppelkans.value.figures import find_key_figure
from koppelkans.value.types import Valuation
from koppelkans.value.uncertainty.types import Input, InputKind


def find_inputs(
    case: Case, schedules: Iterable[Schedule], valuations: Iterable[Valuation]
) -> tuple[Input, ...]:
    """Return what alternatives rest on: key figures, and investments and quantities with a range.

    Parameters
    ----------
    schedules, valuations
        Of every alternative.

    Returns
    -------
    tuple of Input
        Each once, in the order of the case; key figures without a value are left out.
    """
    variant_ids = {work.variant.id for s in schedules for work in s.works.values()}
    figure_ids = {entry.key_figure_id for v in valuations for entry in v.entries}
    return (
        *(
            _figure_input(find_key_figure(case, figure.id))
            for figure in case.key_figures
            if figure.id in figure_ids
        ),
        *_investments(case, [v for v in case.variants if v.id in variant_ids]),
        *_quantities(case, [e for e in case.effects if e.variant_id in variant_ids]),
    )


def _figure_input(figure: KeyFigure) -> Input:
    value = 0.0 if figure.value is None else figure.value
    low, high = _ends(figure.low, value, figure.high)
    return Input(
        kind=InputKind.KEY_FIGURE, id=figure.id, name=figure.name, unit=figure.unit, value=value,
        low=low, high=high, distribution=figure.distribution,
    )  # fmt: skip


def _investments(case: Case, variants: Iterable[Variant]) -> Iterator[Input]:
    for variant in variants:
        low, high = _ends(
            variant.investment_low_eur, variant.investment_eur, variant.investment_high_eur
        )
        if low is not None:
            task = case.task[variant.task_id]
            yield Input(
                kind=InputKind.INVESTMENT, id=variant.id, name=f"{task.title}: {variant.name}",
                unit="EUR", value=variant.investment_eur, low=low, high=high,
                distribution=Distribution.TRIANGULAR, partner_id=task.partner_id, task_id=task.id,
            )  # fmt: skip


def _quantities(case: Case, effects: Iterable[Effect]) -> Iterator[Input]:
    for effect in effects:
        low, high = _ends(effect.quantity_low, effect.quantity, effect.quantity_high)
        if low is not None:
            task = case.task[case.variant[effect.variant_id].task_id]
            yield Input(
                kind=InputKind.QUANTITY, id=effect.id, name=f"{task.title}: {effect.name}",
                unit="", value=effect.quantity, low=low, high=high,
                distribution=Distribution.TRIANGULAR, partner_id=effect.partner_id,
                task_id=task.id,
            )  # fmt: skip


def _ends(
    low: float | None, value: float, high: float | None
) -> tuple[float, float] | tuple[None, None]:
    """Return both ends of a range; an end that is not given is the value itself."""
    if not has_range(low, value, high):
        return None, None
    return value if low is None else low, value if high is None else high
