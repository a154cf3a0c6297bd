# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""For whom it is worth what: effect by effect, in the lives of people, and weighed by income."""

from koppelkans.case.labels import label
from koppelkans.language import N_, translate
from koppelkans.plan import worth
from koppelkans.plan.certainty import per_unit
from koppelkans.plan.reading import Reading
from koppelkans.plan.rounding import round_half_up, round_to_total
from koppelkans.plan.types import Block, Paragraph, Section, Table
from koppelkans.plan.words import figure, name

THOUSAND = 1000.0


def whom(reading: Reading) -> Section:
    """Return who gains and pays by the programme, beneath the totals of the value chapter."""
    intro = reading.say(
        N_(
            "The totals of the programme, broken down by who gains or pays in the end. Every "
            "single effect is in an annex."
        )
    )
    return Section(
        reading.say(N_("For whom it is worth what")),
        (
            Paragraph(intro, see=("effects",)),
            _matrix(
                reading,
                worth.by_kind(reading, reading.result.programme, THOUSAND),
                reading.say(
                    N_("The programme by kind and by who gains or pays, in thousands of euros")
                ),
                "kinds",
            ),
            *_restricted(reading),
            *_outcomes(reading),
            *_incomes(reading),
        ),
    )


def effects(reading: Reading) -> Section:
    """Return every effect of the programme with who gains or pays, for the annexes."""
    title = reading.say(N_("Every effect, and for whom"))
    caption = N_("The programme by effect and by who gains or pays, in thousands of euros")
    found = worth.by_effect(reading, reading.result.programme, unit=THOUSAND)
    return Section(title, (_matrix(reading, found, reading.say(caption), "effects"),))


def _matrix(reading: Reading, found: worth.Table, caption: str, key: str) -> Table:
    totals = (reading.say(N_("Total")), *_figures(reading, (*found.totals, found.total)))
    lines = ((line.title, *_figures(reading, (*line.cells, line.total))) for line in found.lines)
    return Table(
        caption=caption,
        header=(
            reading.say(N_("Effect")),
            *(name(who, reading.language) for who in found.beneficiaries),
            reading.say(N_("Total")),
        ),
        rows=(*lines, totals),
        widths=(3.4, *(1.2 for _ in range(len(found.beneficiaries) + 1))),
        figures=frozenset(range(1, len(found.beneficiaries) + 2)),
        has_total=True,
        key=key,
    )


def _figures(reading: Reading, numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Return the figures of a row; a cell of nothing stays empty, so that the others stand out."""
    return tuple(figure(number, reading.language) if number else "" for number in numbers)


def _restricted(reading: Reading) -> list[Block]:
    """Return which partners may not count as their own what others gain."""
    text = N_(
        "{partner} is regulated: of the benefits on its account {eur} thousand euros are for "
        "others. It may not count these as its own."
    )
    return [
        Paragraph(
            reading.say(
                text,
                partner=partner.short_name,
                eur=figure(round_half_up(eur / THOUSAND), reading.language),
            )
        )
        for partner, eur in worth.restricted(reading, reading.result.programme).items()
    ]


def _outcomes(reading: Reading) -> list[Block]:
    """Return what changes in the lives of people, in euros with a range and beside them."""
    language = reading.language
    found = worth.outcomes(reading, together=True)
    if not found:
        return []
    alone = {(o.outcome, o.beneficiary): o.eur for o in worth.outcomes(reading, together=False)}
    table = Table(
        caption=reading.say(
            N_("What changes in people’s lives, in thousands of euros, with the range")
        ),
        header=tuple(
            reading.say(text)
            for text in (
                N_("What changes"), N_("For whom"), N_("Alone"), N_("Together"), N_("Range"),
                N_("Beside the euros"),
            )
        ),
        rows=tuple(
            (
                translate(label(o.outcome), language),
                name(o.beneficiary, language),
                _thousands(reading, alone.get((o.outcome, o.beneficiary), 0.0)),
                _thousands(reading, o.eur),
                f"{_thousands(reading, o.low_eur)} – {_thousands(reading, o.high_eur)}"
                if o.low_eur != o.high_eur
                else "–",
                _beside(reading, o.unpriced),
            )
            for o in found
        ),
        widths=(2.4, 1.6, 1, 1, 2, 3.4),
        figures=frozenset({2, 3}),
        key="outcomes",
    )  # fmt: skip
    return [table]


def _thousands(reading: Reading, eur: float) -> str:
    return figure(round_half_up(eur / THOUSAND), reading.language)


def _beside(reading: Reading, unpriced: dict[str, float]) -> str:
    known = reading.case.key_figure
    told = (
        f"{known[key].name}: {figure(round(quantity, 1), reading.language)} "
        f"{per_unit(known[key].unit, reading.language)}"
        for key, quantity in unpriced.items()
    )
    return "; ".join(told) or "–"


def _incomes(reading: Reading) -> list[Block]:
    """Return the same value weighed by income: beside the euros, never instead of them."""
    together = worth.incomes(reading, reading.result.programme)
    alone = worth.incomes(reading, reading.result.baseline)
    if not together:
        return []
    language = reading.language
    changes = [t.eur - a.eur for t, a in zip(together, alone, strict=True)]
    weighed = [t.weighed_eur - a.weighed_eur for t, a in zip(together, alone, strict=True)]
    columns = [round_to_total(values, THOUSAND) for values in (changes, weighed)]
    rows = [
        (
            found.group.name if found.group else reading.say(N_("In no income group")),
            figure(round(found.weight, 2), language),
            *(figure(column[n], language) for column in columns),
        )
        for n, found in enumerate(together)
    ]
    total = (reading.say(N_("Total")), "", *(figure(sum(c), language) for c in columns))
    intro = reading.say(
        N_(
            "A euro means more to people who have little. The next table therefore also shows "
            "the difference between together and alone weighed by income (elasticity "
            "{elasticity}). The optimiser does not use these weights."
        ),
        elasticity=figure(reading.case.area.income_elasticity, language),
    )
    table = Table(
        caption=reading.say(
            N_(
                "Together compared with alone, by income group, in thousands of euros, unweighed "
                "and weighed"
            )
        ),
        header=tuple(
            reading.say(text)
            for text in (N_("Group"), N_("A euro weighs"), N_("In euros"), N_("Weighed"))
        ),
        rows=(*rows, total),
        widths=(4, 1.4, 1.4, 1.4),
        figures=frozenset({1, 2, 3}),
        has_total=True,
        key="incomes",
    )
    return [Paragraph(intro), table]
