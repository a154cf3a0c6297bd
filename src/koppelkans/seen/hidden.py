# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What has to be hidden from a viewer, found once for case and result."""

from dataclasses import dataclass

from koppelkans.case import Case
from koppelkans.seen.eyes import Eyes
from koppelkans.seen.owners import rows_of
from koppelkans.seen.viewer import Sight, Viewer
from koppelkans.value.types import Entry, EntryKind

REMOVED = ("boundaries", "payment_limits", "agreed_payments", "worths")
"""Of what is hidden in these, nothing stands in its place."""

NO_COSTS = frozenset([EntryKind.EFFECT, EntryKind.JOINT_EFFECT, EntryKind.NUISANCE])
"""What does not follow from anybody's costs; a residual value, for one, does."""


@dataclass(frozen=True)
class Hidden:
    """What a viewer may not know of a case.

    Attributes
    ----------
    eyes
        The rule by which it was found.
    names
        Of each hidden task and its variants: what its id is replaced by, since an id can tell.
    kept
        Partners whose costs are hidden.
    owners
        Those, and the owners of hidden tasks: their totals would give away what is hidden.
    struggle_ids
        Struggles that are not for this viewer. They are in no sum, so that they alone make it
        not "something hidden".
    """

    case: Case
    eyes: Eyes
    names: dict[str, str]
    task_ids: frozenset[str]
    kept: frozenset[str]
    owners: frozenset[str]
    struggle_ids: frozenset[str]

    @property
    def viewer(self) -> Viewer:
        return self.eyes.viewer

    @property
    def is_public(self) -> bool:
        return self.viewer.sight is Sight.PUBLIC

    def __bool__(self) -> bool:
        return bool(self.task_ids or self.kept)

    @property
    def key(self) -> tuple[object, ...]:
        """What a case and its result look like depends on: equal for viewers who see the same."""
        gone = frozenset(
            (table, record.id)
            for table in ("offers", *REMOVED)
            for record in getattr(self.case, table)
            if not self.eyes(table, vars(record))
        )
        savings = frozenset(
            relation.id
            for relation in self.case.relations
            if not self.eyes.sees_field("relations", vars(relation), "saving_eur")
        )
        return (self.is_public, self.task_ids, self.kept, self.struggle_ids, gone, savings)

    def hides_entry(self, entry: Entry) -> bool:
        """Whether an amount is hidden: of a hidden task, or out of the costs of who keeps them."""
        if entry.task_id in self.task_ids:
            return True
        owner = self.case.task[entry.task_id].partner_id if entry.task_id else entry.partner_id
        return entry.kind not in NO_COSTS and bool({owner, entry.partner_id} & self.kept)

    def hides_costs_of_task(self, task_id: str) -> bool:
        """Whether the amounts of a task are hidden."""
        return task_id in self.task_ids or self.case.task[task_id].partner_id in self.kept


def find_hidden(case: Case, viewer: Viewer) -> Hidden:
    """Return what has to be hidden from a viewer."""
    eyes = Eyes(viewer, rows_of(case))
    tasks = {t.id: n for n, t in enumerate(case.tasks, start=1) if not eyes("tasks", vars(t))}
    names = {task_id: f"kept-{number}" for task_id, number in tasks.items()}
    for task_id, number in tasks.items():
        for variant_number, variant in enumerate(case.variants_of[task_id], start=1):
            names[variant.id] = f"kept-{number}-{variant_number}"
    kept = frozenset(p.id for p in case.partners if not eyes.sees_costs_of(p.id))
    owners = kept | {case.task[task_id].partner_id for task_id in tasks}
    struggles = frozenset(s.id for s in case.struggles if not eyes("struggles", vars(s)))
    return Hidden(case, eyes, names, frozenset(tasks), kept, owners, struggles)
