# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tasks: the ones a reader looks for, and everything about one of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from koppelkans.case import (
    Condition,
    Effect,
    KeyFigure,
    RelationKind,
    Struggle,
    Task,
    Variant,
    Visibility,
    Work,
)
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import quarters
from koppelkans.result import OpportunityResult
from koppelkans.web.present.strips import Strip, window_strip


@dataclass(frozen=True)
class Row:
    """A task in a list."""

    task: Task
    title: str
    streets: tuple[str, ...]
    alone: Work | None
    planned: Work | None
    strip: Strip


@dataclass(frozen=True)
class Filter:
    """What a reader looks for; an empty field asks for nothing."""

    partner: str = ""
    theme: str = ""
    street: str = ""
    text: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> "Filter":
        """Read the filter from the address of a page."""
        names = ("partner", "theme", "street", "text")
        return cls(**{name: asked.get(name, "").strip()[:200] for name in names})

    def fits(self, row: Row, partner: str) -> bool:
        """Whether a task is one that the reader looks for."""
        task = row.task
        return (
            self.partner in ("", task.partner_id)
            and self.theme in ("", task.theme.value)
            and (not self.street or self.street in row.streets)
            and all(word in _searchable(row, partner) for word in self.text.casefold().split())
        )


def _searchable(row: Row, partner: str) -> str:
    if row.task.visibility is Visibility.OWN:
        return row.title.casefold()
    parts = (row.title, row.task.reason, row.task.interest, partner, *row.streets)
    return " ".join(parts).casefold()


def list_tasks(reading: Reading) -> list[Row]:
    """Return all tasks, in order of what is done first."""
    rows = [_row(reading, task) for task in reading.case.tasks]
    return sorted(
        rows,
        key=lambda row: (
            row.planned is None,
            row.planned.start if row.planned else row.task.preferred_start,
            row.title,
        ),
    )


def find_tasks(reading: Reading, rows: Iterable[Row], asked: Filter) -> list[Row]:
    """Return the tasks that fit a filter."""
    partners = reading.case.partner
    return [row for row in rows if asked.fits(row, partners[row.task.partner_id].name)]


def _row(reading: Reading, task: Task) -> Row:
    return Row(
        task,
        reading.title(task.id),
        reading.place_names(task.place_ids),
        reading.baseline.works.get(task.id),
        reading.programme.works.get(task.id),
        window_strip(reading, task),
    )


@dataclass(frozen=True)
class VariantRow:
    """A variant with its effects, and in which alternatives it is chosen."""

    variant: Variant
    effects: tuple[tuple[Effect, KeyFigure], ...]
    is_alone: bool
    is_together: bool


def list_variants(reading: Reading, task: Task) -> list[VariantRow]:
    """Return the variants of a task."""
    case = reading.case
    alone, together = reading.baseline.works.get(task.id), reading.programme.works.get(task.id)
    return [
        VariantRow(
            variant,
            tuple((e, case.key_figure[e.key_figure_id]) for e in case.effects_of[variant.id]),
            alone is not None and alone.variant.id == variant.id,
            together is not None and together.variant.id == variant.id,
        )
        for variant in case.variants_of[task.id]
    ]


@dataclass(frozen=True)
class Link:
    """How a task depends on another one, said from its own side."""

    words: str
    task_id: str
    title: str
    variants: tuple[str, ...]
    lag: str
    reason: str


def list_relations(reading: Reading, task: Task) -> list[Link]:
    """Return the relations of a task, with the variants for which they hold."""
    case = reading.case
    links = []
    for relation in case.relations:
        if task.id not in (relation.task_id, relation.other_task_id):
            continue
        forward = relation.task_id == task.id
        other = relation.other_task_id if forward else relation.task_id
        variants = tuple(
            case.variant[variant_id].name
            for variant_id in (relation.variant_id, relation.other_variant_id)
            if variant_id
        )
        lag = quarters(relation.lag_quarters, reading.language) if relation.lag_quarters else ""
        links.append(
            Link(
                _relation_words(relation.kind, forward=forward),
                other, reading.title(other), variants, lag, relation.reason,
            )
        )  # fmt: skip
    return links


def _relation_words(kind: RelationKind, *, forward: bool) -> str:
    return {
        RelationKind.BEFORE: (_("Goes before"), _("Comes after")),
        RelationKind.REQUIRES: (_("Needs first"), _("Is needed by")),
        RelationKind.EXCLUDES: (_("Does not go with"), _("Does not go with")),
        RelationKind.TOGETHER: (_("Starts together with"), _("Starts together with")),
        RelationKind.PREPARES: (_("Prepares"), _("Is prepared by")),
    }[kind][0 if forward else 1]


def list_opportunities(reading: Reading, task: Task) -> list[OpportunityResult]:
    """Return the opportunities of a task, the largest gain first."""
    return [o for o in reading.result.opportunities if task.id in o.task_ids]


def list_worries(reading: Reading, task: Task) -> list[Struggle | Condition]:
    """Return the struggles and conditions about a task that the reader may see."""
    points: list[Struggle | Condition] = [*reading.case.struggles, *reading.case.conditions]
    return [point for point in points if task.id in point.task_ids]
