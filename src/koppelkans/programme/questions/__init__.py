# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people ask about a programme: why, what if, what gives, what is in the way."""
