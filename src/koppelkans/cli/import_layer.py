# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bring a GIS layer into a case, after showing what that would do."""

from pathlib import Path

import click

from koppelkans.cli.common import _, explain_trouble, language_option
from koppelkans.exchange import read_case
from koppelkans.exchange.layers import (
    ImportPlan,
    LayerError,
    describe,
    fingerprint,
    plan_import,
    read_mapping,
    save_case,
    write_unmatched,
)
from koppelkans.exchange.layouts import open_layer
from koppelkans.language import N_, Message


@click.command(
    "import",
    help=_(
        N_(
            "Bring a GIS layer into a case: GeoPackage, GeoJSON, Shapefile, GeoParquet, DXF, a"
            " folder with GWSW HydX or a GML file with IMKL. MAPPING says which column becomes"
            " what; koppelkans mapping makes one. Shows what would change before it writes."
        )
    ),
)
@click.argument("layer", metavar="LAYER", type=click.Path(path_type=Path))
@click.option(
    "--into",
    metavar="CASE",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=_(N_("Case file to bring it into.")),
)
@click.option(
    "--mapping",
    "mapping_file",
    metavar="MAPPING",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=_(N_("File that says which column becomes what.")),
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(N_("Write to this case file instead, and leave CASE as it is.")),
)
@click.option(
    "--unmatched",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(N_("GeoPackage to write the rows without a place to, for on a map.")),
)
@click.option("--preview", is_flag=True, help=_(N_("Only show what would change.")))
@click.option("--yes", is_flag=True, help=_(N_("Write without asking.")))
@language_option
@explain_trouble
def import_command(  # noqa: PLR0913, PLR0917 - one for each option
    layer: Path, into: Path, mapping_file: Path, out: Path | None, unmatched: Path | None,
    preview: bool, yes: bool, language: str,
) -> None:  # fmt: skip
    target = out or into
    before = fingerprint(target)
    case = read_case(into)
    mapping = read_mapping(mapping_file)
    with open_layer(layer, mapping) as opened:
        plan = plan_import(case, opened, mapping)
    for line in describe(plan, language):
        click.echo(line)
    if unmatched and plan.gathered.unmatched:
        write_unmatched(plan, case.crs, unmatched, language)
        click.echo(Message(N_("Written: {path}"), {"path": str(unmatched)}).in_language(language))
    if plan.merged.case is None:
        raise LayerError(plan.problems)
    if preview or not _is_wanted(plan, target, language, yes=yes):
        click.echo(Message(N_("Nothing was written.")).in_language(language))
        return
    save_case(plan.merged.case, target, before)
    click.echo(Message(N_("Written: {path}"), {"path": str(target)}).in_language(language))


def _is_wanted(plan: ImportPlan, target: Path, language: str, *, yes: bool) -> bool:
    if not plan.merged.added and not plan.merged.changed:
        return False
    question = Message(N_("Write this to {path}?"), {"path": str(target)}).in_language(language)
    return yes or click.confirm(question)
