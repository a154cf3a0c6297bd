# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tiny cases that hypothesis draws, with every kind of limit."""

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from koppelkans.case import Case
from tests.factories import case_of
from tests.programme.cases import tiny_tables

DRAWN = settings(
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),  # making a case smaller takes minutes; ask for it when one fails
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Drawn:
    """Chooses as numpy's generator does, but lets hypothesis do the choosing."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw

    def integers(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high - 1))

    def choice(self, values: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(values))

    def random(self) -> float:
        return self.draw(st.integers(0, 9)) / 10 + 0.05

    def permutation(self, count: int) -> list[int]:
        return self.draw(st.permutations(range(count)))


@st.composite
def tiny_cases(draw: Any) -> Case:
    return case_of(tiny_tables(Drawn(draw), most=250))
