# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Start a case for a new area out of open data."""

from datetime import date
from pathlib import Path

import click

from koppelkans.cli.common import READER, _, explain_trouble, language_option
from koppelkans.exchange.open_data import Services, Years, new_area, write_start
from koppelkans.language import N_, Message

YEARS_OF_A_NEW_AREA = 15
FIRST_YEAR, LAST_YEAR = 1900, 2200


@click.command(
    help=_(
        N_(
            "Start a case for a new area with what the national open data know of it: boundary,"
            " streets, homes and figures. Fill it in further in QGIS; koppelkans check says what"
            " is still missing."
        )
    )
)
@click.option(
    "--buurt",
    "codes",
    multiple=True,
    required=True,
    metavar="CODE",
    help=_(
        N_(
            "Code of the neighbourhood at CBS, such as BU0363NK01;"
            " more than once for a larger area."
        )
    ),
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=_(N_("GeoPackage to write, ending in .gpkg.")),
)
@click.option(
    "--first-year",
    type=click.IntRange(FIRST_YEAR, LAST_YEAR),
    help=_(N_("First year that is planned; otherwise next year.")),
)
@click.option(
    "--last-year",
    type=click.IntRange(FIRST_YEAR, LAST_YEAR),
    help=_(N_("Last year that is planned; otherwise fifteen years in all.")),
)
@language_option
@explain_trouble
def area(
    codes: tuple[str, ...], out: Path, first_year: int | None, last_year: int | None, language: str
) -> None:
    today = date.today()  # noqa: DTZ011  # the day of the one who asks
    first = first_year or today.year + 1
    years = Years(first, last_year or min(first + YEARS_OF_A_NEW_AREA - 1, LAST_YEAR), today)
    # Said before the services are asked, which takes a while.
    if years.last < years.first:
        raise click.BadParameter(_(N_("the last year comes before the first")))
    if out.suffix.lower() != ".gpkg":
        raise click.BadParameter(_(N_("expected a file name that ends in .gpkg")))
    if not out.absolute().parent.is_dir():
        raise click.BadParameter(_(N_("the folder to write to does not exist")))
    made = new_area(
        codes,
        years,
        language,
        services=Services(),
        report=lambda step: click.echo(step.in_language(READER), err=True),
    )
    write_start(made.tables, out)
    for finding in made.findings:
        click.echo(finding.in_language(READER))
    click.echo(Message(N_("Written: {path}"), {"path": str(out)}).in_language(READER))
