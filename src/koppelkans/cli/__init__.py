# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same line from a shell: a module for each command."""

import click

from koppelkans.cli import (
    archive,
    area,
    check,
    choose,
    conditions,
    convert,
    diff,
    export,
    import_layer,
    invite,
    mapping,
    merge,
    opportunities,
    partners,
    plan,
    programme,
    replan,
    run,
    serve,
    share,
    site,
    template,
    value,
    weigh,
    work,
)
from koppelkans.cli.common import _
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


for command in (
    area.area, check.check, choose.fair_command, choose.pareto_command,
    choose.robust_command, conditions.conditions_command, convert.convert,
    diff.diff, export.export, import_layer.import_command,
    invite.invite,
    mapping.mapping_command, merge.merge, opportunities.opportunities, partners.partners,
    archive.archive, plan.plan_command,
    programme.programme_command, replan.replan_command, run.run_command, serve.serve,
    share.share_command, site.site, template.template, value.value_command, weigh.weigh_command,
    work.work_command,
):  # fmt: skip
    main.add_command(command)
