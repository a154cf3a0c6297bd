# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands in a plan of approach, chapter by chapter."""

from koppelkans.plan.content.build import build_plan

__all__ = ["build_plan"]
