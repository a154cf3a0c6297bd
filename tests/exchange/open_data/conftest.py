# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The town on a local server, and a client that does not wait."""

from collections.abc import Iterator

import pytest

from koppelkans.exchange.open_data import Manners
from tests.exchange.open_data.pretend import Pretend, serve
from tests.exchange.open_data.town import make_town


@pytest.fixture
def town() -> Iterator[Pretend]:
    with serve(make_town()) as pretend:
        yield pretend


@pytest.fixture
def pauses() -> list[float]:
    """How long the client would have waited, in seconds."""
    return []


@pytest.fixture
def manners(pauses: list[float]) -> Manners:
    return Manners(timeout_s=2, sleep=pauses.append)
