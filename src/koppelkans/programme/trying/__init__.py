# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Good programmes, fast: constructing, moving, annealing; what was best so far."""
