# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Do the work that the pages ask for: beside a server that does not start workers itself."""

import subprocess
import sys

import click

from koppelkans.cli.common import _
from koppelkans.language import N_


@click.command(
    "work",
    help=_(
        N_(
            "Compute what the pages ask for, until stopped. `serve` starts workers along; in"
            " production this is a service of its own. More of them may run side by side."
        )
    ),
)
@click.option("--quick", is_flag=True, help=_(N_("Leave what may take minutes to others.")))
def work_command(*, quick: bool) -> None:
    command = [sys.executable, "-m", "koppelkans.web.jobs", *(["--quick"] if quick else [])]
    raise SystemExit(subprocess.run(command, check=False).returncode)  # noqa: S603
