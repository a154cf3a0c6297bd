# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a session leaves behind: a proposal for the framework, and the minutes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koppelkans.language import LANGUAGES
from koppelkans.plan.formats import Format, set_as
from koppelkans.web.access.gate import for_managers, for_readers
from koppelkans.web.access.reader import Reader
from koppelkans.web.plans.wanted import MEDIA
from koppelkans.web.records.models import Proposal
from koppelkans.web.records.state import state_of
from koppelkans.web.records.who import author_of
from koppelkans.web.workshop.minutes import build_minutes
from koppelkans.web.workshop.propose import propose_rows
from koppelkans.web.workshop.views.lead import session_of


@require_POST
@for_managers
def propose(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """Make a proposal for the framework of what came out, and lead to it."""
    session = session_of(reader, number)
    which = request.POST.get("question", "")
    if not which.isdecimal():
        raise Http404
    question = get_object_or_404(session.questions, pk=int(which[:18]), state="shown")
    state = state_of(reader.area)
    chosen = request.POST.getlist("partner")
    rows = propose_rows(question, state.tables, chosen)
    if not rows:
        messages.error(
            request,
            _(
                "There is nothing to take over: too few answers, nobody of a partner, or no"
                " criterion of the framework that people score."
            ),
        )
        return redirect("workshop", reader.area.slug, number)
    made = Proposal.objects.create(
        area=reader.area, author=author_of(reader).key, file_name=session.title,
        area_version=reader.area.version, rows=rows,
    )  # fmt: skip
    return redirect("record_proposal", reader.area.slug, made.pk)


@for_readers
@require_safe
def minutes(
    request: HttpRequest, reader: Reader, number: int, language: str, suffix: str
) -> HttpResponse:
    """Send the minutes as a document."""
    del request
    session = session_of(reader, number)
    if language not in LANGUAGES or suffix not in list(Format):
        raise Http404
    content = set_as(build_minutes(session, language), Format(suffix))
    name = f"{slugify(session.title)[:60] or 'workshop'}-{language}.{suffix}"
    response = HttpResponse(content, content_type=MEDIA[suffix])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
