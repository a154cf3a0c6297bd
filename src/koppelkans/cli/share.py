# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Say who pays and who gains: the rules side by side, their tests, and a page per partner."""

from collections.abc import Callable
from pathlib import Path

import click

from koppelkans.case import Case
from koppelkans.cli.common import (
    READER,
    _,
    explain_trouble,
    language_option,
    seconds_option,
    seed_option,
)
from koppelkans.cli.results import read_source
from koppelkans.exchange.sharing_workbook import write_sharing_workbook
from koppelkans.language import N_, Message, show_euros, show_number, translate
from koppelkans.line import situation_of
from koppelkans.programme import SearchSettings
from koppelkans.result import Result, chosen_rule
from koppelkans.sharing import (
    RULE_LABELS,
    Accounts,
    Rule,
    SharingTable,
    explain_partner,
    step_out,
    study_groups,
    tell_partner,
)
from koppelkans.sharing.tell import (
    tell_compensation,
    tell_groups,
    tell_joining,
    tell_leaving,
    tell_payments,
    tell_study,
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
@seconds_option
@seed_option
@click.option(
    "--groups",
    type=click.FloatRange(min=1.0),
    help=_(
        N_(
            "Seconds for planning what every group of partners reaches by itself, all groups"
            " together. Needs a case."
        )
    ),
)
@click.option(
    "--without",
    multiple=True,
    metavar="PARTNER",
    help=_(N_("Id of a partner that steps out; may be given more than once. Needs a case.")),
)
@language_option
@explain_trouble
def share_command(  # noqa: PLR0913, PLR0917  # one for each option
    source: Path,
    case: Path | None,
    partner: str | None,
    out: Path | None,
    seconds: float,
    seed: int,
    groups: float | None,
    without: tuple[str, ...],
    language: str,
) -> None:
    found_case, result = read_source(source, case, seconds, seed)
    if result.sharing is None:
        raise click.UsageError(_(N_("This result holds no sharing yet: run it again.")))
    names = {p.id: p.short_name for p in found_case.partners} if found_case else {}
    click.echo(_show(result, result.sharing, names, language))
    if partner is None and out is None and groups is None and not without:
        return
    if found_case is None:
        raise click.UsageError(_(N_("This needs the case: add --case.")))
    if groups is not None:
        click.echo(_show_groups(found_case, result, names, groups, language))
    if partner is not None:
        click.echo(_page(found_case, result, partner, language))
    if without:
        click.echo(_leave(found_case, result, without, names, language))
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
    if result.payments is not None and result.payments.transfers:
        lines += ["", translate(N_("Payments by year, under the rule behind them:"), language)]
        lines += tell_payments(result.payments, names, language)
    if result.compensation is not None:
        lines += [
            "",
            translate(N_("The fewest payments with which nobody is worse off:"), language),
        ]
        lines += [*tell_compensation(result.compensation, names, language)]
    return "\n".join(lines)


def _leave(
    case: Case, result: Result, without: tuple[str, ...], names: dict[str, str], language: str
) -> str:
    found, rule = situation_of(case, result), chosen_rule(result).rule
    for partner in without:
        if partner not in found.players:
            message = Message(
                N_("Unknown partner {found}; expected one of {ids}."),
                {"found": partner, "ids": ", ".join(found.players)},
            )
            raise click.UsageError(message.in_language(READER))
    if rule is Rule.OWN:
        rule = Rule.STAND_ALONE_COST
    return "\n".join(["", *tell_leaving(step_out(found, without, rule), names, language)])


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


def _show_groups(
    case: Case, result: Result, names: dict[str, str], seconds: float, language: str
) -> str:
    """Plan every group, and say of every rule whether one would rather go its own way."""
    settings = SearchSettings(seconds=seconds, seed=result.settings.seed)
    found = situation_of(case, result, Accounts.SOCIETY)
    table = study_groups(found, result.programme.bound_eur, settings, _say_group(names))
    heading = translate(N_("When every group may plan anew, for the good of all:"), language)
    return "\n".join(["", heading, *tell_study(table, names, language)])


def _say_group(names: dict[str, str]) -> Callable[[int, int, tuple[str, ...]], None]:
    def say(done: int, of: int, members: tuple[str, ...]) -> None:
        listed = ", ".join(names[member] for member in members)
        click.echo(f"{done + 1}/{of}: {listed}", err=True)

    return say
