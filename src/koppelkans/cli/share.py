# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Say who pays and who gains: the rules side by side, their tests, and a page per partner."""

from pathlib import Path

import click

from koppelkans.case import Case
from koppelkans.cli.common import READER, _, explain_trouble, language_option
from koppelkans.cli.source import read_source
from koppelkans.exchange.sharing_workbook import write_sharing_workbook
from koppelkans.language import N_, Message, show_euros, show_number, translate
from koppelkans.line import situation_of
from koppelkans.result import Result, chosen_rule
from koppelkans.sharing import (
    RULE_LABELS,
    SharingTable,
    explain_partner,
    tell_partner,
)
from koppelkans.sharing.tell import (
    tell_compensation,
    tell_groups,
    tell_joining,
    tell_table,
    tell_worse_off,
)


@click.command(
    "share",
    help=_(
        N_(
            "Say who pays and who gains: all sharing rules side by side, with their tests.\n\n"
            "SOURCE is a case file, for which a programme is made first, or the result.json of an"
            " earlier run."
        )
    ),
)
@click.argument("source", metavar="CASE|RESULT", type=click.Path(path_type=Path))
@click.option(
    "--case",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(N_("The case of a result.json: for names, and for the pages of partners.")),
)
@click.option(
    "--partner",
    help=_(N_("Id of a partner: tell its page too. Needs a case.")),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(N_("Workbook to write, ending in .xlsx. Needs a case.")),
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
def share_command(
    source: Path,
    case: Path | None,
    partner: str | None,
    out: Path | None,
    seconds: float,
    seed: int,
    language: str,
) -> None:
    found_case, result = read_source(source, case, seconds, seed)
    if result.sharing is None:
        raise click.UsageError(_(N_("This result holds no sharing yet: run it again.")))
    names = {p.id: p.short_name for p in found_case.partners} if found_case else {}
    click.echo(_show(result, result.sharing, names, language))
    if partner is None and out is None:
        return
    if found_case is None:
        raise click.UsageError(_(N_("The pages of partners need the case: add --case.")))
    if partner is not None:
        click.echo(_page(found_case, result, partner, language))
    if out is not None:
        write_sharing_workbook(situation_of(found_case, result), result, out, language)
        click.echo(Message(N_("Written: {path}"), {"path": str(out)}).in_language(READER))


def _show(result: Result, table: SharingTable, names: dict[str, str], language: str) -> str:
    lines = [*tell_table(table, names, language), ""]
    shown = [names.get(player, player) for player in table.players]
    wide = max([14, *(len(name) + 2 for name in shown)])
    lines.append(" " * wide + "".join(f"{name:>{wide}}" for name in shown))
    for rule in table.rules:
        lines.append("")
        lines.append(translate(RULE_LABELS[rule.rule], language))
        for title, amounts in ((N_("gains"), rule.gains), (N_("receives"), rule.payments)):
            cells = "".join(f"{show_euros(eur, language):>{wide}}" for eur in amounts)
            lines.append(f"{translate(title, language):<{wide}}{cells}")
        if any(rule.half_width):
            widths = ", ".join(show_number(half, language) for half in rule.half_width)
            lines.append(
                Message(
                    N_("95 % interval, give or take: {widths}"), {"widths": widths}
                ).in_language(language)
            )
        lines += [
            "  " + tell_worse_off(rule, names, language, table.players),
            "  " + tell_groups(rule.groups, names, language),
            "  " + tell_joining(rule.joining, names, language),
        ]
    if result.compensation is not None:
        lines += ["", *tell_compensation(result.compensation, names, language)]
    return "\n".join(lines)


def _page(case: Case, result: Result, partner: str, language: str) -> str:
    if partner not in case.partner:
        message = Message(
            N_("Unknown partner {found}; expected one of {ids}."),
            {"found": partner, "ids": ", ".join(case.partner)},
        )
        raise click.UsageError(message.in_language(READER))
    found = situation_of(case, result)
    page = explain_partner(found, chosen_rule(result), partner)
    return "\n".join(["", case.partner[partner].name, *tell_partner(found, page, language)])
