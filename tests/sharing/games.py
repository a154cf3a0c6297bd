# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Games to test with: published ones with their source, and ones that a law draws."""

from itertools import combinations

from hypothesis import strategies as st

from koppelkans.sharing import Game

SWEDEN = {
    "A": 21.95, "H": 17.08, "K": 10.91, "L": 15.88, "M": 20.81, "T": 21.98,
    "AH": 34.69, "AK": 32.86, "AL": 37.83, "AM": 42.76, "AT": 43.93, "HK": 22.96, "HL": 25.00,
    "HM": 37.89, "HT": 39.06, "KL": 26.79, "KM": 31.45, "KT": 32.89, "LM": 31.10, "LT": 37.86,
    "MT": 39.41,
    "AHK": 40.74, "AHL": 43.22, "AHM": 55.50, "AHT": 56.67, "AKL": 48.74, "AKM": 53.40,
    "AKT": 54.84, "ALM": 53.05, "ALT": 59.81, "AMT": 61.36, "HKL": 27.26, "HKM": 42.55,
    "HKT": 44.94, "HLM": 45.81, "HLT": 46.98, "HMT": 56.49, "KLM": 42.01, "KLT": 48.77,
    "KMT": 50.32, "LMT": 51.46,
    "AHKL": 48.95, "AHKM": 60.25, "AHKT": 62.72, "AHLM": 64.03, "AHLT": 65.20, "AHMT": 74.10,
    "AKLM": 63.96, "AKLT": 70.72, "AKMT": 72.27, "ALMT": 73.41, "HKLM": 48.07, "HKLT": 49.24,
    "HKMT": 59.35, "HLMT": 64.41, "KLMT": 56.61,
    "AHKLM": 69.76, "AHKMT": 77.42, "AHLMT": 83.00, "AHKLT": 70.93, "AKLMT": 73.97,
    "HKLMT": 66.46, "AHKLMT": 83.82,
}  # fmt: skip
"""Water supply of six groups of municipalities in Skane, million crowns."""

TENNESSEE = {
    "n": 163_520, "f": 140_826, "p": 250_096, "nf": 301_607, "np": 378_821, "fp": 367_370,
    "nfp": 412_584,
}  # fmt: skip
"""Navigation, flood control and power on the Tennessee, thousand dollars."""


def costs_of(game, costs, gains):
    """Return what each pays, given the savings that it gets."""
    return [costs[p] - gain for p, gain in zip(game.players, gains, strict=True)]


def airport(needs):
    """Return the costs of an airport: a group needs the runway of its largest plane."""
    letters = "abcdefghijklmn"[: len(needs)]
    need = dict(zip(letters, needs, strict=True))
    return {
        "".join(who): max(need[p] for p in who)
        for size in range(1, len(letters) + 1)
        for who in combinations(letters, size)
    }


def bankruptcy(estate, claims):
    """Return the game in which a group gets what the claims of the others leave."""
    letters = "abc"[: len(claims)]
    claim = dict(zip(letters, claims, strict=True))
    return Game.of_function(
        letters, lambda who: max(0.0, estate - sum(claim[p] for p in letters if p not in who))
    )


def voting(quota, votes):
    """Return the game in which a group of voters wins 1 with enough votes."""
    letters = "abcdefghijklmno"[: len(votes)]
    vote = dict(zip(letters, votes, strict=True))
    return Game.of_function(letters, lambda who: float(sum(vote[p] for p in who) >= quota))


@st.composite
def games(draw, most=5):
    """Draw a game of one to ``most`` players with worths of any sign."""
    size = draw(st.integers(1, most))
    worths = draw(
        st.lists(st.integers(-1000, 1000), min_size=(1 << size) - 1, max_size=(1 << size) - 1)
    )
    return Game.exact("abcdefgh"[:size], [0, *worths])
