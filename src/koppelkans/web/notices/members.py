# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is at the table of an area, and who of them follows what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied

from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.access.reader import AT_THE_TABLE, Reader
from koppelkans.web.models import Area
from koppelkans.web.notices.models import AreaFollow, Level, RecordFollow
from koppelkans.web.notices.subjects import Subject


@dataclass(frozen=True)
class Table:
    """Everybody at the table of an area, and what they follow."""

    area: Area
    readers: Mapping[int, Reader]
    levels: Mapping[int, str]
    follows: Mapping[tuple[int, str, str], bool] = field(default_factory=dict)

    def level_of(self, user_id: int) -> str:
        """Return how much somebody wants to be told."""
        return self.levels.get(user_id, Level.MAIN)

    def is_own(self, user_id: int, owner_id: str | None) -> bool:
        """Whether something of a partner is somebody's to speak for."""
        reader = self.readers[user_id]
        return bool(owner_id) and reader.role == Role.LEAD and reader.partner_id == owner_id

    def follows_record(self, user_id: int, subject: Subject) -> bool:
        """Whether somebody follows a record: chosen, by the whole area, or because it is theirs."""
        chosen = self.follows.get((user_id, subject.table, subject.key))
        if chosen is not None:
            return chosen
        level = self.level_of(user_id)
        if level != Level.MAIN:
            return level == Level.ALL
        return self.is_own(user_id, subject.owner_id)


def table_of(area: Area) -> Table:
    """Return who is at the table of an area now."""
    members = Membership.objects.filter(
        area=area, until__isnull=True, role__in=AT_THE_TABLE, user__is_active=True
    ).select_related("user")
    readers = {m.user_id: Reader(area, m.user, Role(m.role), m.partner_id) for m in members}
    levels = dict(AreaFollow.objects.filter(area=area).values_list("user_id", "level"))
    follows = {
        (user, table, key): wanted
        for user, table, key, wanted in RecordFollow.objects.filter(area=area).values_list(
            "user_id", "table", "key", "wanted"
        )
    }
    return Table(area, readers, levels, follows)


def person_of(reader: Reader) -> User:
    """Return who a reader is; whoever does something at the table has signed in."""
    if reader.user is None:
        raise PermissionDenied
    return reader.user


def mentioned(text: str, users: Iterable[User]) -> list[User]:
    """Return who is named in a text as "@Name", in whatever case; the longest name counts.

    >>> mentioned("Zie @els de wit, en @Jan", [User(name="Els"), User(name="Els de Wit")])
    [<User: Els de Wit>]
    """
    found = []
    rest = text.casefold()
    for user in sorted(users, key=lambda u: -len(str(u))):
        name = f"@{str(user).casefold()}"
        if name in rest:
            found.append(user)
            rest = rest.replace(name, "")
    return found
