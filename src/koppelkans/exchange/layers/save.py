# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write the case that an import makes, when the file is still the one that was looked at."""

import hashlib
from pathlib import Path

from koppelkans.case import Case
from koppelkans.exchange.files import write_case
from koppelkans.exchange.layers.types import refusal
from koppelkans.language import N_


def fingerprint(path: Path) -> str:
    """Return what tells one content of a file from another; empty when there is no file."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def save_case(case: Case, path: Path, expected: str) -> None:
    """Replace a case file by another case.

    Parameters
    ----------
    expected
        The `fingerprint` of the file when it was read.

    Raises
    ------
    LayerError
        When the file has changed since, or another program has it open.
    """
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise refusal(path.name, N_("another program has this file open; close it there first"))
    if fingerprint(path) != expected:
        raise refusal(path.name, N_("this file has changed in the meantime; start again"))
    write_case(case, path)
