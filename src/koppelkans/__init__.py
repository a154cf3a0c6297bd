# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Integral area planning: everybody's tasks in one neighbourhood, one joint plan."""
