# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write the example as a case file: ``python examples/bloemenbuurt/build.py``."""

import sys
from pathlib import Path

from koppelkans.exchange import write_case

FOLDER = Path(__file__).resolve().parent
CASE_FILE = FOLDER / "bloemenbuurt.gpkg"
sys.path.insert(0, str(FOLDER.parents[1]))

from examples.bloemenbuurt.case import build_bloemenbuurt  # noqa: E402

__all__ = ["CASE_FILE", "build_bloemenbuurt"]


def main() -> None:
    """Build the case and write it beside this script."""
    write_case(build_bloemenbuurt(), CASE_FILE)


if __name__ == "__main__":
    main()
