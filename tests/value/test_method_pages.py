# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages about the method show what the code computes."""

import doctest
from pathlib import Path

import pytest

METHOD = Path(__file__).parents[2] / "docs" / "method"


@pytest.mark.parametrize(
    "page", ["value.md", "weighing.md", "sharing.md", "uncertainty.md", "nuisance.md"]
)
def test_examples_on_the_page_come_out_as_written(page):
    failed, tried = doctest.testfile(str(METHOD / page), module_relative=False)
    assert (failed, tried > 0) == (0, True)
