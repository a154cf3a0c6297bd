# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same line from a shell: a module for each command."""

import click

from koppelkans.cli.area import area
from koppelkans.cli.check import check
from koppelkans.cli.common import _
from koppelkans.cli.run import run_command
from koppelkans.cli.serve import serve
from koppelkans.cli.template import template
from koppelkans.language import N_

__all__ = ["main"]


@click.group(
    help=_(
        N_(
            "Koppelkans: from everybody's own tasks to a joint plan for a neighbourhood.\n\n"
            "CASE is a case file: a GeoPackage (.gpkg) or an Excel workbook (.xlsx)."
        )
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="koppelkans")
def main() -> None:
    pass


for command in (area, check, run_command, serve, template):
    main.add_command(command)
