# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bringing in a file: looked at first, and only what is chosen is kept."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from koppelkans.case import TABLES
from koppelkans.exchange import write_template
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import (
    ClashError,
    RecordChange,
    RefusedError,
    Why,
    change_records,
)
from koppelkans.web.records.desk import Desk, at_desk, show
from koppelkans.web.records.forms import say_elsewhere
from koppelkans.web.records.models import Kind, Proposal
from koppelkans.web.records.own_list import read_own_list
from koppelkans.web.records.state import Tables
from koppelkans.web.records.telling import Side, lines_of
from koppelkans.web.records.then import Then
from koppelkans.web.records.upload import Offer, UploadError, list_offers, read_upload
from koppelkans.web.records.values import Values
from koppelkans.web.records.wording import name_of, table_name

KEPT_PROPOSALS = 20
WORKS = "tasks"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@at_desk
def bring(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for a file, and work out what it would change."""
    said = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile):
            said = _("Choose a file first.")
        else:
            try:
                proposal = propose(file, desk)
            except UploadError as error:
                said = str(error)
            else:
                page = "record_proposal" if proposal.own_list is None else "record_list"
                return redirect(page, desk.area.slug, proposal.pk)
    return show(request, desk, "bring", 422 if said else 200, said=said)


def propose(file: UploadedFile, desk: Desk, *, may_be_list: bool = True) -> Proposal:
    """Keep what a file would change; of a partner's own list what it holds.

    Parameters
    ----------
    may_be_list
        Whether a list with columns of its own is taken as well, of which somebody then says what
        each column holds.

    Raises
    ------
    UploadError
        When the file is not taken.
    """
    proposal = Proposal(
        area=desk.area, author=desk.author.key, file_name=(file.name or "")[:200],
        area_version=desk.area.version, rows=[],
    )  # fmt: skip
    proposal.own_list = read_own_list(file, desk) if may_be_list else None
    if proposal.own_list is None:
        found = read_upload(file, desk)
        proposal.rows, proposal.problems = list(found.rows), list(found.problems)
    elif not desk.tables["partners"]:
        raise UploadError(
            _("Add the partner whose list this is first; then bring the list in again.")
        )
    proposal.save()
    _forget_older(desk)
    return proposal


def _forget_older(desk: Desk) -> None:
    own = Proposal.objects.filter(area=desk.area, author=desk.author.key)
    kept = own.order_by("-pk").values_list("pk", flat=True)[:KEPT_PROPOSALS]
    own.exclude(pk__in=list(kept)).delete()


@require_GET
@at_desk
def template(request: HttpRequest, desk: Desk) -> FileResponse:
    """Hand over an empty workbook to fill in."""
    del request
    with tempfile.TemporaryDirectory(prefix="koppelkans-") as folder:
        path = Path(folder) / "koppelkans.xlsx"
        write_template(path, desk.language)
        file = path.open("rb")  # FileResponse closes it; the folder may go, the open file stays.
    return FileResponse(file, as_attachment=True, filename="koppelkans.xlsx", content_type=EXCEL)


@require_http_methods(["GET", "POST"])
@at_desk
def proposal(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show what a file would change, and keep what is chosen of it."""
    found = get_object_or_404(Proposal, pk=number, area=desk.area, author=desk.author.key)
    offers, same = list_offers(desk, found.rows)
    summary: list[str] = []
    gaps = False
    if request.method == "POST":
        changes = chosen(offers, set(request.POST.getlist("take")))
        try:
            outcome = change_records(
                desk.area, _with_streets(desk, found), changes, based_on=found.area_version,
                why=Why(Kind.IMPORT, found.file_name),
                allow_gaps=request.POST.get("allow_gaps") == "1",
            )  # fmt: skip
        except RefusedError as error:
            summary, gaps = [say_elsewhere(desk, p) for p in error.problems], error.only_gaps
        except ClashError:
            # What is shown now is compared with what is there now.
            Proposal.objects.filter(pk=found.pk).update(area_version=desk.area.version)
            summary = [_("The area changed meanwhile. Look at what differs now, and choose again.")]
        except PermissionDenied:
            summary = [_("Among these are records that are not yours to change.")]
        else:
            address = reverse("records", args=[desk.area.slug])
            what = f"bewaard={outcome.version}" if outcome.change_set else "gelijk=1"
            return redirect(f"{address}?{what}")
    taken = set(request.POST.getlist("take")) if request.method == "POST" else None
    return show(
        request, desk, "proposal", 422 if summary else 200, proposal=found, same=same,
        summary=summary, only_gaps=gaps,
        parts=_by_table(desk, offers, taken, is_list=found.own_list is not None),
        number=sum(not offer.why_not for offer in offers),
    )  # fmt: skip


def _with_streets(desk: Desk, found: Proposal) -> Author:
    """Return the author, who may also add the streets that its own list names."""
    own = {(row["table"], row["key"]) for row in found.rows if row.get("of_area")}

    def may_edit(table: str, values: Values, tables: Tables) -> bool:
        return (table, values.get("id")) in own or desk.author.may_edit(table, values, tables)

    return replace(desk.author, may_edit=may_edit)


def chosen(offers: list[Offer], taken: set[str]) -> list[RecordChange]:
    """Return the changes that were ticked: an offer by its number, a field as number:field."""
    changes = []
    for offer in offers:
        if offer.why_not:
            continue
        if offer.before is None:
            if f"{offer.number}" in taken:
                changes.append(RecordChange(offer.table, offer.key, offer.after))
            continue
        values = {f: offer.after[f] for f in offer.fields if f"{offer.number}:{f}" in taken}
        if values:
            changes.append(RecordChange(offer.table, offer.key, values))
    return changes


def _by_table(
    desk: Desk, offers: list[Offer], taken: set[str] | None, *, is_list: bool
) -> list[dict[str, Any]]:
    """Return what is offered by table, each field that changes with a box to tick.

    Of somebody's own list its works come first; streets, variants and key figures that come along
    with them are beside, so that one sees the own list again and not all that it takes.
    """
    parts = []
    for table in sorted(TABLES, key=lambda table: is_list and table != WORKS):
        rows = []
        for offer in offers:
            if offer.table != table:
                continue
            rows.append(_row(desk, offer, taken))
        if rows:
            parts.append({
                "title": table_name(table, desk.language), "rows": rows,
                "is_beside": is_list and table != WORKS,
            })  # fmt: skip
    return parts


def _row(desk: Desk, offer: Offer, taken: set[str] | None) -> dict[str, Any]:
    """Return one record that is offered: for a new one a box, for another one for each field."""
    table, before = offer.table, offer.before
    after = {**(before or {}), **offer.after}
    shown = before is None or desk.sees(table, before)
    now = Then(desk.sees, desk.tables)
    fields: list[dict[str, Any]] = []
    for name in offer.fields:
        if before is None or not shown:
            continue
        box = f"{offer.number}:{name}"
        lines = lines_of(
            desk, table, (Side(before, now), Side({**before, name: offer.after[name]}, now))
        )
        if lines:
            fields.append({"box": box, "line": lines[0], "on": taken is None or box in taken})
    return {
        "offer": offer, "fields": fields, "is_new": before is None, "box": f"{offer.number}",
        "on": taken is None or f"{offer.number}" in taken,
        "name": name_of(desk.tables, table, after) if shown else offer.key,
        "lines": () if before else lines_of(desk, table, (Side(None, now), Side(after, now))),
    }  # fmt: skip
