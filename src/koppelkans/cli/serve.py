# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Open a case in the browser."""

from pathlib import Path

import click

from koppelkans.cli.common import _, explain_trouble
from koppelkans.language import N_


@click.command(
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
