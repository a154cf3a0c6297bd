# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Merge the workbooks and GeoPackages of several partners into one case."""

from pathlib import Path

import click

from koppelkans.case import CaseError
from koppelkans.cli.common import _, explain_trouble, language_option
from koppelkans.exchange import write_case
from koppelkans.exchange.merge import describe_merger, merge_cases
from koppelkans.language import N_, Message


@click.command(
    help=_(
        N_(
            "Merge workbooks and GeoPackages into one case. Each partner fills in its own sheets;"
            " a file need not be complete by itself. Says what came from which file. When two"
            " files contradict each other it asks, and writes nothing."
        )
    )
)
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=_(N_("Case to write, ending in .gpkg or .xlsx.")),
)
@click.option("--overwrite", is_flag=True, help=_(N_("Replace the case when it is there already.")))
@language_option
@explain_trouble
def merge(files: tuple[Path, ...], out: Path, overwrite: bool, language: str) -> None:
    if out.exists() and not overwrite:
        raise click.BadParameter(_(N_("this file exists already; choose another name")))
    merger = merge_cases(files)
    for line in describe_merger(merger, language):
        click.echo(line)
    if merger.case is None:
        raise CaseError(merger.problems)
    write_case(merger.case, out)
    click.echo(Message(N_("Written: {path}"), {"path": str(out)}).in_language(language))
