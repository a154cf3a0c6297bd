# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weights from the most and the least important criterion: the best-worst method."""

from collections.abc import Mapping

import numpy as np
from scipy.optimize import linprog

from koppelkans.framework.types import FrameworkError
from koppelkans.framework.weights import Weights
from koppelkans.language import N_, Message

NINE = 9.0
NOTICEABLE = 0.1
"""From here on we ask to look again; a convention of ours, no published limit."""


def compare_with_extremes(
    best_to_others: Mapping[str, float], others_to_worst: Mapping[str, float]
) -> Weights:
    """Return weights from comparisons with the most and the least important criterion only.

    Parameters
    ----------
    best_to_others
        By criterion id: how many times more important the most important one is, 1 to 9; 1 for
        itself.
    others_to_worst
        By criterion id: how many times more important it is than the least important one, 1 to
        9; 1 for that one.

    Returns
    -------
    Weights
        With as inconsistency the input-based consistency ratio of Liang, Brunelli and Rezaei
        (2020): the largest ``|a_Bj * a_jW - a_BW| / (a_BW ** 2 - a_BW)`` over the criteria.

    Raises
    ------
    FrameworkError
        When the two do not speak of the same criteria, a ratio lies outside 1 to 9, none is the
        most or least important, or best against worst is said in two ways.

    Notes
    -----
    The linear model of Rezaei (2016), *Omega* 64: the weights that minimise the largest of
    ``|w_B - a_Bj * w_j|`` and ``|w_j - a_jW * w_W|``.

    Examples
    --------
    Buying a car (Rezaei 2016, table 3):

    >>> car = compare_with_extremes(
    ...     {"quality": 2, "price": 1, "comfort": 4, "safety": 3, "style": 8},
    ...     {"quality": 4, "price": 8, "comfort": 2, "safety": 3, "style": 1},
    ... )
    >>> {name: round(w, 4) for name, w in car.weights.items()}
    {'quality': 0.2295, 'price': 0.4481, 'comfort': 0.1148, 'safety': 0.153, 'style': 0.0546}
    """
    best, worst = _find_extremes(best_to_others, others_to_worst)
    names = list(best_to_others)
    weights, _ = solve_linear_model(
        names.index(best),
        names.index(worst),
        [best_to_others[name] for name in names],
        [others_to_worst[name] for name in names],
    )
    deviations = _deviations(best_to_others, others_to_worst, best_to_others[worst])
    furthest = max(deviations, key=lambda name: deviations[name])
    remarks = []
    if deviations[furthest] > NOTICEABLE:
        remarks.append(_look_again(furthest, best, worst, best_to_others, others_to_worst))
    by_name = dict(zip(names, weights, strict=True))
    return Weights(by_name, deviations[furthest], tuple(remarks))


def _look_again(
    name: str,
    best: str,
    worst: str,
    best_to_others: Mapping[str, float],
    others_to_worst: Mapping[str, float],
) -> Message:
    to_best, to_worst = best_to_others[name], others_to_worst[name]
    text = N_(
        "Look again at “{name}”: {best} is said to be {to_best:g} times as important, and it"
        " {to_worst:g} times as important as {worst}. That makes {product:g} from one end to"
        " the other, where {most:g} was said."
    )
    values = {
        "name": name, "best": best, "worst": worst, "most": best_to_others[worst],
        "to_best": to_best, "to_worst": to_worst, "product": to_best * to_worst,
    }  # fmt: skip
    return Message(text, values)


def _deviations(
    best_to_others: Mapping[str, float], others_to_worst: Mapping[str, float], most: float
) -> dict[str, float]:
    """Return by how much each criterion strays from best against worst, as a part of the most."""
    spread = most * most - most
    return {
        name: abs(ratio * others_to_worst[name] - most) / spread if spread else 0.0
        for name, ratio in best_to_others.items()
    }


def solve_linear_model(
    best: int, worst: int, best_to_others: list[float], others_to_worst: list[float]
) -> tuple[list[float], float]:
    """Return the weights of the linear model and the largest deviation (xi) that is left."""
    count = len(best_to_others)
    rows = []
    for j in range(count):
        for of, other, ratio in (
            (best, j, best_to_others[j]),
            (j, worst, others_to_worst[j]),
        ):
            row = np.zeros(count + 1)
            row[of] += 1.0
            row[other] -= ratio
            rows += [[*row[:count], -1.0], [*-row[:count], -1.0]]
    solution = linprog(
        [0.0] * count + [1.0],
        A_ub=np.array(rows),
        b_ub=np.zeros(len(rows)),
        A_eq=np.array([[1.0] * count + [0.0]]),
        b_eq=[1.0],
    )
    values = np.asarray(solution.x, dtype=float)
    return [float(w) for w in values[:count]], float(values[count])


def _find_extremes(
    best_to_others: Mapping[str, float], others_to_worst: Mapping[str, float]
) -> tuple[str, str]:
    if not best_to_others or set(best_to_others) != set(others_to_worst):
        raise FrameworkError(
            Message(N_("compare each criterion both with the most and with the least important"))
        )
    for judgements in (best_to_others, others_to_worst):
        for name, ratio in judgements.items():
            if not 1 <= ratio <= NINE:
                text = N_("the comparison of “{name}” is {ratio:g}; expected 1 to 9")
                raise FrameworkError(Message(text, {"name": name, "ratio": ratio}))
    # Best and worst are the pair between which both lists say the same, and the most.
    best = [name for name, ratio in best_to_others.items() if ratio == 1]
    worst = [name for name, ratio in others_to_worst.items() if ratio == 1]
    if not best or not worst:
        raise FrameworkError(
            Message(N_("say which criterion is the most and which the least important, with a 1"))
        )
    first = max(best, key=lambda name: others_to_worst[name])
    last = max(worst, key=lambda name: best_to_others[name])
    if best_to_others[last] != others_to_worst[first]:
        text = N_(
            "“{best}” against “{worst}” is said to be {first:g} in one place and {second:g} in"
            " the other"
        )
        values = {
            "best": first, "worst": last,
            "first": best_to_others[last], "second": others_to_worst[first],
        }  # fmt: skip
        raise FrameworkError(Message(text, values))
    return first, last
