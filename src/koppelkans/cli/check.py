# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Check a case and say everything that is wrong."""

from pathlib import Path

import click

from koppelkans.cli.common import READER, _, case_argument, explain_trouble
from koppelkans.exchange import read_case
from koppelkans.language import N_, Message
from koppelkans.value import review_figures


@click.command(help=_(N_("Check a case and say everything that is wrong, and where.")))
@case_argument
@explain_trouble
def check(case: Path) -> None:
    found = read_case(case)
    message = Message(
        N_("“{name}” is complete: {places} places, {partners} partners, {tasks} tasks."),
        {
            "name": found.area.name,
            "places": len(found.places),
            "partners": len(found.partners),
            "tasks": len(found.tasks),
        },
    )
    click.echo(message.in_language(READER))
    for remark in review_figures(found):
        click.echo(f"- {remark.in_language(READER)}")
