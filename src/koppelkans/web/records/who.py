# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works in an area, as the author of changes: what that person may change.

The accounts decide (`koppelkans.web.access`), and nobody changes what it may not see
(`koppelkans.seen.eyes`); here both are asked for records as they are stored, also of an area that
is no case yet.
"""

from koppelkans.seen.eyes import Eyes
from koppelkans.seen.owners import owner_in
from koppelkans.web.access.reader import Reader
from koppelkans.web.records.author import Author
from koppelkans.web.records.models import Change
from koppelkans.web.records.state import Tables
from koppelkans.web.records.values import Values, differing

ONLY_NAMES = frozenset({"task_ids", "boundary_id"})
"""Of a struggle: what it merely names, so that it may go when what it names goes."""

OF_ITS_OWNER = frozenset({"partner_id", "state"})
"""Of a struggle: what nobody else changes, not even who wrote it down for its owner."""


def wrote_for(reader: Reader, key: str) -> bool:
    """Whether a struggle was written down by the reader for another, who left it as it is.

    Who leads a meeting often does: it may then still be put otherwise, until its owner does so.
    """
    changes = list(
        Change.objects.filter(change_set__area=reader.area, table="struggles", key=key)
        .order_by("change_set__version")
        .values_list("change_set__author", "before")
    )
    if reader.user is None or not changes or changes[0][1] is not None:
        return False
    return {author for author, _ in changes} == {str(reader.user.pk)}


def author_of(reader: Reader) -> Author:
    """Return somebody as the author of changes."""

    def may_edit(table: str, values: Values, tables: Tables) -> bool:
        sees = Eyes(reader.viewer, tables)(table, values)
        return sees and reader.may_edit_of(table, owner_in(tables, table, values))

    def forbids(table: str, before: Values, after: Values | None, tables: Tables) -> bool:
        """Whether it is a struggle or voice of another: nothing is closed by somebody else."""
        owner = before.get("partner_id")
        if table not in ("struggles", "voices") or owner == reader.viewer.partner_id:
            return False
        if after is None and owner not in tables["partners"]:
            return False
        changed = frozenset() if after is None else frozenset(differing(before, after))
        if after is not None and changed <= ONLY_NAMES:
            return False
        mended = table == "struggles" and not changed & OF_ITS_OWNER
        return not (mended and wrote_for(reader, str(before.get("id"))))

    user = reader.user
    return Author(
        str(user.pk) if user else "", str(user) if user else "", may_edit, reader.may_edit,
        forbids,
    )  # fmt: skip
