# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing texts for the plan: one page with all places for them, one page for each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koppelkans.language import translate
from koppelkans.plan.texts import LONGEST_TEXT, SLOTS, read_text
from koppelkans.web import audit
from koppelkans.web.access.models import User
from koppelkans.web.plans import models
from koppelkans.web.plans.rights import may_write
from koppelkans.web.plans.texts import KEYS, TextClashError, history_of, texts_of, write_text
from koppelkans.web.scene import Scene, sheet, show

LANGUAGES = ("nl", "en")


@sheet("plan")
def texts(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show every place in the documents for a text, with what stands there now."""
    written = {language: texts_of(scene.alternative, language) for language in LANGUAGES}
    rows = [
        (slot, translate(slot.title, scene.language),
         [(language, written[language].get(slot.key, "")) for language in LANGUAGES])
        for slot in SLOTS
    ]  # fmt: skip
    template = models.Template.objects.filter(area=scene.area).defer("content").first()
    return show(
        request, scene, "plan", "plans/texts", rows=rows, word_template=template,
        may_write=may_write(request) and scene.alternative.decided is None,
        may_manage=request.reader.may_manage(),  # type: ignore[attr-defined]
    )  # fmt: skip


@require_http_methods(["GET", "POST", "HEAD"])
@sheet("plan")
def text(request: HttpRequest, scene: Scene, language: str, key: str) -> HttpResponse:
    """Show one text with all its versions, and take a new one."""
    if key not in KEYS or language not in LANGUAGES:
        raise Http404
    own = request.GET.get("eigen") == "1"
    if request.method == "POST":
        return _write(request, scene, language, key, own=own)
    return _show(request, scene, language, key, own=own)


def _write(
    request: HttpRequest, scene: Scene, language: str, key: str, *, own: bool
) -> HttpResponse:
    user = request.user
    if not may_write(request) or not isinstance(user, User):
        raise PermissionDenied
    if scene.alternative.decided is not None:
        messages.error(request, _("This plan is decided on: its texts stay as they are."))
        return _back(scene)
    new, version = request.POST.get("text", ""), request.POST.get("version", "")
    based_on = int(version) if version.isdecimal() else 0
    if len(new) > LONGEST_TEXT:
        why = _("This text has %(found)s characters; at most %(most)s fit here.") % {
            "found": len(new), "most": LONGEST_TEXT,
        }  # fmt: skip
        return _show(request, scene, language, key, own=own, draft=new, error=why, status=422)
    try:
        write_text(scene.alternative, language, key, new, own=own, based_on=based_on, user=user)
    except TextClashError as clash:
        return _show(
            request, scene, language, key, own=own, draft=new, theirs=clash.theirs, status=409
        )
    audit.note("plan_text.written", request, area=scene.area, key=key, language=language)
    messages.success(request, _("Kept. It is in every document that is made from now on."))
    return _back(scene)


def _back(scene: Scene) -> HttpResponse:
    return redirect(reverse("plan_texts", args=[scene.area.slug]))


def _show(  # noqa: PLR0913  # one for each thing that the page may have to say
    request: HttpRequest, scene: Scene, language: str, key: str, *, own: bool,
    draft: str | None = None, theirs: models.PlanText | None = None, error: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    history = history_of(scene.alternative, language, key, own=own)
    newest = history[0] if history else None
    asked = request.GET.get("versie", "")
    old = next((row for row in history if asked == str(row.version)), None)
    current = newest.text if newest else ""
    shown = draft if draft is not None else (old.text if old else current)
    response = show(
        request, scene, "plan", "plans/text", slot=KEYS[key], own=own, text=shown,
        title=translate(KEYS[key].title, scene.language), text_language=language, old=old,
        version=newest.version if newest else 0, history=history, theirs=theirs, error=error,
        longest=LONGEST_TEXT, preview=read_text(shown),
        may_write=may_write(request) and scene.alternative.decided is None,
    )  # fmt: skip
    response.status_code = status
    return response
