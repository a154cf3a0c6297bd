# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read what a command is about: a case, for which a programme is made, or an earlier result."""

from pathlib import Path

import click

from koppelkans.case import Case
from koppelkans.cli.common import READER
from koppelkans.exchange import read_case
from koppelkans.language import N_, Message
from koppelkans.line import run
from koppelkans.result import Result


def read_source(
    source: Path, case: Path | None, seconds: float, seed: int
) -> tuple[Case | None, Result]:
    """Return a result and, when it is given or made from it, its case.

    Raises
    ------
    click.UsageError
        When a .json file holds no result.
    """
    if source.suffix.lower() == ".json":
        try:
            result = Result.model_validate_json(source.read_text(encoding="utf-8"))
        except ValueError as error:
            message = Message(N_("{path} is not a result.json."), {"path": str(source)})
            raise click.UsageError(message.in_language(READER)) from error
        return (read_case(case) if case else None), result
    found = read_case(source)
    return found, run(found, seconds=seconds, seed=seed)
