# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of a workshop: on phones, on the shared screen, and for who leads it."""
