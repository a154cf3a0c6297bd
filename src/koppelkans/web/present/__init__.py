# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What pages show, made of a case and its result: places for maps, rows, strips and sentences."""
