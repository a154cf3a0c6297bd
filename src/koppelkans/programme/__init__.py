# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fitting: which task in which variant, when, and together with what."""

from koppelkans.programme.baseline import plan_alone
from koppelkans.programme.errors import NoProgrammeFound, ProgrammeError, WishError
from koppelkans.programme.proof.certificate import Certificate, bound_after
from koppelkans.programme.questions.compare import compare_programmes
from koppelkans.programme.questions.conflict import find_conflict
from koppelkans.programme.questions.explain import explain_task, move_alone
from koppelkans.programme.questions.left import explain_left
from koppelkans.programme.questions.stretch import StretchSettings, find_yields
from koppelkans.programme.questions.stretches import apply_stretch, find_stretches
from koppelkans.programme.questions.tell import tell_conflict, tell_give, tell_limit
from koppelkans.programme.questions.tell_answers import (
    tell_comparison,
    tell_explanation,
    tell_left,
    tell_moved,
    tell_partner_change,
    tell_stretch,
    tell_yield,
)
from koppelkans.programme.questions.what_if import (
    WhatIf,
    find_answer,
    pinned,
    start_later,
    withdraw,
)
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
    "SearchSettings", "Solution", "Status", "StretchSettings", "WhatIf", "WishError", "Wishes",
    "apply_stretch", "bound_after", "compare_programmes", "explain_left", "explain_task",
    "find_answer", "find_conflict", "find_programme", "find_stretches", "find_yields",
    "move_alone", "pinned", "plan_alone", "start_later", "tell_comparison", "tell_conflict",
    "tell_explanation", "tell_give", "tell_left", "tell_limit", "tell_moved",
    "tell_partner_change", "tell_stretch", "tell_yield", "with_boundary", "with_lag",
    "with_limit", "with_relation", "with_task", "with_window", "withdraw", "without_limit",
]  # fmt: skip
