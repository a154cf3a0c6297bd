# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Show how alternatives are weighed: per partner, over all weights, and where they would meet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from koppelkans.case import Case
from koppelkans.case.labels import LABELS
from koppelkans.cli.common import _, explain_trouble, language_option, seconds_option, seed_option
from koppelkans.cli.results import read_source
from koppelkans.framework import Method, PartnerRanking, Weighing, rank_by_methods
from koppelkans.language import N_, Message, show_number, translate

METHOD_LABELS: Mapping[Method, str] = {
    Method.ADDED_VALUE: N_("Added value"),
    Method.IDEAL: N_("Nearest to the ideal (TOPSIS)"),
    Method.PREFERENCE: N_("Preference pair by pair (PROMETHEE II)"),
    Method.OUTRANKING: N_("Majority with veto (ELECTRE I)"),
}
WIDE = 34
COLUMN = 20


@click.command(
    "weigh",
    help=_(
        N_(
            "Show how the alternatives are weighed by everybody's own weights, side by side; how"
            " firm that is; and at which weights the partners would meet.\n\n"
            "SOURCE is a case file, for which a programme is made first, or the result.json of an"
            " earlier run."
        )
    ),
)
@click.argument("source", metavar="CASE|RESULT", type=click.Path(path_type=Path))
@click.option(
    "--case",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(N_("The case of a result.json, for the names of partners and criteria.")),
)
@seconds_option
@seed_option
@language_option
@explain_trouble
def weigh_command(
    source: Path, case: Path | None, seconds: float, seed: int, language: str
) -> None:
    found_case, result = read_source(source, case, seconds, seed)
    names = _Names.of(found_case, language)
    click.echo("\n".join(show_weighing(result.weighing, names)))


@dataclass(frozen=True)
class _Names:
    """What partners and criteria are called; their ids when there is no case."""

    partners: Mapping[str, str]
    criteria: Mapping[str, str]
    language: str

    @classmethod
    def of(cls, case: Case | None, language: str) -> "_Names":
        if case is None:
            return cls({}, {}, language)
        return cls(
            {partner.id: partner.short_name for partner in case.partners},
            {criterion.id: criterion.name for criterion in case.criteria},
            language,
        )

    def partner(self, id_: str) -> str:
        return self.partners.get(id_, id_)

    def criterion(self, id_: str) -> str:
        return self.criteria.get(id_, id_)

    def alternative(self, name: str) -> str:
        return self.say(LABELS["Alternative"].get(name, name))

    def say(self, text: str, **values: object) -> str:
        return Message(text, values).in_language(self.language)

    def percent(self, share: float) -> str:
        return f"{show_number(100 * share, self.language)}\N{NO-BREAK SPACE}%"


def show_weighing(weighing: Weighing, names: _Names) -> Iterator[str]:
    """Yield the lines of the table."""
    if not weighing.scores:
        yield names.say(N_("There are no criteria to weigh by yet."))
    else:
        yield from _show_criteria(weighing, names)
        yield from _show_partners(weighing, names)
        yield from _show_all_weights(weighing, names)
        yield from _show_meetings(weighing, names)
    for id_ in weighing.unscored:
        yield names.say(
            N_("Left out: “{name}” waits for scores of every alternative."),
            name=names.criterion(id_),
        )


def _row(first: str, cells: Iterator[str] | list[str]) -> str:
    short = first if len(first) < WIDE else first[: WIDE - 2] + "…"
    return f"{short:{WIDE}}" + "".join(f"{cell:>{COLUMN}}" for cell in cells)


def _show_criteria(weighing: Weighing, names: _Names) -> Iterator[str]:
    yield names.say(N_("CRITERIA: the figure, and what it is worth from 0 to 100"))
    yield _row("", [names.alternative(name) for name in weighing.alternatives])
    found = {(score.criterion_id, score.alternative): score for score in weighing.scores}
    for id_ in dict.fromkeys(score.criterion_id for score in weighing.scores):
        cells = []
        for name in weighing.alternatives:
            score = found[id_, name]
            decimals = 1 if abs(score.figure) < 100 and score.figure % 1 else 0
            figure = show_number(score.figure, names.language, decimals=decimals)
            cells.append(f"{figure} → {show_number(100 * score.value, names.language)}")
        yield _row(names.criterion(id_), cells)
    yield ""


def _show_partners(weighing: Weighing, names: _Names) -> Iterator[str]:
    if not weighing.rankings:
        return
    yield names.say(
        N_("PER PARTNER: points out of 100, by its own weights and curves; never averaged")
    )
    yield names.say(N_("Weights are points of which only the proportions count."))
    for ranking in weighing.rankings:
        totals = [
            show_number(100 * ranking.totals[name], names.language, decimals=1)
            for name in weighing.alternatives
        ]
        yield _row(names.partner(ranking.partner_id), totals)
        for alternative, ids in ranking.red_lines_crossed.items():
            if ids:
                crossed = ", ".join(names.criterion(id_) for id_ in ids)
                yield "  ! " + names.say(
                    N_("{alternative} crosses a red line: {criteria}"),
                    alternative=names.alternative(alternative), criteria=crossed,
                )  # fmt: skip
        yield from (f"  {line}" for line in _show_firmness(ranking, names))
    yield ""


def _show_firmness(ranking: PartnerRanking, names: _Names) -> Iterator[str]:
    """Yield when other weights, or another way of ranking, would put another one first."""
    first = max(ranking.totals, key=lambda name: ranking.totals[name])
    for id_, (low, high) in ranking.intervals.items():
        if round(100 * low) > 0 or round(100 * high) < 100:
            yield names.say(
                N_("{first} stays first while “{criterion}” counts for {low} to {high}; now {now}"),
                first=names.alternative(first), criterion=names.criterion(id_),
                low=names.percent(low), high=names.percent(high),
                now=names.percent(ranking.weights[id_]),
            )  # fmt: skip
    for way in rank_by_methods(ranking) if ranking.values else ():
        if first not in way.best:
            yield names.say(
                N_("{method} puts another one first: {best}"),
                method=translate(METHOD_LABELS[way.method], names.language),
                best=", ".join(names.alternative(name) for name in way.best),
            )


def _show_all_weights(weighing: Weighing, names: _Names) -> Iterator[str]:
    yield names.say(
        N_(
            "ALL WEIGHTS: for which part of all weights it comes first, second, ... ({draws} draws)"
        ),
        draws=show_number(weighing.draws, names.language),
    )
    for name, share in weighing.acceptability.items():
        shares = weighing.ranks.get(name, (share,))
        yield _row(names.alternative(name), [names.percent(part) for part in shares])
        central = weighing.central_weights.get(name, {})
        if central and share < 1:
            largest = sorted(central, key=lambda id_: -central[id_])[:3]
            listed = ", ".join(
                f"{names.criterion(id_)} {names.percent(central[id_])}" for id_ in largest
            )
            yield "  " + names.say(N_("typical weights of who puts it first: {weights}"),
                                   weights=listed)  # fmt: skip
    yield ""


def _show_meetings(weighing: Weighing, names: _Names) -> Iterator[str]:
    if not weighing.meetings:
        return
    yield names.say(
        N_("WHERE THEY WOULD MEET: one set of weights that puts it first for everybody")
    )
    for point in weighing.meetings:
        alternative = names.alternative(point.alternative)
        firsts = [max(r.totals, key=lambda name: r.totals[name]) for r in weighing.rankings]
        if set(firsts) == {point.alternative}:
            yield names.say(
                N_("{alternative}: everybody puts it first already, by its own weights"),
                alternative=alternative,
            )
            continue
        if not point.weights:
            yield names.say(
                N_("{alternative}: there are no weights that put it first for everybody"),
                alternative=alternative,
            )
            continue
        furthest = max(point.moves, key=lambda id_: point.moves[id_])
        weights = ", ".join(
            f"{names.criterion(id_)} {names.percent(weight)}"
            for id_, weight in sorted(point.weights.items(), key=lambda item: -item[1])
            if round(100 * weight)
        )
        yield names.say(
            N_("{alternative}: {weights}. {partner} moves furthest: {points} of its 100 points."),
            alternative=alternative, weights=weights, partner=names.partner(furthest),
            points=show_number(100 * point.moves[furthest], names.language),
        )  # fmt: skip
    yield ""
