# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Remarks about a record, files with it, and following it."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from koppelkans.web import audit
from koppelkans.web.access.gate import for_readers
from koppelkans.web.access.models import User
from koppelkans.web.access.reader import Reader
from koppelkans.web.notices import comments, files
from koppelkans.web.notices.members import table_of
from koppelkans.web.notices.models import (
    AreaFollow,
    Attachment,
    Audience,
    Comment,
    Level,
    RecordFollow,
)
from koppelkans.web.notices.subjects import Subject, find_subject, table_at, word_of
from koppelkans.web.records.state import state_of
from koppelkans.web.scene import SHEETS


def subject_at(reader: Reader, word: str, key: str) -> Subject:
    """Return what an address is about; 404 when it is not there for this reader."""
    table = table_at(word)
    found = find_subject(reader, table, key) if table else None
    if found is None:
        raise Http404(_("This record is not there (any more)."))
    return found


def talk_about(reader: Reader, subject: Subject) -> dict[str, Any]:
    """Return what a page shows of remarks, files and following."""
    table = table_of(reader.area)
    user = reader.user.pk if reader.user else 0
    return {
        "area": reader.area, "reader": reader, "subject": subject, "word": word_of(subject.table),
        "comments": comments.comments_on(reader, subject),
        "attachments": comments.attachments_to(reader, subject),
        "audiences": Audience.choices if reader.partner_id else Audience.choices[:1],
        "names": sorted(str(r.user) for r in table.readers.values() if r.user != reader.user),
        "follows": user in table.readers and table.follows_record(user, subject),
        "kinds": ",".join(sorted(files.KINDS)), "megabytes": files.MOST_BYTES // 1_000_000,
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_readers
def talk(request: HttpRequest, reader: Reader, word: str, key: str) -> HttpResponse:
    """Show what was said about something, and keep a remark."""
    subject = subject_at(reader, word, key)
    text = request.POST.get("text", "").strip()
    if request.method == "POST":
        if text:
            comments.add_comment(reader, subject, text, audience(request, reader))
        else:
            messages.error(request, _("Write something first."))
        return redirect("talk", reader.area.slug, word, key)
    context = {"case": state_of(reader.area).case, "sheets": SHEETS, "sheet": "records"}
    return render(request, "notices/talk_page.html", {**talk_about(reader, subject), **context})


def audience(request: HttpRequest, reader: Reader) -> str:
    """Return for whom something is; who has no organisation here has nothing to keep within it."""
    asked = request.POST.get("audience", "")
    return Audience.OWN if asked == Audience.OWN and reader.partner_id else Audience.TABLE


def _own_comment(reader: Reader, number: int) -> Comment:
    found = Comment.objects.filter(
        area=reader.area, pk=number, author=reader.user, removed=None
    ).first()
    if found is None or not comments.may_read_of(reader, found):
        raise Http404(_("This remark is not there (any more)."))
    return found


@require_http_methods(["GET", "POST"])
@for_readers
def change_comment(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """Put one's own remark in other words, or take it away."""
    comment = _own_comment(reader, number)
    back = redirect("talk", reader.area.slug, word_of(comment.table), comment.key)
    text = request.POST.get("text", "").strip()
    if request.method == "POST":
        if request.POST.get("do") == "remove":
            comments.remove_comment(reader, comment)
        elif text:
            comments.change_comment(reader, comment, text)
        return back
    context = {"area": reader.area, "comment": comment, "sheets": SHEETS, "sheet": "records",
               "subject": find_subject(reader, comment.table, comment.key),
               "word": word_of(comment.table)}  # fmt: skip
    return render(request, "notices/comment.html", context)


@require_POST
@for_readers
def attach(request: HttpRequest, reader: Reader, word: str, key: str) -> HttpResponse:
    """Keep a file with a record."""
    subject = subject_at(reader, word, key)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        messages.error(request, _("Choose a file first."))
    else:
        try:
            kept = files.keep_file(reader, subject, file, audience(request, reader))
        except files.FileError as error:
            messages.error(request, str(error))
        else:
            comments.tell_attachment(reader, subject, kept)
            audit.note("attachment.added", request, area=reader.area, attachment=kept.pk)
    return redirect("talk", reader.area.slug, word, key)


def _attachment(reader: Reader, number: int) -> Attachment:
    found = Attachment.objects.filter(area=reader.area, pk=number, removed=None).first()
    if found is None or not comments.may_read_of(reader, found):
        raise Http404(_("This file is not there (any more)."))
    return found


@require_GET
@for_readers
def attachment(request: HttpRequest, reader: Reader, number: int) -> HttpResponseBase:
    """Hand over a file, to be kept and never to be opened as a page of ours."""
    del request
    found = _attachment(reader, number)
    try:
        content = files.path_of(found).open("rb")
    except FileNotFoundError:
        raise Http404(_("This file is not there (any more).")) from None
    response = FileResponse(
        content, as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@for_readers
def remove_attachment(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """Take a file away: one's own, or, as facilitator, any that one may open."""
    found = _attachment(reader, number)
    if found.author != reader.user and not reader.may_manage():
        raise Http404(_("This file is not there (any more)."))
    files.remove_file(found)
    audit.note("attachment.removed", request, area=reader.area, attachment=found.pk)
    return redirect("talk", reader.area.slug, word_of(found.table), found.key)


@require_POST
@for_readers
def follow(request: HttpRequest, reader: Reader, word: str, key: str) -> HttpResponse:
    """Follow a record, or not any more."""
    subject = subject_at(reader, word, key)
    RecordFollow.objects.update_or_create(
        user=reader.user, area=reader.area, table=subject.table, key=subject.key,
        defaults={"wanted": request.POST.get("wanted") == "1"},
    )  # fmt: skip
    return redirect("talk", reader.area.slug, word, key)


@require_POST
@for_readers
def follow_area(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Choose how much one wants to be told of an area."""
    level = request.POST.get("level", "")
    if level in Level.values and isinstance(reader.user, User):
        AreaFollow.objects.update_or_create(
            user=reader.user, area=reader.area, defaults={"level": level}
        )
        messages.success(request, _("Kept."))
    return redirect("notices")
