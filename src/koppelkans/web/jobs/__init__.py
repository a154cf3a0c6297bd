# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work in the background: a queue in the database that survives restarts and dead workers."""
