# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write the documents of a plan: the whole plan, a memo, pages, letters or a list of works."""

from pathlib import Path

import click

from koppelkans.cli.common import READER, _, explain_trouble, language_option
from koppelkans.cli.plan_files import read_former, read_texts
from koppelkans.cli.results import read_result
from koppelkans.exchange import read_case
from koppelkans.language import N_, Message
from koppelkans.plan.content.since import with_changes
from koppelkans.plan.formats import Format, set_as
from koppelkans.plan.reading import Reading
from koppelkans.plan.word.template import Template, TemplateError, read_template
from koppelkans.seen import Sight, Viewer, see
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
@click.option(
    "--template",
    "template_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=_(
        N_(
            "Word template (.docx or .dotx) of your organisation: its whole look in Word; its name,"
            " colour and logo in PDF and on a web page."
        )
    ),
)
@click.option(
    "--texts",
    "texts_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=_(
        N_(
            "What you wrote yourself: a TOML file with a text for each place, or the manifest.json"
            " of an archive."
        )
    ),
)
@click.option(
    "--since",
    "since_file",
    metavar="RESULT",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=_(
        N_(
            "With --kind full: the result that was decided on; the plan then says what changed"
            " since."
        )
    ),
)
@click.option(
    "--since-case",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help=_(N_("With --since: the case of that moment, when it has changed.")),
)
@click.option(
    "--decided",
    default="",
    metavar=_(N_("TEXT")),
    help=_(N_("With --since: what was decided, when and by whom, in your own words.")),
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
    template_file: Path | None,
    texts_file: Path | None,
    since_file: Path | None,
    since_case: Path | None,
    decided: str,
    language: str,
) -> None:
    for name, given, belongs in (
        ("--partner", partner, Kind.PARTNER),
        ("--street", street, Kind.STREET),
        ("--since", since_file, Kind.FULL),
    ):
        if given and kind != belongs:
            text = N_("{option} goes with --kind {kind} only.")
            message = Message(text, {"option": name, "kind": belongs.value})
            raise click.UsageError(message.in_language(READER))
    if since_file is None and (since_case or decided):
        raise click.UsageError(_(N_("--since-case and --decided go with --since only.")))
    template = _template(template_file)
    texts, viewer = read_texts(texts_file, language), Viewer(Sight(sight))
    found = read_case(case)
    result = read_result(result_file, found)
    documents = make_documents(
        found, result, Kind(kind), language, viewer=viewer, only=partner or street, texts=texts
    )
    try:
        for document in documents:
            plan = document.plan
            if since_file:
                now = Reading(*see(found, result, viewer, language), language)
                former = read_former(since_file, since_case, found, now, viewer, decided)
                plan = with_changes(plan, now, former)
            out.mkdir(parents=True, exist_ok=True)
            path = out / f"{document.name}-{language}.{file_format}"
            path.write_bytes(set_as(plan, Format(file_format), template=template))
            click.echo(Message(N_("Written: {path}"), {"path": str(path)}).in_language(READER))
    except UnknownReaderError as error:
        raise click.UsageError(error.message.in_language(READER)) from None


def _template(path: Path | None) -> Template | None:
    """Return the template, and say which styles are made because it lacks them."""
    if path is None:
        return None
    try:
        template = read_template(path.read_bytes())
    except TemplateError as error:
        raise click.UsageError(f"{path.name}: {error.in_language(READER)}") from None
    if template.missing:
        message = Message(
            N_("Styles that {file} lacks, made for this document: {names}."),
            {"file": path.name, "names": ", ".join(template.missing)},
        )
        click.echo(message.in_language(READER), err=True)
    return template
