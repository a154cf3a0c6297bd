# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody would use instead, each as its manual would have it.

Every module offers ``solve(problem, budget, seed)``: a schedule, or None when it found none.
"""
