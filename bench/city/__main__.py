# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write a generated city as a case file."""

import argparse
from pathlib import Path

from bench.city.build import generate_case
from koppelkans.exchange import write_case


def main() -> None:
    """Draw a city and write it."""
    parser = argparse.ArgumentParser(prog="python -m bench.city", description=__doc__)
    parser.add_argument("tasks", type=int)
    parser.add_argument("file", type=Path, help="a GeoPackage or Excel file to write")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_case(generate_case(arguments.tasks, arguments.seed).case, arguments.file)


if __name__ == "__main__":
    main()
