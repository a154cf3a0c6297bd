# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same line from a shell: area, check, run, serve, template."""

import os
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click

from koppelkans.case import CaseError
from koppelkans.exchange import (
    read_case,
    write_programme_geopackage,
    write_programme_workbook,
    write_template,
)
from koppelkans.exchange.open_data import (
    OpenDataError,
    Services,
    WrongNeighbourhoodError,
    Years,
    new_area,
    write_start,
)
from koppelkans.framework import FrameworkError
from koppelkans.language import LANGUAGES, N_, Message, show_euros, show_number, translate
from koppelkans.line import Step, run
from koppelkans.plan import write_docx, write_pdf
from koppelkans.programme import ProgrammeError
from koppelkans.result import Result
from koppelkans.value import ValuationError

WRONG_INPUT = 2
OTHER_TROUBLE = 1
SECONDS_BETWEEN_LINES = 5.0
YEARS_OF_A_NEW_AREA = 15
FIRST_YEAR, LAST_YEAR = 1900, 2200

Parameters = ParamSpec("Parameters")


def reader_language() -> str:
    """Return the language of the reader: KOPPELKANS_LANG, else English where the locale is English.

    Dutch otherwise: it is the language of the people for whom this is made.
    """
    chosen = os.environ.get("KOPPELKANS_LANG", "")[:2]
    if chosen in LANGUAGES:
        return chosen
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next((name for name in names if name), "").startswith("en") else "nl"


READER = reader_language()


def _(text: str) -> str:
    return translate(text, READER)


case_argument = click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default=READER,
    help=_(N_("Language of what is written: nl or en.")),
)


def explain_trouble(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Turn the errors that a user can mend into a message and an exit status."""

    @wraps(command)
    def wrapped(*args: Parameters.args, **options: Parameters.kwargs) -> None:
        try:
            command(*args, **options)
        except CaseError as error:
            head = Message(
                N_("This case cannot be used yet. Points to mend: {count}."),
                {"count": len(error.problems)},
            )
            click.echo(head.in_language(READER), err=True)
            click.echo(error.in_language(READER), err=True)
            sys.exit(WRONG_INPUT)
        except (FrameworkError, ValuationError, WrongNeighbourhoodError) as error:
            click.echo(error.in_language(READER), err=True)
            sys.exit(WRONG_INPUT)
        except (OpenDataError, ProgrammeError) as error:
            click.echo(error.in_language(READER), err=True)
            sys.exit(OTHER_TROUBLE)
        except OSError as error:
            click.echo(f"{error.filename or ''}: {error.strerror or error}", err=True)
            sys.exit(OTHER_TROUBLE)

    return wrapped


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


@main.command(help=_(N_("Check a case and say everything that is wrong, and where.")))
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


@main.command(
    "run",
    help=_(
        N_(
            "Make a joint programme for a case and write it to a folder: result.json,"
            " programme.gpkg (for QGIS), programme.xlsx, plan.docx and plan.pdf."
        )
    ),
)
@case_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help=_(N_("Folder to write to; it is made when it does not exist.")),
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=60.0,
    show_default=True,
    help=_(N_("How long to look for a better programme, at the most.")),
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help=_(N_("Number that fixes chance, so that a run can be repeated.")),
)
@language_option
@explain_trouble
def run_command(case: Path, out: Path, seconds: float, seed: int, language: str) -> None:
    found = read_case(case)
    result = run(found, seconds=seconds, seed=seed, report=_show_steps())
    click.echo(_(N_("Writing the documents")), err=True)
    out.mkdir(parents=True, exist_ok=True)
    (out / "result.json").write_text(result.to_json(), encoding="utf-8")
    write_programme_geopackage(found, result, out / "programme.gpkg")
    write_programme_workbook(found, result, out / "programme.xlsx", language)
    write_docx(found, result, out / "plan.docx", language)
    write_pdf(found, result, out / "plan.pdf", language)
    click.echo(_summary(result, out, language))


@main.command(
    help=_(
        N_(
            "Open a case in the browser; without CASE the example of the Bloemenbuurt."
            " Stop with Ctrl+C."
        )
    )
)
@click.argument("case", metavar="[CASE]", required=False, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help=_(N_("Address to listen on.")))
@click.option("--port", default=8000, show_default=True, help=_(N_("Port to listen on.")))
@explain_trouble
def serve(case: Path | None, host: str, port: int) -> None:
    from koppelkans.web.serve import serve as serve_web  # noqa: PLC0415  # Django only where needed

    serve_web(case, host=host, port=port)


@main.command(
    help=_(N_("Write an empty Excel workbook in which a partner can fill in its own part."))
)
@language_option
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=_(N_("Workbook to write, ending in .xlsx.")),
)
@explain_trouble
def template(language: str, out: Path) -> None:
    write_template(out, language)
    click.echo(Message(N_("Written: {path}"), {"path": str(out)}).in_language(READER))


@main.command(
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


def _show_steps() -> Callable[[Step], None]:
    """Return a reporter that says each step once, and every few seconds how far the search is."""
    shown: dict[str, Any] = {"text": "", "seconds": 0.0}

    def show(step: Step) -> None:
        text = step.message.in_language(READER)
        if text != shown["text"]:
            shown["text"] = text
            click.echo(text, err=True)
        search = step.search
        if search and search.seconds - shown["seconds"] >= SECONDS_BETWEEN_LINES:
            shown["seconds"] = search.seconds
            line = Message(
                N_("  after {seconds} s: {best} found, at most {bound} possible ({gap} %)"),
                {
                    "seconds": show_number(search.seconds, READER),
                    "best": show_euros(search.best_eur, READER),
                    "bound": show_euros(search.bound_eur, READER),
                    "gap": show_number(100 * search.gap, READER, decimals=2),
                },
            )
            click.echo(line.in_language(READER), err=True)

    return show


def _summary(result: Result, out: Path, language: str) -> str:
    baseline, programme = result.baseline, result.programme
    gain = programme.net_value_eur - baseline.net_value_eur
    message = Message(
        N_(
            "Together yields {gain} more than everybody alone (present value, price level"
            " {price_level}).\n"
            "Streets are broken up {occupations} times instead of {occupations_alone}, and closed"
            " {weeks} weeks instead of {weeks_alone}.\n"
            "No programme within the limits can be more than {gap} % better (of all cost and"
            " nuisance).\n"
            "Everything is in {out}."
        ),
        {
            "gain": show_euros(gain, language),
            "price_level": result.case.price_level,
            "occupations": show_number(programme.occupations, language),
            "occupations_alone": show_number(baseline.occupations, language),
            "weeks": show_number(programme.closed_weeks, language),
            "weeks_alone": show_number(baseline.closed_weeks, language),
            "gap": show_number(100 * programme.gap, language, decimals=2),
            "out": str(out),
        },
    )
    return message.in_language(language)
