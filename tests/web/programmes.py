# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Areas with a programme, for tests."""

from typing import Any

from koppelkans.case import Case
from koppelkans.result import Result
from koppelkans.web.compute import make_programme
from koppelkans.web.models import Area, Programme, State
from koppelkans.web.store import first_alternative, store_case


def keep_programme(area: Area, **fields: Any) -> Programme:
    """Keep a programme for the first alternative of an area, as far as the fields say."""
    programme = make_programme(first_alternative(area))
    for name, value in fields.items():
        setattr(programme, name, value)
    programme.save()
    return programme


def keep_result(case: Case, result: Result) -> Area:
    """Keep a case with its result; return its area."""
    area = store_case(case)
    keep_programme(area, state=State.DONE, result=result.to_json())
    return area
