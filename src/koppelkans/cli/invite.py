# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Let the first facilitator of an area in."""

import click

from koppelkans.cli.common import _, explain_trouble
from koppelkans.language import N_


@click.command(
    help=_(
        N_(
            "Invite the facilitator of AREA, the last part of its address in the browser. The link"
            " that is printed lets EMAIL in once, for two weeks. With a name, the area is begun if"
            " it is not there yet."
        )
    )
)
@click.argument("email")
@click.argument("area")
@click.option(
    "--address", default="http://localhost:8000", show_default=True,
    help=_(N_("Where Koppelkans is found in the browser.")),
)  # fmt: skip
@click.option("--new", "name", default="", help=_(N_("Name of the area, when it is new.")))
@explain_trouble
def invite(email: str, area: str, address: str, name: str) -> None:
    from koppelkans.web.access.first import invite_facilitator  # noqa: PLC0415  # Django

    path = invite_facilitator(email, area, name)
    if path is None:
        raise click.ClickException(_(N_("There is no such area, or this is no e-mail address.")))
    click.echo(f"{address.rstrip('/')}{path}")
