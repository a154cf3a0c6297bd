# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Make a joint programme for a case, and the documents with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from koppelkans.cli.common import (
    READER,
    _,
    case_argument,
    explain_trouble,
    language_option,
    seconds_option,
    seed_option,
)
from koppelkans.exchange import (
    read_case,
    write_programme_geopackage,
    write_programme_workbook,
)
from koppelkans.language import N_, Message, show_euros, show_number
from koppelkans.line import Step, run
from koppelkans.plan import write_docx, write_pdf
from koppelkans.result import Result

SECONDS_BETWEEN_LINES = 5.0


@click.command(
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
@seconds_option
@seed_option
@language_option
@explain_trouble
def run_command(case: Path, out: Path, seconds: float, seed: int, language: str) -> None:
    found = read_case(case)
    result = run(found, seconds=seconds, seed=seed, report=show_steps())
    click.echo(_(N_("Writing the documents")), err=True)
    out.mkdir(parents=True, exist_ok=True)
    (out / "result.json").write_text(result.to_json(), encoding="utf-8")
    write_programme_geopackage(found, result, out / "programme.gpkg")
    write_programme_workbook(found, result, out / "programme.xlsx", language)
    write_docx(found, result, out / "plan.docx", language)
    write_pdf(found, result, out / "plan.pdf", language)
    click.echo(_summary(result, out, language))


def show_steps() -> Callable[[Step], None]:
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
