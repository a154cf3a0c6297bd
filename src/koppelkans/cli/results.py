# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read what a command is about: a case, for which a programme is made, or an earlier result."""

from pathlib import Path

import click
from pydantic import ValidationError

from koppelkans.case import Case, CaseError, Problem
from koppelkans.cli.common import _
from koppelkans.exchange import read_case
from koppelkans.language import N_, Message
from koppelkans.line import case_digest, run
from koppelkans.result import Result

result_option = click.option(
    "--result",
    "result_file",
    metavar="RESULT",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(N_("The result.json that koppelkans run made of this case.")),
)


def read_result(path: Path, case: Case | None = None) -> Result:
    """Return an earlier result; with a case, only when it is about that case.

    Raises
    ------
    CaseError
        When the file is no result, or that of another case.
    """
    try:
        result = Result.model_validate_json(path.read_bytes())
    except ValidationError:
        text = N_("this file is no result of this Koppelkans; make one with koppelkans run")
        raise CaseError([Problem(Message(text), found=path.name)]) from None
    if case is not None and result.case.sha256 != case_digest(case):
        text = N_("this result is of another case, or of this one before it changed; run it again")
        raise CaseError([Problem(Message(text), found=path.name)])
    return result


def read_source(
    source: Path, case: Path | None, seconds: float, seed: int
) -> tuple[Case | None, Result]:
    """Return a result and, when it is given or the result is made from it, its case.

    Raises
    ------
    CaseError
        When the case is not correct, or a .json file holds no result of it.
    """
    if source.suffix.lower() == ".json":
        found = read_case(case) if case else None
        return found, read_result(source, found)
    found = read_case(source)
    return found, run(found, seconds=seconds, seed=seed)
