# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Several programmes side by side: what each asks, passen en meten, comparing, deciding."""
