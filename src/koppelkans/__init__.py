# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Koppelkans: from everybody's own tasks to a joint plan for a neighbourhood.

>>> from koppelkans import read_case, run
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from koppelkans.exchange import read_case
    from koppelkans.line import run

__all__ = ["read_case", "run"]

WHERE = {"read_case": "koppelkans.exchange", "run": "koppelkans.line"}


def __getattr__(name: str) -> Any:
    """Import on first use, so that importing one room does not load them all."""
    if name in WHERE:
        return getattr(import_module(WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
