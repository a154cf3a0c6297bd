# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programmes of thousands of tasks: compiled search, and a bound from prices."""
