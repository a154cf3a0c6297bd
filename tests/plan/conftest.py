# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small case with a result, made once for all tests of the plan."""

import pytest

from koppelkans.case import Case
from koppelkans.result import Result
from tests.factories import small_case
from tests.plan.results import small_result


@pytest.fixture(scope="session")
def case() -> Case:
    return small_case()


@pytest.fixture(scope="session")
def result(case: Case) -> Result:
    return small_result(case)
