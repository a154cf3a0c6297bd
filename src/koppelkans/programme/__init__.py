# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fitting: which task in which variant, when, and together with what."""

from koppelkans.programme.baseline import plan_alone
from koppelkans.programme.errors import NoProgrammeFound, ProgrammeError
from koppelkans.programme.search import find_programme
from koppelkans.programme.types import Progress, Report, SearchSettings, Solution, Status

__all__ = [
    "NoProgrammeFound",
    "ProgrammeError",
    "Progress",
    "Report",
    "SearchSettings",
    "Solution",
    "Status",
    "find_programme",
    "plan_alone",
]  # fmt: skip
