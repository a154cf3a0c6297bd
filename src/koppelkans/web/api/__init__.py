# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The REST API: what the pages can do, for other programs, under the same rules."""
