# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Notices as one person may read them now: what may not be seen is left out, and not counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koppelkans.web.access.models import User
from koppelkans.web.access.reader import Reader, reader_of
from koppelkans.web.notices.comments import may_read
from koppelkans.web.notices.models import Attachment, Comment, Kind, Notice
from koppelkans.web.notices.subjects import (
    Subject,
    find_removed,
    find_subject,
    word_of,
)

MOST = 100
MOST_COUNTED = 30
LONGEST_PIECE = 160


@dataclass(frozen=True)
class Told:
    """A notice in words: what happened, about what, and where to look."""

    pk: int
    kind: str
    kind_name: str
    what: str
    detail: str
    area_name: str
    address: str
    made: datetime
    is_read: bool


@dataclass
class Eyesight:
    """What one person may see in each area, looked up once."""

    user: User
    _readers: dict[int, Reader] = field(default_factory=dict)
    _subjects: dict[tuple[int, str, str], Subject | None] = field(default_factory=dict)

    def reader(self, notice: Notice) -> Reader:
        """Return who this is in the area of a notice."""
        if notice.area_id not in self._readers:
            self._readers[notice.area_id] = reader_of(self.user, notice.area)
        return self._readers[notice.area_id]

    def subject(self, notice: Notice, key: str = "") -> Subject | None:
        """Return what a notice is about, or another record of its table."""
        place = (notice.area_id, notice.table, key or notice.key)
        if place not in self._subjects:
            reader = self.reader(notice)
            found = find_subject(reader, *place[1:])
            if found is None and notice.kind == Kind.CHANGE:
                found = find_removed(reader, *place[1:])
            self._subjects[place] = found
        return self._subjects[place]


def notices_of(user: User) -> QuerySet[Notice]:
    """Return the notices of somebody, the newest first."""
    return Notice.objects.filter(user=user).select_related("area")


def read_notices(user: User, notices: Iterable[Notice]) -> list[Told]:
    """Return notices in words, without those about what their reader may not see (any more)."""
    sight = Eyesight(user)
    return [told for notice in notices if (told := _read(sight, notice)) is not None]


def count_unread(user: User) -> int:
    """Return how many notices wait for somebody, up to `MOST_COUNTED`."""
    return len(read_notices(user, notices_of(user).filter(read=None)[:MOST_COUNTED]))


def mark_read(user: User, pk: int | None = None) -> None:
    """Note that somebody has read a notice, or (None) all of them."""
    found = Notice.objects.filter(user=user, read=None)
    (found if pk is None else found.filter(pk=pk)).update(read=timezone.now())


def _read(sight: Eyesight, notice: Notice) -> Told | None:
    reader = sight.reader(notice)
    if not reader.is_at_the_table:
        return None
    subject = sight.subject(notice) if notice.table else None
    if notice.table and subject is None:
        return None
    said = _say(sight, notice, subject)
    if said is None:
        return None
    what, detail, address = said
    return Told(
        notice.pk, notice.kind, str(Kind(notice.kind).label), what, detail, notice.area.name,
        address, notice.made, notice.read is not None,
    )  # fmt: skip


def _say(sight: Eyesight, notice: Notice, subject: Subject | None) -> tuple[str, str, str] | None:
    """Return what happened, more about it, and where to look; None when it is not to be told."""
    words = {"who": notice.by or _("Somebody"), "name": subject.name if subject else ""}
    match notice.kind:
        case Kind.COMMENT | Kind.MENTION | Kind.FILE if subject:
            return _say_remark(sight, notice, subject, words)
        case Kind.OVERLAP if subject:
            return _say_overlap(sight, notice, subject)
        case Kind.CHANGE:
            return _say_change(notice, subject, words)
        case Kind.JOINED:
            what = _("%(who)s has joined.") % words
            return what, "", reverse("area", args=[notice.area.slug])
        case Kind.READY | Kind.FAILED | Kind.PROPOSED | Kind.DECIDED if subject:
            return _say_programme(notice.kind, words), "", subject.address
    return None


def _say_programme(kind: str, words: dict[str, str]) -> str:
    return {
        Kind.READY: _("The programme for “%(name)s” is ready."),
        Kind.FAILED: _("No programme could be made for “%(name)s”."),
        Kind.PROPOSED: _("“%(name)s” is the proposal now."),
        Kind.DECIDED: _("“%(name)s” has been decided on."),
    }[Kind(kind)] % words


def _say_change(
    notice: Notice, subject: Subject | None, words: dict[str, str]
) -> tuple[str, str, str]:
    change = reverse("record_change", args=[notice.area.slug, int(notice.facts["version"])])
    if subject is None:
        return _("%(who)s changed a great deal at once.") % words, "", change
    if subject.is_removed:
        return _("%(who)s removed “%(name)s”.") % words, "", change
    return _("%(who)s changed “%(name)s”.") % words, "", change


def _say_remark(
    sight: Eyesight, notice: Notice, subject: Subject, words: dict[str, str]
) -> tuple[str, str, str] | None:
    thing: Comment | Attachment | None
    if notice.kind == Kind.FILE:
        thing = Attachment.objects.filter(pk=notice.facts["attachment"], removed=None).first()
        what, detail = _("%(who)s put a file with “%(name)s”."), thing.name if thing else ""
    else:
        thing = Comment.objects.filter(pk=notice.facts["comment"], removed=None).first()
        what = (_("%(who)s mentioned you at “%(name)s”.") if notice.kind == Kind.MENTION
                else _("%(who)s said something about “%(name)s”."))  # fmt: skip
        detail = _shorten(thing.text) if thing else ""
    if thing is None or not may_read(sight.reader(notice), thing):
        return None
    address = reverse("talk", args=[notice.area.slug, word_of(subject.table), subject.key])
    return what % words, detail, address


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_PIECE else line[: LONGEST_PIECE - 1] + "…"


def _say_overlap(sight: Eyesight, notice: Notice, subject: Subject) -> tuple[str, str, str] | None:
    found = (sight.subject(notice, key) for key in notice.facts["others"])
    others = [other for other in found if other is not None]
    if not others:
        return None
    what = ngettext(
        "A task of another partner meets “%(name)s”: the same place, at the same time.",
        "Tasks of other partners meet “%(name)s”: the same place, at the same time.",
        len(others),
    ) % {"name": subject.name}
    return what, ", ".join(other.name for other in others), _first_address(others, subject)


def _first_address(others: Sequence[Subject], subject: Subject) -> str:
    return others[0].address if len(others) == 1 else subject.address
