# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way from a first meeting to a plan, and what others learned who went it before."""
