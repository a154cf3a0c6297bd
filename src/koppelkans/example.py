# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the embedded example is."""

from pathlib import Path

IN_PACKAGE = Path(__file__).parent / "examples" / "bloemenbuurt.gpkg"
IN_REPOSITORY = Path(__file__).parents[2] / "examples" / "bloemenbuurt" / "bloemenbuurt.gpkg"


def example_path() -> Path:
    """Return the case file of the Bloemenbuurt: in an installed package, or in the repository."""
    return IN_PACKAGE if IN_PACKAGE.exists() else IN_REPOSITORY
