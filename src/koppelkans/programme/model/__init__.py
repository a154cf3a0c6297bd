# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The problem as rows and columns: what can be chosen, what it costs, which limits hold."""
