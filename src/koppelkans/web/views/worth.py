# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What it is worth: totals, every amount behind them, and how sure all that is."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koppelkans.case import Visibility
from koppelkans.plan import charts
from koppelkans.plan.certainty import (
    percentiles,
    swing_rows,
    tell_certain,
    tell_kind,
    tell_order,
    tell_switch,
    tell_unknown,
)
from koppelkans.plan.charts.money import changes_by_kind
from koppelkans.plan.reading import sum_by
from koppelkans.plan.words import say
from koppelkans.plan.worth import used_figures
from koppelkans.value import EntryKind
from koppelkans.web.present import worth as present
from koppelkans.web.present.tables import sum_unpriced, value_matrix
from koppelkans.web.present.whom import question_about
from koppelkans.web.scene import Picture, Scene, sheet, show


@lru_cache(maxsize=16)
def _lines(picture: Picture, alternative: str) -> present.Lines:
    return present.lines_of(picture.reading, alternative)


@sheet("value")
def value(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show what it is worth, by kind and for whom, and on which figures that rests."""
    return show(request, scene, "value", "value", _worth)


def _worth(picture: Picture) -> dict[str, object]:
    """Return all that the page shows."""
    arguments = (picture.case, picture.result, picture.language)
    return {
        "waterfall": charts.value_waterfall(*arguments),
        "spending": charts.spending_per_year(*arguments),
        "matrices": [
            ("programme", value_matrix(picture.reading, picture.result.programme)),
            ("baseline", value_matrix(picture.reading, picture.result.baseline)),
        ],
        "unpriced": sum_unpriced(picture.result.programme.unpriced),
        "steps": _steps(picture), "figures": used_figures(picture.reading),
        "certainty": _certainty(picture),
    }  # fmt: skip


def _steps(picture: Picture) -> list[tuple[EntryKind, float, float, float]]:
    """Return the steps of the waterfall in figures: alone, together and the difference, in EUR."""
    alone, together = (
        sum_by(found.entries, lambda entry: entry.kind)
        for found in (picture.result.baseline, picture.result.programme)
    )
    return [
        (kind, alone.get(kind, 0.0), together.get(kind, 0.0), change)
        for kind, change in changes_by_kind(picture.reading).items()
    ]


def _certainty(picture: Picture) -> dict[str, object] | None:
    """Return how sure it is; None for a result of before that was computed."""
    found, language = picture.result.uncertainty, picture.language
    if found is None or not found.comparisons:
        return None
    comparison = found.comparisons[0]
    spreads = [
        (_("Everybody alone"), found.alternatives["baseline"]),
        (_("Together"), found.alternatives["programme"]),
        (_("Difference"), comparison.difference),
    ]
    columns = [percentiles(spread) for _name, spread in spreads]
    return {
        "words": list(tell_order(found, comparison, language)),
        "chances": charts.chances(picture.case, picture.result, language),
        "tornado": charts.tornado(picture.case, picture.result, language),
        "names": [name for name, _spread in spreads],
        "percentiles": [
            (say(cells[0][0], language), [eur for _title, eur in cells])
            for cells in zip(*columns, strict=True)
        ],
        "swings": [
            (row, tell_switch(row, language), question_about(row.input))
            for row in swing_rows(found, comparison)
        ],
        "kinds": [(switch, tell_kind(switch, language)) for switch in comparison.kinds],
        "unknown": [(u, tell_unknown(u, comparison, language)) for u in comparison.unknown],
        "rates": comparison.rates,
        "partners": [
            (picture.case.partner[row.partner_id], row)
            for row in comparison.partners
            if row.partner_id in picture.case.partner
        ],
        "certain": tell_certain(found, language),
        "draws": found.draws,
        "seed": found.seed,
    }


@sheet("value")
def entries(request: HttpRequest, scene: Scene, alternative: str) -> HttpResponse:
    """Show the amounts behind a total, the largest first; each opens to its formula."""
    found = present.alternative_of(scene.reading, alternative)
    if found is None:
        raise Http404(_("There is no such alternative."))
    asked = present.Asked(**{name: request.GET.get(name, "")[:100] for name in present.FIELDS})
    rows = present.list_rows(scene.reading, found, asked)
    return show(
        request, scene, "value", "worth_entries", alternative=alternative, rows=rows, asked=asked,
        total=sum(row.entry.eur for row in rows),
        about=present.describe(scene.reading, asked),
    )  # fmt: skip


@sheet("value")
def entry(request: HttpRequest, scene: Scene, alternative: str, number: int) -> HttpResponse:
    """Show one amount: from cause to euro, with every number in its formula and its source."""
    found = present.alternative_of(scene.reading, alternative)
    row = present.row_of(scene.reading, found, number) if found else None
    if row is None:
        raise Http404(_("There is no such amount in this result."))
    task = scene.case.task.get(row.entry.task_id or "")
    private = task is not None and task.visibility is Visibility.OWN
    step = None if private else present.explain(_lines(scene.picture, alternative), row.entry)
    return show(
        request, scene, "value", "worth_entry", alternative=alternative, row=row, task=task,
        private=private, partner=scene.case.partner.get(row.entry.partner_id),
        chain=present.chain(scene.reading, row, step),
        steps=list(present.step_rows(step, scene.language)) if step else [],
        figure=scene.case.key_figure.get(row.entry.key_figure_id or ""),
    )  # fmt: skip
