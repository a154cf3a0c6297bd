# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the columns of a partner's own list are: guessed, shown as understood, and chosen."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koppelkans.web.records import own_list
from koppelkans.web.records.desk import Desk, at_desk, show
from koppelkans.web.records.models import Proposal


@require_http_methods(["GET", "POST"])
@at_desk
def columns(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Ask which column holds what; with htmx only how the list is then understood."""
    kept = get_object_or_404(Proposal, pk=number, area=desk.area, author=desk.author.key)
    if kept.own_list is None:
        raise Http404(_("This record is not there (any more)."))
    found = own_list.list_of(kept.own_list)
    said: list[str] = []
    if request.method == "POST":
        choice, said = own_list.read_choice(desk, found, request.POST.dict())
    else:
        choice = own_list.first_choice(desk, found)
    made = own_list.make(desk, found, choice)
    is_look = bool(request.headers.get("HX-Request"))
    if request.method == "POST" and not said and not is_look:
        read = own_list.found_in(made, found, desk.language)
        kept.rows, kept.problems = list(read.rows), list(read.problems)
        kept.area_version = desk.area.version
        kept.save(update_fields=["rows", "problems", "area_version"])
        return redirect("record_proposal", desk.area.slug, kept.pk)
    return show(
        request, desk, "list_preview" if is_look else "list", 422 if said and not is_look else 200,
        proposal=kept, said=said, headers=own_list.list_headers(found),
        columns=own_list.ask_columns(choice, desk.language),
        assumed=own_list.ask_assumed(choice, desk.language),
        partners=own_list.partners(desk), partner_id=choice.partner_id,
        themes=own_list.themes(desk.language), theme=choice.theme,
        read=own_list.preview(desk, made), new_streets=made.new_streets,
        problems=[p.in_language(desk.language) for p in made.problems[:10]],
        works=sum(record.table == "tasks" for record in made.records),
    )  # fmt: skip
