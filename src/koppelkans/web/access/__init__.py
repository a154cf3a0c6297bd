# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""People and rights: accounts, organisations, who belongs to an area and what they may.

`reader_of(user, area)` is the one answer to who somebody is in an area; see `reader.Reader`.
"""
