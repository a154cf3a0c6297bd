# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""OGC API Features: an area live in QGIS and other programs for maps."""
