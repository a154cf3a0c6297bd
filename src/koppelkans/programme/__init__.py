# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fitting: which task in which variant, when, and together with what."""

from koppelkans.programme.baseline import plan_alone
from koppelkans.programme.certificate import Certificate, bound_after
from koppelkans.programme.errors import NoProgrammeFound, ProgrammeError, WishError
from koppelkans.programme.search import find_programme
from koppelkans.programme.types import Progress, Report, SearchSettings, Solution, Status
from koppelkans.programme.vary import (
    with_boundary,
    with_lag,
    with_limit,
    with_relation,
    with_task,
    with_window,
    without_limit,
)
from koppelkans.programme.wishes import Exclusion, Pin, Wishes

__all__ = [
    "Certificate", "Exclusion", "NoProgrammeFound", "Pin", "ProgrammeError", "Progress", "Report",
    "SearchSettings", "Solution", "Status", "WishError", "Wishes", "bound_after",
    "find_programme", "plan_alone", "with_boundary", "with_lag", "with_limit", "with_relation",
    "with_task", "with_window", "without_limit",
]  # fmt: skip
