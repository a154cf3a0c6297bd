# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Run an installation: check, upgrade, serve, back up, restore."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from koppelkans.cli.common import OTHER_TROUBLE, READER, _, explain_trouble
from koppelkans.language import N_, Message

Parameters = ParamSpec("Parameters")
backup_file = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))


def explain_site(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Turn what whoever runs the installation can mend into a message and an exit status."""

    @wraps(command)
    def wrapped(*args: Parameters.args, **options: Parameters.kwargs) -> None:
        from koppelkans.web.site import SiteError  # noqa: PLC0415  # Django only where needed

        try:
            command(*args, **options)
        except SiteError as error:
            click.echo(error.message.in_language(READER), err=True)
            sys.exit(OTHER_TROUBLE)

    return explain_trouble(wrapped)


@click.group(help=_(N_("Run Koppelkans on a server, for people who work in it in earnest.")))
def site() -> None:
    """Hold the commands together."""


@site.command("check", help=_(N_("Look whether settings and database are right.")))
@explain_site
def check_command() -> None:
    from koppelkans.web.site.start import check  # noqa: PLC0415  # Django only where needed

    for said in check():
        click.echo(said)
    click.echo(_(N_("Ready to serve.")))


@site.command("upgrade", help=_(N_("Bring the database to this version. First make a backup.")))
@explain_site
def upgrade_command() -> None:
    from koppelkans.web.site.start import upgrade  # noqa: PLC0415  # Django only where needed

    upgrade()
    click.echo(_(N_("The database is of this version.")))


@site.command(
    "serve",
    help=_(
        N_(
            "Serve behind a reverse proxy. The work in the background is done by `koppelkans"
            " work`, a service of its own."
        )
    ),
)
@click.option("--host", default="127.0.0.1", show_default=True, help=_(N_("Address to listen on.")))
@click.option("--port", default=8000, show_default=True, help=_(N_("Port to listen on.")))
@click.option("--socket", default="", help=_(N_("Unix socket to listen on, instead.")))
@click.option(
    "--processes", type=click.IntRange(1, 64),
    help=_(N_("How many processes answer; one for each processor, at least two, by default.")),
)  # fmt: skip
@explain_site
def serve_command(host: str, port: int, socket: str, processes: int | None) -> None:
    from koppelkans.web.site import start  # noqa: PLC0415  # Django only where needed

    start.serve(
        host=host, port=port, socket=socket, processes=processes or start.processes_of_machine()
    )


@site.command("backup", help=_(N_("Write everything to FILE, while people work on.")))
@backup_file
@explain_site
def backup_command(file: Path) -> None:
    from koppelkans.web.site.backup import back_up  # noqa: PLC0415  # Django only where needed

    made = back_up(file)
    text = N_("{rows} rows and {files} files are in {path} ({size} kB).")
    values = {"rows": made.rows, "files": made.files, "path": str(file), "size": made.size // 1000}
    click.echo(Message(text, values).in_language(READER))


@site.command("restore", help=_(N_("Put back a backup, in an empty installation.")))
@backup_file
@explain_site
def restore_command(file: Path) -> None:
    from koppelkans.web.site.restore import restore  # noqa: PLC0415  # Django only where needed

    made = restore(file)
    text = N_("{rows} rows and {files} files are back.")
    click.echo(Message(text, {"rows": made.rows, "files": made.files}).in_language(READER))
