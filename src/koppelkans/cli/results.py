# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read a result.json back, when it is about the case that it is used with."""

from pathlib import Path

import click
from pydantic import ValidationError

from koppelkans.case import Case, CaseError, Problem
from koppelkans.cli.common import _
from koppelkans.language import N_, Message
from koppelkans.line import case_digest
from koppelkans.result import Result

result_option = click.option(
    "--result",
    "result_file",
    metavar="RESULT",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(N_("The result.json that koppelkans run made of this case.")),
)


def read_result(path: Path, case: Case) -> Result:
    """Return the result of a case.

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
    if result.case.sha256 != case_digest(case):
        text = N_("this result is of another case, or of this one before it changed; run it again")
        raise CaseError([Problem(Message(text), found=path.name)])
    return result
