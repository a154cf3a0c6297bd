# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding, discussing and following what is on the table; notices of what others do with it."""
