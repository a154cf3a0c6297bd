# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Start a mapping file for a layer, or for a known Dutch layout."""

from pathlib import Path

import click

from koppelkans.cli.common import _, explain_trouble, language_option
from koppelkans.exchange.layouts import LAYOUTS, ready_mapping, start_mapping, write_mapping
from koppelkans.language import N_, Message


@click.command(
    "mapping",
    help=_(
        N_(
            "Start the file that says how LAYER is read: with the columns of the layer, or ready"
            " for a known layout (wior, hydx, imkl). You fill it in once and use it every time."
        )
    ),
)
@click.argument("layer", metavar="[LAYER]", required=False, type=click.Path(path_type=Path))
@click.option("--layout", type=click.Choice(LAYOUTS), help=_(N_("A known Dutch layout.")))
@click.option("--name", "layer_name", help=_(N_("Which layer, when the file has several.")))
@click.option("--encoding", help=_(N_("Character set, when the file does not say.")))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=_(N_("Mapping file to write, ending in .toml.")),
)
@language_option
@explain_trouble
def mapping_command(
    layer: Path | None, layout: str | None, layer_name: str | None, encoding: str | None,
    out: Path, language: str,
) -> None:  # fmt: skip
    if (layer is None) == (layout is None):
        raise click.UsageError(_(N_("give either a layer or a layout")))
    if out.exists():
        # It may hold an afternoon of somebody's work.
        raise click.BadParameter(_(N_("this file exists already; choose another name")))
    if out.suffix.lower() != ".toml":
        raise click.BadParameter(_(N_("expected a file name that ends in .toml")))
    if layout is not None:
        text = ready_mapping(layout)
    elif layer is not None:
        text = start_mapping(layer, language, layer=layer_name, encoding=encoding)
    write_mapping(text, out)
    click.echo(Message(N_("Written: {path}"), {"path": str(out)}).in_language(language))
