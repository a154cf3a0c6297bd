# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write a case or its programme for other programs: maps, planners, calendars."""

from datetime import UTC, datetime
from pathlib import Path

import click

from koppelkans.cli.common import _, case_argument, explain_trouble, language_option
from koppelkans.cli.results import read_result, result_option
from koppelkans.exchange import read_case
from koppelkans.exchange.geojson import write_geojson
from koppelkans.exchange.geoparquet import write_geoparquet
from koppelkans.exchange.icalendar import write_icalendar
from koppelkans.exchange.project_xml import write_project_xml
from koppelkans.language import N_, Message

PROGRAMME_SUFFIXES = (".xml", ".ics")
SUFFIXES = (".geojson", ".parquet", *PROGRAMME_SUFFIXES)


@click.command(
    help=_(
        N_(
            "Write CASE for other programs, by the suffix of the file: .geojson or .parquet (places"
            " and tasks, for maps), .xml (MS Project, ProjectLibre) or .ics (calendars). The last"
            " two show a programme and need --result."
        )
    )
)
@case_argument
@result_option
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=_(N_("File to write.")),
)
@language_option
@explain_trouble
def export(case: Path, result_file: Path | None, out: Path, language: str) -> None:
    suffix = out.suffix.lower()
    if suffix not in SUFFIXES:
        message = Message(
            N_("expected a file name that ends in one of: {suffixes}"),
            {"suffixes": ", ".join(SUFFIXES)},
        )
        raise click.BadParameter(message.in_language(language))
    if suffix in PROGRAMME_SUFFIXES and result_file is None:
        raise click.UsageError(_(N_("a programme needs --result, the result.json of this case")))
    found = read_case(case)
    result = read_result(result_file, found) if result_file else None
    if suffix == ".geojson":
        write_geojson(found, out, language, result)
    elif suffix == ".parquet":
        write_geoparquet(found, out, language, result)
    elif result is not None and suffix == ".xml":
        write_project_xml(found, result, out, language)
    elif result is not None:
        write_icalendar(found, result, out, language, datetime.now(UTC))
    click.echo(Message(N_("Written: {path}"), {"path": str(out)}).in_language(language))
