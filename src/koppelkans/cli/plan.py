# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write the documents of a plan: the whole plan, a memo, pages, letters or a list of works."""

from pathlib import Path

import click

from koppelkans.cli.common import READER, _, explain_trouble, language_option
from koppelkans.cli.results import read_result
from koppelkans.exchange import read_case
from koppelkans.language import N_, Message
from koppelkans.plan.formats import Format, set_as
from koppelkans.seen import Sight, Viewer
from koppelkans.seen.documents import Kind, UnknownReaderError, make_documents


@click.command(
    "plan",
    help=_(
        N_(
            "Write the plan of approach of a RESULT for one kind of reader: the whole plan, a memo"
            " for directors, a page for each partner, a letter for each street, or the list of"
            " works for permits.\n\n"
            "Nothing is in it that its reader may not see."
        )
    ),
)
@click.argument("result_file", metavar="RESULT", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--case",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(N_("The case of the result.")),
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.FULL.value,
    show_default=True,
    help=_(N_("For whom: full, memo, partner, street or permits.")),
)
@click.option(
    "--format",
    "file_format",
    type=click.Choice([found.value for found in Format]),
    default=Format.DOCX.value,
    show_default=True,
    help=_(N_("Word, PDF or a web page.")),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help=_(N_("Folder to write to; it is made when it does not exist.")),
)
@click.option(
    "--partner",
    multiple=True,
    metavar="ID",
    help=_(N_("With --kind partner: only the page of this partner. May be given more than once.")),
)
@click.option(
    "--street",
    multiple=True,
    metavar=_(N_("NAME")),
    help=_(N_("With --kind street: only the letter for this street. May be given more than once.")),
)
@click.option(
    "--sight",
    type=click.Choice([sight.value for sight in Sight]),
    default=Sight.TABLE.value,
    show_default=True,
    help=_(
        N_(
            "Who may read the plan, the memo or the list: all (the facilitator), table (the"
            " partners) or public (everybody)."
        )
    ),
)
@language_option
@explain_trouble
def plan_command(  # noqa: PLR0913, PLR0917  # one for each option
    result_file: Path,
    case: Path,
    kind: str,
    file_format: str,
    out: Path,
    partner: tuple[str, ...],
    street: tuple[str, ...],
    sight: str,
    language: str,
) -> None:
    for name, given, belongs in (
        ("--partner", partner, Kind.PARTNER),
        ("--street", street, Kind.STREET),
    ):
        if given and kind != belongs:
            text = N_("{option} goes with --kind {kind} only.")
            message = Message(text, {"option": name, "kind": belongs.value})
            raise click.UsageError(message.in_language(READER))
    found = read_case(case)
    result = read_result(result_file, found)
    documents = make_documents(
        found, result, Kind(kind), language, viewer=Viewer(Sight(sight)), only=partner or street
    )
    try:
        for document in documents:
            out.mkdir(parents=True, exist_ok=True)
            path = out / f"{document.name}-{language}.{file_format}"
            path.write_bytes(set_as(document.plan, Format(file_format)))
            click.echo(Message(N_("Written: {path}"), {"path": str(path)}).in_language(READER))
    except UnknownReaderError as error:
        raise click.UsageError(error.message.in_language(READER)) from None
