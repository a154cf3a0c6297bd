# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sharing rules: how long they take, and a second opinion on a thousand random games.

Prints a table in Markdown. The Shapley value is compared with the package coopgt when that is
installed, and with the mean over all orders otherwise; it says which. Fails when they differ.
"""

import importlib.util
import platform
import time
from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np

from koppelkans.sharing import Game, Part, PartsGame, nucleolus, shapley, shapley_of_parts

SIZES = (5, 10, 14, 16, 20, 40)
PARTS_PER_PARTNER = 5
RANDOM_GAMES = 1000
LIMIT_SECONDS = 2.0
"""The Shapley value of 14 partners must not take longer."""


def draw_game(size: int, generator: np.random.Generator) -> PartsGame:
    """Return an occupation game: openings paid once, joint effects, and moving in time."""
    parts = [Part(float(generator.normal(0, 20)), frozenset([i])) for i in range(size)]
    for _ in range(PARTS_PER_PARTNER * size):
        count = int(generator.integers(2, min(5, size) + 1))
        owners = frozenset(generator.choice(size, count, replace=False).tolist())
        eur = float(generator.random() * 30)
        if generator.random() < 0.6:
            parts.append(Part(-eur, owners, once=True))
            parts += [Part(eur, frozenset([owner])) for owner in owners]
        else:
            parts.append(Part(eur, owners))
    return PartsGame.of([f"p{number}" for number in range(size)], parts)


def seconds_of(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def by_orders(game: Game) -> np.ndarray[Any, Any]:
    values, orders = np.zeros(len(game.players)), list(permutations(range(len(game.players))))
    for order in orders:
        coalition = 0
        for player in order:
            values[player] += game.worth[coalition | 1 << player] - game.worth[coalition]
            coalition |= 1 << player
    return values / len(orders)


def by_coopgt(game: Game) -> np.ndarray[Any, Any]:
    from coopgt.shapley_value import calculate  # noqa: PLC0415  # only where it is installed

    worth = {
        tuple(n + 1 for n in range(len(game.players)) if coalition >> n & 1): float(value)
        for coalition, value in enumerate(game.worth)
    }
    return np.asarray(calculate(worth), dtype=float)


def compare() -> str:
    second = by_coopgt if importlib.util.find_spec("coopgt") else by_orders
    generator = np.random.default_rng(1)
    largest = 0.0
    for number in range(RANDOM_GAMES):
        size = 3 + number % 3
        worth = generator.normal(size=1 << size) * 100
        worth[0] = 0.0
        game = Game.exact([f"p{n}" for n in range(size)], worth)
        largest = max(largest, float(np.abs(shapley(game) - second(game)).max()))
    if largest > 1e-6:
        raise SystemExit(f"the Shapley value differs by {largest} from {second.__name__}")
    return f"{RANDOM_GAMES} random games, {second.__name__}: largest difference {largest:.1e}"


def main() -> None:
    generator = np.random.default_rng(0)
    print(f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}\n")
    print("| partners | Shapley, s | 95 % interval, at most | nucleolus, s | all levels |")
    print("|---|---|---|---|---|")
    for size in SIZES:
        game = draw_game(size, generator)
        took, value = seconds_of(lambda game=game: shapley_of_parts(game))
        whole = game.write_out() if not value.draws else game
        longer, found = seconds_of(lambda whole=whole: nucleolus(whole))
        interval = f"{value.half_width.max() / abs(game.total):.2%} of the total"
        print(
            f"| {size} | {took:.2f} | {interval if value.draws else 'exact'}"
            f" | {longer:.2f} | {'yes' if found.complete else 'no'} |"
        )
        if size == 14 and took > LIMIT_SECONDS:
            raise SystemExit(f"14 partners took {took:.1f} s, at most {LIMIT_SECONDS} s is allowed")
    print(f"\n{compare()}")


if __name__ == "__main__":
    main()
