# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages about people: signing in, one's own account, invitations, who belongs to an area."""
