# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every command shares: the language of the reader, options, and errors as messages."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from koppelkans.case import CaseError
from koppelkans.exchange.layers import LayerError
from koppelkans.exchange.open_data import OpenDataError, WrongNeighbourhoodError
from koppelkans.framework import FrameworkError
from koppelkans.language import LANGUAGES, N_, Message, translate
from koppelkans.programme import ProgrammeError, WishError
from koppelkans.value import ValuationError

WRONG_INPUT = 2
OTHER_TROUBLE = 1

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

seconds_option = click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=60.0,
    show_default=True,
    help=_(N_("How long to look for a better programme, at the most.")),
)
seed_option = click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help=_(N_("Number that fixes chance, so that a run can be repeated.")),
)


def explain_trouble(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Turn the errors that a user can mend into a message and an exit status."""

    @wraps(command)
    def wrapped(*args: Parameters.args, **options: Parameters.kwargs) -> None:
        try:
            command(*args, **options)
        except CaseError as error:
            text = N_("This case cannot be used yet. Points to mend: {count}.")
            if isinstance(error, LayerError):
                text = N_("Nothing was brought in. Points to mend: {count}.")
            head = Message(text, {"count": len(error.problems)})
            click.echo(head.in_language(READER), err=True)
            click.echo(error.in_language(READER), err=True)
            sys.exit(WRONG_INPUT)
        except (FrameworkError, ValuationError, WishError, WrongNeighbourhoodError) as error:
            click.echo(error.in_language(READER), err=True)
            sys.exit(WRONG_INPUT)
        except (OpenDataError, ProgrammeError) as error:
            click.echo(error.in_language(READER), err=True)
            sys.exit(OTHER_TROUBLE)
        except OSError as error:
            click.echo(f"{error.filename or ''}: {error.strerror or error}", err=True)
            sys.exit(OTHER_TROUBLE)

    return wrapped
