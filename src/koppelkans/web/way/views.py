# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of the way, and of what others learned."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koppelkans.case import BoundaryKind, PartnerKind, Theme
from koppelkans.case.labels import label
from koppelkans.language import show_number, translate
from koppelkans.web import audit
from koppelkans.web.access.gate import for_managers, for_readers
from koppelkans.web.access.reader import Reader
from koppelkans.web.scene import SHEETS
from koppelkans.web.way.facts import PROGRESS, Facts, checked, gather
from koppelkans.web.way.known import KNOWN
from koppelkans.web.way.likeness import Situation, compare
from koppelkans.web.way.models import Precedent
from koppelkans.web.way.share import situation_of, without_names
from koppelkans.web.way.words import CHECKLIST, FIGURES, STEPS

LONGEST = 2000
WRITTEN = ("title", "ended", "lessons")


def _show(
    request: HttpRequest, reader: Reader, template: str, status: int = 200, **more: object
) -> HttpResponse:
    context = {"area": reader.area, "reader": reader, "sheet": "way", "sheets": SHEETS, **more}
    return render(request, f"koppelkans/way/{template}.html", context, status=status)


@for_readers
@require_safe
def way(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show where the area is on the way."""
    facts = gather(reader.area)
    progress = {told.key: PROGRESS[told.key](facts) for told in STEPS}
    steps = [
        {
            "told": told, "progress": progress[told.key], "title": gettext(told.title),
            "why": gettext(told.why), "others": gettext(told.others),
            "questions": [gettext(question) for question in told.questions],
        }
        for told in STEPS
    ]  # fmt: skip
    now = next((key for key, found in progress.items() if found.state != "done"), "")
    met = checked(facts)
    return _show(
        request, reader, "way", steps=steps, now=now, times=_times(facts),
        checklist=[(gettext(text), met[key], page) for key, text, page in CHECKLIST],
        met=sum(met.values()), of=len(met),
    )  # fmt: skip


def _times(facts: Facts) -> list[dict[str, Any]]:
    """Return per partner who speaks for it, with which mandate, and how many hours a week."""
    stances = facts.stances()
    people = facts.tables["people"].values()
    return [
        {
            "name": partner.get("name") or key,
            "people": [p["name"] for p in people
                       if p.get("partner_id") == key and not p.get("left_on")],
            "mandate": stances.get(key, {}).get("mandate") or "",
            "hours": stances.get(key, {}).get("hours"),
        }
        for key, partner in facts.partners.items()
    ]  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A precedent as the page shows it."""

    title: str
    likeness: float
    shared: str
    facts: list[str]
    ended: str
    lessons: list[str]
    unknown: str
    sources: tuple[str, ...]


@for_readers
@require_safe
def experience(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show comparable situations, the most alike first, and how they ended."""
    return _experience(request, reader)


def _experience(
    request: HttpRequest, reader: Reader, status: int = 200, **more: Any
) -> HttpResponse:
    own = situation_of(reader.area)
    found = [
        _shown(own, k.situation, gettext(k.title), gettext(k.ended),
               [gettext(lesson) for lesson in k.lessons], gettext(k.unknown), k.sources)
        for k in KNOWN
    ]  # fmt: skip
    found += [
        _shown(own, Situation.from_json(p.facts), p.title, p.ended, p.lessons.splitlines(), "", ())
        for p in Precedent.objects.exclude(area=reader.area)
    ]
    found.sort(key=lambda shown: -shown.likeness)
    mine = Precedent.objects.filter(area=reader.area).first()
    written = {name: getattr(mine, name, "") for name in WRITTEN}
    context = {"found": found, "own": own, "mine": mine, "tells": _facts(own) if own else [],
               "typed": written, **more}  # fmt: skip
    return _show(request, reader, "experience", status, **context)


def _shown(
    own: Situation | None, other: Situation, title: str, ended: str, lessons: list[str],
    unknown: str, sources: tuple[str, ...],
) -> Shown:  # fmt: skip
    likeness = compare(own, other) if own else 0.0
    shared = [_theme(t) for t in sorted(own.themes & other.themes)] if own else []
    return Shown(title, likeness, ", ".join(shared), _facts(other), ended, lessons, unknown,
                 sources)  # fmt: skip


def _facts(situation: Situation) -> list[str]:
    """Return what there is to tell of a situation, in sentences."""
    conflicts = situation.conflicts
    lines = [
        _("%(n)s tasks: %(what)s") % {
            "n": situation.tasks, "what": ", ".join(map(_theme, sorted(situation.themes))),
        },
        _("Partners: %(kinds)s") % {
            "kinds": ", ".join(_say(PartnerKind(k)) for k in sorted(situation.partner_kinds)),
        },
        _("What had to give: %(what)s") % {
            "what": _("unknown") if conflicts is None
            else ", ".join(map(_conflict, sorted(conflicts))) or _("nothing"),
        },
    ]  # fmt: skip
    for name, alone, together in situation.figures:
        values = {
            "alone": "" if alone is None else _number(alone), "together": _number(together),
            "what": gettext(FIGURES[name]),
        }  # fmt: skip
        if alone is None:
            lines.append(_("about %(together)s %(what)s") % values)
        else:
            lines.append(_("alone about %(alone)s, together about %(together)s %(what)s") % values)
    return lines


def _number(value: float) -> str:
    return show_number(value, get_language() or "nl")


def _say(choice: Any) -> str:
    return translate(label(choice), get_language() or "nl").lower()


def _theme(theme: str) -> str:
    return _say(Theme(theme))


def _conflict(kind: str) -> str:
    return _("moments") if kind == "window" else _say(BoundaryKind(kind))


@require_POST
@for_managers
def share(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Share the area as a precedent, share it anew, or withdraw it."""
    sent = request.POST
    if sent.get("do") == "withdraw":
        Precedent.objects.filter(area=reader.area).delete()
        audit.note("precedent.withdrawn", request, area=reader.area)
        return redirect("experience", reader.area.slug)
    texts = {
        name: without_names(sent.get(name, "").strip()[:LONGEST], reader.area) for name in WRITTEN
    }
    own = situation_of(reader.area)
    if own is None or not all(texts.values()):
        said = _("Fill in all three: what it is called, how it ended, what you learned.")
        return _experience(request, reader, 422, said=said, typed=texts)
    if sent.get("sure") != "yes":
        return _experience(request, reader, typed=texts, sure=True)
    Precedent.objects.update_or_create(
        area=reader.area,
        defaults={**texts, "title": texts["title"][:120], "facts": own.as_json(),
                  "shared_by": reader.user},
    )  # fmt: skip
    audit.note("precedent.shared", request, area=reader.area)
    messages.success(request, _("Shared. Thank you: others can learn from it."))
    return redirect("experience", reader.area.slug)
