# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Remarks about records and alternatives: said, mended, taken away, and told to who follows."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from koppelkans.seen.eyes import Eyes
from koppelkans.web.access.reader import Reader
from koppelkans.web.notices.members import Table, mentioned, person_of, table_of
from koppelkans.web.notices.models import AboutRecord, Attachment, Audience, Comment, Kind, Level
from koppelkans.web.notices.subjects import Subject, find_subject
from koppelkans.web.notices.tell import Happening, tell
from koppelkans.web.records.models import ChangeSet
from koppelkans.web.records.state import state_of
from koppelkans.web.records.then import Then, Walk

LONGEST = 5_000
Thing = TypeVar("Thing", bound=AboutRecord)


def may_read(reader: Reader, thing: AboutRecord) -> bool:
    """Whether a remark or file is for a reader, as far as its audience goes.

    What is for one's own organisation only, its people read, and whoever wrote it.
    """
    if not reader.is_at_the_table or not was_for(reader, thing):
        return False
    if thing.audience == Audience.TABLE:
        return True
    is_author = reader.user is not None and thing.author_id == reader.user.pk
    return is_author or bool(thing.partner_id and thing.partner_id == reader.partner_id)


def was_for(reader: Reader, thing: AboutRecord) -> bool:
    """Whether what a remark is about was for a reader when it was made.

    What was said among a few stays so, also when a struggle, a task or somebody's costs are opened
    to more people later on.
    """
    if reader.user is not None and thing.author_id == reader.user.pk:
        return True
    sets = ChangeSet.objects.filter(area=reader.area)
    later = sets.filter(made__gt=thing.made, changes__before__has_any_keys=list(OPENING))
    if not later.exists():
        return True
    made = sets.filter(made__lte=thing.made).aggregate(last=Max("version"))["last"] or 1
    tables = Walk(reader.area).to(made)
    then = tables.get(thing.table, {}).get(thing.key)
    return then is None or Then(Eyes(reader.viewer, state_of(reader.area).tables), tables)(
        thing.table, then
    )


OPENING = frozenset({"visibility", "shown_to", "costs_visible"})
"""Fields by which a record, or what hangs on it, is opened to others or taken back."""


def may_read_of(reader: Reader, thing: AboutRecord) -> bool:
    """Whether a reader may read a remark or file: what it is about as well."""
    found = may_read(reader, thing) and find_subject(reader, thing.table, thing.key)
    return bool(found)


def comments_on(reader: Reader, subject: Subject) -> list[Comment]:
    """Return the remarks about something that a reader may read, the oldest first."""
    found = _about(Comment.objects.all(), reader, subject).select_related("author")
    return [comment for comment in found if may_read(reader, comment)]


def attachments_to(reader: Reader, subject: Subject) -> list[Attachment]:
    """Return the files with something that a reader may open, the oldest first."""
    found = _about(Attachment.objects.filter(removed=None), reader, subject)
    return [file for file in found.select_related("author") if may_read(reader, file)]


def _about(things: QuerySet[Thing], reader: Reader, subject: Subject) -> QuerySet[Thing]:
    return things.filter(area=reader.area, table=subject.table, key=subject.key)


@transaction.atomic
def add_comment(reader: Reader, subject: Subject, text: str, audience: str) -> Comment:
    """Keep a remark and tell it to who follows the record, takes part, or is mentioned."""
    made = Comment.objects.create(
        area=reader.area, table=subject.table, key=subject.key, author=person_of(reader),
        partner_id=reader.partner_id, audience=audience, text=text[:LONGEST],
    )  # fmt: skip
    table = table_of(reader.area)
    others = _others(table, reader, made)
    named = _tell_mentioned(reader, made, others)
    users = _interested(table, others, subject, named)
    tell(users, _happening(reader, made, Kind.COMMENT, comment=made.pk))
    return made


def _tell_mentioned(reader: Reader, comment: Comment, others: Sequence[Reader]) -> set[int]:
    named = {u.pk for u in mentioned(comment.text, [r.user for r in others if r.user])}
    tell(named, _happening(reader, comment, Kind.MENTION, comment=comment.pk))
    return named


def _happening(reader: Reader, thing: AboutRecord, kind: Kind, **facts: int) -> Happening:
    once = f"{kind}-{thing.pk}"
    return Happening(reader.area, kind, once, thing.table, thing.key, str(reader.user), facts)


def tell_attachment(reader: Reader, subject: Subject, file: Attachment) -> None:
    """Tell of a new file to who follows the record or takes part."""
    table = table_of(reader.area)
    users = _interested(table, _others(table, reader, file), subject, set())
    tell(users, _happening(reader, file, Kind.FILE, attachment=file.pk))


def _others(table: Table, author: Reader, thing: AboutRecord) -> list[Reader]:
    """Return who else may read a remark or file."""
    return [
        reader
        for reader in table.readers.values()
        if reader.user != author.user and may_read_of(reader, thing)
    ]


def _interested(
    table: Table, others: Sequence[Reader], subject: Subject, named: set[int]
) -> list[int]:
    part = set(
        Comment.objects.filter(
            area=table.area, table=subject.table, key=subject.key, removed=None
        ).values_list("author", flat=True)
    )
    users = [r.user.pk for r in others if r.user and table.level_of(r.user.pk) != Level.FEW]
    return [
        user
        for user in users
        if user not in named and (user in part or table.follows_record(user, subject))
    ]


def change_comment(reader: Reader, comment: Comment, text: str) -> bool:
    """Put one's own remark in other words; return whether it was still there.

    Who is mentioned only now, is told.
    """
    kept = _write(reader, comment, text=text[:LONGEST], changed=timezone.now())
    if kept:
        comment.refresh_from_db()
        _tell_mentioned(reader, comment, _others(table_of(reader.area), reader, comment))
    return kept


def remove_comment(reader: Reader, comment: Comment) -> bool:
    """Take one's own remark away: its place stays, its text is gone for good."""
    return _write(reader, comment, text="", removed=timezone.now())


def _write(reader: Reader, comment: Comment, **fields: str | datetime) -> bool:
    own = Comment.objects.filter(pk=comment.pk, author=reader.user, removed=None)
    return bool(own.update(**fields))
