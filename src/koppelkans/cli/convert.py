# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Turn a case of one format into another."""

from pathlib import Path

import click

from koppelkans.cli.common import _, explain_trouble, language_option
from koppelkans.exchange import read_case, write_case
from koppelkans.language import N_, Message


@click.command(
    help=_(N_("Turn case A into case B of another format: .gpkg or .xlsx. Nothing is lost."))
)
@click.argument("source", metavar="A", type=click.Path(path_type=Path))
@click.argument("target", metavar="B", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--overwrite", is_flag=True, help=_(N_("Replace B when it is there already.")))
@language_option
@explain_trouble
def convert(source: Path, target: Path, overwrite: bool, language: str) -> None:
    if target.exists() and not overwrite:
        raise click.BadParameter(_(N_("this file exists already; choose another name")))
    write_case(read_case(source), target)
    click.echo(Message(N_("Written: {path}"), {"path": str(target)}).in_language(language))
