# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Send each partner a workbook back: its own tasks, with what was found."""

import re
from pathlib import Path

import click

from koppelkans.cli.common import _, case_argument, explain_trouble, language_option
from koppelkans.cli.results import read_result, result_option
from koppelkans.exchange import read_case
from koppelkans.exchange.partner_workbook import write_partner_workbook
from koppelkans.language import N_, Message

NOT_IN_A_NAME = re.compile(r"[^\w-]")


@click.command(
    help=_(
        N_(
            "Write each partner with tasks a workbook back: its own tasks, with whom they meet,"
            " what must give and what that yields. With --result also the programme."
        )
    )
)
@case_argument
@result_option
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help=_(N_("Folder to write to; it is made when it does not exist.")),
)
@language_option
@explain_trouble
def partners(case: Path, result_file: Path | None, out: Path, language: str) -> None:
    found = read_case(case)
    result = read_result(result_file, found) if result_file else None
    owners = {task.partner_id for task in found.tasks}
    out.mkdir(parents=True, exist_ok=True)
    for number, partner in enumerate(found.partners, start=1):
        if partner.id in owners:
            # An id may hold what no file system takes; the number keeps names apart.
            name = NOT_IN_A_NAME.sub("_", partner.id)
            path = out / f"{number}-{name}.xlsx"
            write_partner_workbook(found, partner.id, path, language, result)
            click.echo(Message(N_("Written: {path}"), {"path": str(path)}).in_language(language))
