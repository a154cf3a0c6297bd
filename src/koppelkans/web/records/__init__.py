# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Working in an area: every record added, changed and removed, and every change kept.

`change_records` is the one way to write; forms, sheets, map, timeline, import and API call it.
`state_of` reads an area as it is, complete or not; `history` tells how it was at any version.
"""
