# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Put everything about a plan in one archive, and check one."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from koppelkans.cli.common import READER, WRONG_INPUT, _, case_argument, explain_trouble
from koppelkans.cli.results import read_result
from koppelkans.exchange import read_case
from koppelkans.exchange.whole import whole_file
from koppelkans.language import N_, Message
from koppelkans.seen import Sight, Viewer
from koppelkans.seen.archive import Contents, write_archive
from koppelkans.seen.check_archive import check_archive


@click.group(help=_(N_("Put everything about a plan in one archive, or check one.")))
def archive() -> None:
    """Hold the two commands together."""


@archive.command(
    "make",
    help=_(
        N_(
            "Write an archive of a RESULT of CASE: every document in both languages, tables, maps"
            " and calendars, the case and the result, with a manifest that has the SHA-256 of each"
            " file."
        )
    ),
)
@case_argument
@click.argument("result_file", metavar="RESULT", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=_(N_("File to write.")),
)
@click.option(
    "--sight",
    type=click.Choice([sight.value for sight in Sight]),
    default=Sight.ALL.value,
    show_default=True,
    help=_(N_("Who may read it; what others may not see is left out.")),
)
@explain_trouble
def make(case: Path, result_file: Path, out: Path, sight: str) -> None:
    found = read_case(case)
    result = read_result(result_file, found)
    made = datetime.fromtimestamp(result_file.stat().st_mtime, UTC).replace(microsecond=0)
    contents = Contents(found, result, Viewer(Sight(sight)), made=made)
    with whole_file(out) as unfinished:
        write_archive(contents, unfinished, _show)
    click.echo(Message(N_("Written: {path}"), {"path": str(out)}).in_language(READER))


def _show(done: int, of: int) -> bool:
    if done % 20 == 0 and done < of:
        text = Message(N_("  {done} of {of} files"), {"done": str(done), "of": str(of)})
        click.echo(text.in_language(READER), err=True)
    return True


@archive.command(
    "check",
    help=_(
        N_(
            "Check an ARCHIVE: whether every file is as it was made, and whether the same figures"
            " come out to the cent when the case is valued again with the schedule in it."
        )
    ),
)
@click.argument("file", metavar="ARCHIVE", type=click.Path(path_type=Path, dir_okay=False))
@explain_trouble
def check(file: Path) -> None:
    found = check_archive(file)
    for message in found:
        click.echo(message.in_language(READER), err=True)
    if found:
        sys.exit(WRONG_INPUT)
    text = N_("Every file is as it was made, and the figures come out the same to the cent.")
    click.echo(_(text))
