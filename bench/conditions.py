# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What trying out four conditions of the example gives, and how long people wait for it.

python -m bench.conditions [SECONDS of each search]
"""

import sys
import time

from koppelkans.agree import try_conditions
from koppelkans.example import example_path
from koppelkans.exchange import read_case
from koppelkans.programme import SearchSettings
from koppelkans.programme.conditions import TrySettings

TRIED = (
    "corporatie-tekent", "eerst-de-schimmel", "niet-te-veel-in-2029", "belofte-van-de-raad",
)  # fmt: skip
SECONDS = 20.0


def main(seconds: float) -> None:
    """Try the conditions out, and print the table."""
    case = read_case(example_path())
    conditions = [c for c in case.conditions if c.id in TRIED]
    begun, used = time.monotonic(), time.process_time()
    found = try_conditions(case, conditions, TrySettings(SearchSettings(seconds=seconds)))
    waited, used = time.monotonic() - begun, time.process_time() - used
    print("| condition | kind | costs the whole, as found, EUR | proven, EUR |\n|---|---|--:|--:|")
    kinds = {c.id: c.kind.value for c in conditions}
    for cost in (*found.trial.costs, found.trial.whole):
        if cost is None:
            continue
        name = cost.condition_ids[0] if len(cost.condition_ids) == 1 else "all together"
        print(
            f"| {name} | {kinds.get(name, '')} | {cost.eur:,.0f} |"
            f" {cost.at_least_eur:,.0f} to {cost.at_most_eur:,.0f} |"
        )
    print(f"\nFits: {found.trial.fits}. {waited:.0f} s of waiting, {used:.0f} processor seconds.")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
