# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write an empty workbook to fill in."""

from pathlib import Path

import click

from koppelkans.cli.common import READER, _, explain_trouble, language_option
from koppelkans.exchange import write_template
from koppelkans.language import N_, Message


@click.command(
    help=_(N_("Write an empty Excel workbook in which a partner can fill in its own part."))
)
@language_option
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=_(N_("Workbook to write, ending in .xlsx.")),
)
@explain_trouble
def template(language: str, out: Path) -> None:
    write_template(out, language)
    click.echo(Message(N_("Written: {path}"), {"path": str(out)}).in_language(READER))
