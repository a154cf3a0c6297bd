# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Say in words what changed between two cases."""

from pathlib import Path

import click

from koppelkans.cli.common import _, explain_trouble, language_option
from koppelkans.exchange import read_case
from koppelkans.exchange.compare import diff_cases
from koppelkans.language import N_


@click.command(
    help=_(N_("Say in words what changed from case A to case B; nothing when nothing did."))
)
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", type=click.Path(path_type=Path))
@language_option
@explain_trouble
def diff(before: Path, after: Path, language: str) -> None:
    for difference in diff_cases(read_case(before), read_case(after)):
        click.echo(difference.in_language(language))
