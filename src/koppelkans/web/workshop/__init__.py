# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weighing together: a session that people join on their own screens, with one screen for all."""
