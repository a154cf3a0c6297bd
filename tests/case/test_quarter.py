# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Quarters add, subtract and read as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koppelkans.case import Quarter

quarters = st.builds(Quarter.of, st.integers(1900, 2200), st.integers(1, 4))


@given(quarters)
def test_quarter_reads_back_what_it_writes(quarter: Quarter) -> None:
    assert Quarter.parse(str(quarter)) == quarter


@given(quarters, st.integers(-400, 400))
def test_moving_and_counting_agree(quarter: Quarter, steps: int) -> None:
    assert (quarter + steps) - quarter == steps
    assert ((quarter + steps) > quarter) == (steps > 0)


@pytest.mark.parametrize("text", ["2029", "2029-Q5", "Q3 2029", "2029-Q0", "volgend jaar", ""])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2029-Q3"):
        Quarter.parse(text)
