# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happened: all changes, those of a record, two states side by side; taking back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from koppelkans.web.records.change import ClashError, RefusedError
from koppelkans.web.records.compare import changes_between
from koppelkans.web.records.desk import Desk, at_desk, show
from koppelkans.web.records.forms import say_elsewhere
from koppelkans.web.records.history import tables_at
from koppelkans.web.records.layout import address_of
from koppelkans.web.records.models import Change, ChangeSet
from koppelkans.web.records.telling import lines_of, sides_of, tell_differences
from koppelkans.web.records.undo import (
    last_to_redo,
    last_to_undo,
    restore_area,
    restore_record,
    undo,
)
from koppelkans.web.records.views.form import table_at
from koppelkans.web.records.wording import name_of, table_name

PER_PAGE = 30


@require_GET
@at_desk
def history(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show all changes of an area, the latest first."""
    sets = desk.area.change_sets.prefetch_related("changes").select_related("undone_by")
    before = request.GET.get("voor", "")
    if before.isdecimal() and len(before) < 10:
        sets = sets.filter(version__lt=int(before))
    found = list(sets[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    for change_set in shown:
        change_set.undone = hasattr(change_set, "undone_by")  # type: ignore[attr-defined]
    older = shown[-1].version if len(found) > PER_PAGE else None
    return show(request, desk, "history", sets=shown, older=older)


@require_GET
@at_desk
def change(request: HttpRequest, desk: Desk, version: int) -> HttpResponse:
    """Show one change, field by field."""
    found = get_object_or_404(ChangeSet, area=desk.area, version=version)
    keys = [(c.table, c.key) for c in found.changes.all()]
    after, before = (desk.walk.to(v) for v in (version, version - 1))
    return show(
        request, desk, "change", set=found, before=version - 1,
        differences=tell_differences(desk, keys, before, after),
    )  # fmt: skip


@require_GET
@at_desk
def past(request: HttpRequest, desk: Desk, address: str, key: str) -> HttpResponse:
    """Show what happened to one record, the latest first."""
    table = table_at(address)
    changes = Change.objects.filter(change_set__area=desk.area, table=table, key=key)
    values = desk.tables[table].get(key)
    rows = []
    for c in changes.select_related("change_set").order_by("-change_set__version"):
        sides = sides_of(desk, c)
        if all(side.is_seen(table) for side in sides):
            before, after = (side.values for side in sides)
            what = _("Added") if before is None else _("Removed") if after is None else _("Changed")
            rows.append(
                {"set": c.change_set, "before": c.change_set.version - 1, "what": what,
                 "lines": lines_of(desk, table, sides)}
            )  # fmt: skip
    if (values is None and not rows) or (values is not None and not desk.sees(table, values)):
        raise Http404(_("This record is not there (any more)."))
    latest = changes.order_by("-pk").first()
    named = values or {"id": key, **((latest and latest.before) or {})}
    return show(
        request, desk, "past", rows=rows, table=table, key=key, table_address=address,
        table_name=table_name(table, desk.language), is_there=values is not None,
        record_name=name_of(desk.tables, table, named),
    )  # fmt: skip


@require_GET
@at_desk
def compare(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what differs between two states of an area."""
    first = _version(request.GET.get("van", ""), desk, 1)
    last = _version(request.GET.get("tot", ""), desk, desk.area.version)
    before, after = tables_at(desk.area, first), tables_at(desk.area, last)
    keys = [(c.table, c.key) for c in changes_between(before, after)]
    differences = tell_differences(desk, keys, before, after)
    return show(
        request, desk, "compare", first=first, last=last, differences=differences,
        count=len(differences),
    )  # fmt: skip


def _version(text: str, desk: Desk, otherwise: int) -> int:
    number = int(text) if text.isdecimal() and len(text) < 10 else otherwise
    return max(1, min(number, desk.area.version))


@require_POST
@at_desk
def take_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take back one's own last change, do it again, or take back the change that is named."""
    if version := request.POST.get("version", ""):
        if not version.isdecimal() or len(version) > 9:
            raise Http404(_("There is no such change."))
        wanted = get_object_or_404(ChangeSet, area=desk.area, version=int(version))
    else:
        last = last_to_redo if request.POST.get("what") == "redo" else last_to_undo
        found = last(desk.area, desk.author)
        if found is None:
            return redirect("record_history", desk.area.slug)
        wanted = found
    if hasattr(wanted, "undone_by"):
        return redirect("record_change", desk.area.slug, wanted.undone_by.version)
    try:
        outcome = undo(desk.area, desk.author, wanted)
    except ClashError:
        address = reverse("record_change", args=[desk.area.slug, wanted.version])
        return redirect(f"{address}?botst=1")
    except RefusedError as error:
        return _refuse(request, desk, error)
    return _back(request, desk, outcome.version)


@require_POST
@at_desk
def restore(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put a record, or the whole area, back to what it was at a version."""
    version = _version(request.POST.get("version", ""), desk, desk.area.version)
    table, key = request.POST.get("table", ""), request.POST.get("key", "")
    try:
        if table:
            table_at(address_of(table) if table in desk.tables else table)
            outcome = restore_record(desk.area, desk.author, version, table, key)
        else:
            outcome = restore_area(desk.area, desk.author, version)
    except RefusedError as error:
        return _refuse(request, desk, error)
    if table and key in tables_at(desk.area, outcome.version)[table]:
        address = reverse("record", args=[desk.area.slug, address_of(table), key])
        return redirect(f"{address}?bewaard={outcome.version}")
    return _back(request, desk, outcome.version)


def _back(request: HttpRequest, desk: Desk, version: int) -> HttpResponse:
    address = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None) or not address:
        address = reverse("record_history", args=[desk.area.slug])
    return redirect(f"{address}?bewaard={version}")


def _refuse(request: HttpRequest, desk: Desk, error: RefusedError) -> HttpResponse:
    summary = [say_elsewhere(desk, problem) for problem in error.problems]
    return show(request, desk, "refused", 422, summary=summary)
