# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whole streets as parts of the proof: everything that happens in one, solved exactly."""
