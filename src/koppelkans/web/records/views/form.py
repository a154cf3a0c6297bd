# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One record and what belongs to it: filled in, merged, removed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koppelkans.web.records.blocks import (
    Block,
    add_block,
    blocks_of,
    changes_of,
    new_block,
    read_blocks,
    read_decisions,
    with_keys,
)
from koppelkans.web.records.change import ClashError, Outcome, RefusedError, change_records
from koppelkans.web.records.desk import Desk, at_desk, show
from koppelkans.web.records.drawing import drawing_of
from koppelkans.web.records.forms import (
    Errors,
    errors_of,
    say_elsewhere,
    view_blocks,
    view_clash,
)
from koppelkans.web.records.layout import CHILDREN, TABLE_AT, address_of, one_of
from koppelkans.web.records.removal import plan_removal
from koppelkans.web.records.values import Values
from koppelkans.web.records.wording import name_of, table_name

OWN_FIELDS = ("choose:", "csrfmiddlewaretoken", "seen", "add", "allow_gaps")


@dataclass(frozen=True)
class Wrong:
    """Why a form was not kept: texts at their fields, and all of them with where to find them."""

    errors: Errors
    summary: Sequence[tuple[str, str]]
    only_gaps: bool = False
    status: int = 422


NOTHING_WRONG = Wrong({}, ())


def table_at(address: str) -> str:
    """Return the table of an address; 404 when there is none."""
    if address not in TABLE_AT:
        raise Http404(_("There is no such table."))
    return TABLE_AT[address]


def record_at(desk: Desk, table: str, key: str) -> Values:
    """Return a record that the reader may see; 404 otherwise."""
    values = desk.tables[table].get(key)
    if values is None or not desk.sees(table, values):
        raise Http404(_("This record is not there (any more)."))
    return values


def to_record(desk: Desk, table: str, key: str, outcome: Outcome, since: int) -> HttpResponse:
    """Go to a record after it was kept; 303, so that going back does not send it again."""
    query = {"bewaard": outcome.version, "sinds": since} if outcome.change_set else {"gelijk": 1}
    address = reverse("record", args=[desk.area.slug, address_of(table), key])
    return HttpResponseRedirect(f"{address}?{urlencode(query)}", status=303)


@require_http_methods(["GET", "POST"])
@at_desk
def record(request: HttpRequest, desk: Desk, address: str, key: str) -> HttpResponse:
    """Show a record with what belongs to it, and keep what was changed."""
    table = table_at(address)
    if request.method == "POST":
        return _keep(request, desk, table, key)
    record_at(desk, table, key)
    blocks = [b for b in blocks_of(desk.tables, table, key, desk.language) if _shown(desk, b)]
    return _show_form(request, desk, blocks, desk.area.version)


def _shown(desk: Desk, block: Block) -> bool:
    return desk.sees(block.table, desk.tables[block.table][block.key])


@require_http_methods(["GET", "POST"])
@at_desk
def new_record(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    """Show an empty form, and keep what was filled in."""
    table = table_at(address)
    if request.method == "POST":
        return _keep(request, desk, table, "")
    prefilled = dict(request.GET.items())
    blocks = [new_block([], table, "", desk.language, **prefilled)]
    if table == "tasks":
        # Without a variant there is no task.
        blocks.append(new_block(blocks, "variants", "b0", desk.language, is_baseline=True))
    return _show_form(request, desk, blocks, desk.area.version)


def _keep(request: HttpRequest, desk: Desk, table: str, key: str) -> HttpResponse:
    blocks, sent = read_blocks(request.POST), request.POST
    if not blocks or (blocks[0].table, blocks[0].key, blocks[0].parent) != (table, key, ""):
        raise Http404(_("This form belongs to another record."))
    based_on = _version(sent.get("based_on", ""), desk)
    if asked := sent.get("add"):
        return _show_form(request, desk, add_block(blocks, asked, desk.language), based_on)
    keys = with_keys(blocks, desk.tables)
    changes = changes_of(blocks, keys, desk.area.crs, desk.language, read_decisions(sent))
    try:
        outcome = change_records(
            desk.area, desk.author, changes, based_on=based_on,
            seen=_version(sent.get("seen", "0"), desk),
            allow_gaps=sent.get("allow_gaps") == "1",
        )  # fmt: skip
    except RefusedError as error:
        errors, summary = errors_of(desk, error.problems, keys, blocks)
        wrong = Wrong(errors, summary, error.only_gaps)
        return _show_form(request, desk, blocks, based_on, wrong)
    except ClashError as error:
        return _show_merge(request, desk, blocks, keys, error)
    except PermissionDenied:
        said = _("You may read this, but not change it. What you typed is still here.")
        return _show_form(request, desk, blocks, based_on, Wrong({}, [(said, "")], status=403))
    return to_record(desk, table, keys[blocks[0].name], outcome, based_on)


def _version(text: str, desk: Desk) -> int:
    return min(int(text), desk.area.version) if text.isdecimal() and len(text) < 10 else 0


def _show_form(
    request: HttpRequest,
    desk: Desk,
    blocks: Sequence[Block],
    based_on: int,
    wrong: Wrong = NOTHING_WRONG,
) -> HttpResponse:
    view, summary = view_blocks(desk, blocks, wrong.errors), wrong.summary
    return show(
        request, desk, "record", wrong.status if summary else 200,
        view=view, table=view.block.table, table_name=table_name(view.block.table, desk.language),
        table_address=address_of(view.block.table), based_on=based_on, summary=summary,
        only_gaps=wrong.only_gaps, added=request.POST.get("add", ""), block_list=blocks,
        drawing=drawing_of(desk, blocks), together=_together(request, desk, blocks[0]),
    )  # fmt: skip


def _together(request: HttpRequest, desk: Desk, block: Block) -> list[str]:
    """Return who changed this record too, while the reader was busy with it."""
    since, until = (request.GET.get(name, "") for name in ("sinds", "bewaard"))
    if not (since.isdecimal() and until.isdecimal()) or block.is_new:
        return []
    found = desk.area.change_sets.filter(
        version__gt=int(since), version__lt=int(until),
        changes__table=block.table, changes__key=block.key,
    ).exclude(author=desk.author.key)  # fmt: skip
    return sorted(set(found.values_list("author_name", flat=True)))


def _show_merge(
    request: HttpRequest,
    desk: Desk,
    blocks: Sequence[Block],
    keys: dict[str, str],
    error: ClashError,
) -> HttpResponse:
    desk.area.refresh_from_db()
    names = {(block.table, keys[block.name]): block.name for block in blocks}
    clashes = [view_clash(desk, clash, names[clash.table, clash.key]) for clash in error.clashes]
    asked = {clash.html_name for clash in clashes}
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not name.startswith(OWN_FIELDS) or (name.startswith("choose:") and name not in asked)
    ]
    since = _version(request.POST.get("based_on", ""), desk)
    changed_by = desk.area.change_sets.filter(version__gt=since).exclude(author=desk.author.key)
    return show(
        request, desk, "merge", 409, clashes=clashes, typed=typed, seen=error.version,
        names=sorted(set(changed_by.values_list("author_name", flat=True))),
    )  # fmt: skip


def _name(desk: Desk, table: str, key: str) -> str:
    values = desk.tables[table][key]
    if not desk.sees(table, values):
        return _("kept to itself by its owner")
    return name_of(desk.tables, table, values)


@require_http_methods(["GET", "POST"])
@at_desk
def remove(request: HttpRequest, desk: Desk, address: str, key: str) -> HttpResponse:
    """Show what goes along with a record, and remove it."""
    table = table_at(address)
    values = record_at(desk, table, key)
    changes = plan_removal(desk.tables, table, key)
    summary: list[str] = []
    only_gaps = False
    if request.method == "POST":
        try:
            outcome = change_records(
                desk.area, desk.author, changes, based_on=_version(
                    request.POST.get("based_on", ""), desk),
                allow_gaps=request.POST.get("allow_gaps") == "1",
            )  # fmt: skip
        except RefusedError as error:
            summary = [say_elsewhere(desk, problem) for problem in error.problems]
            only_gaps = error.only_gaps
        except ClashError:
            summary = [_("Somebody changed this meanwhile. Look at it again before you remove it.")]
        except PermissionDenied:
            summary = [_("You may read this, but not remove it, or not what goes along with it.")]
        else:
            address = reverse("record_table", args=[desk.area.slug, address])
            return redirect(f"{address}?bewaard={outcome.version}")
    others = [
        (table_name(c.table, desk.language), _name(desk, c.table, c.key), c.values is None)
        for c in changes
        if (c.table, c.key) != (table, key)
        # That something hidden names it is nobody's business, and no reason to leave it.
        and not (c.loosens and not desk.sees(c.table, desk.tables[c.table][c.key]))
    ]  # fmt: skip
    return show(
        request, desk, "remove", 422 if summary else 200, summary=summary, only_gaps=only_gaps,
        name=name_of(desk.tables, table, values), others=others, table_address=address, key=key,
        one_of=one_of(table), based_on=desk.area.version, has_children=table in CHILDREN,
    )  # fmt: skip
