# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What if: one question from the page of a partner or a task, answered beside what there is.

The question makes an alternative of its own, so that nothing that was agreed on changes; once it
is computed the two are compared, in words first.
"""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koppelkans.language import show_euros, show_number
from koppelkans.plan.reading import Reading
from koppelkans.web.access.gate import for_readers
from koppelkans.web.access.reader import Reader
from koppelkans.web.alternatives import keep
from koppelkans.web.alternatives.asked import find_trouble
from koppelkans.web.alternatives.present import Difference, list_asked
from koppelkans.web.alternatives.questions import QuestionError, read_question
from koppelkans.web.alternatives.wants import list_wanted
from koppelkans.web.models import Alternative, State
from koppelkans.web.scene import SHEETS, chosen_alternative, seen_case, with_a_case
from koppelkans.web.store import coming_programme, load_case, shown_alternative

KINDS = frozenset(("later", "pin", "leave_out", "without"))
LEAST_EUR = 1.0
"""A smaller difference is rounding."""


@require_POST
@for_readers
@with_a_case
def what_if(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Keep what is asked as an alternative of its own, compute it, and go to the answer."""
    source, case = chosen_alternative(request, reader.area), seen_case(reader)
    kind, language = request.POST.get("kind", ""), get_language() or "nl"
    try:
        if kind not in KINDS:
            raise QuestionError(_("This is no question that can be asked here."))
        change = read_question(case, kind, request.POST.dict())
        asked = change(keep.asked_of(source))
    except QuestionError as error:
        messages.error(request, str(error))
        return redirect("fitting", reader.area.slug)
    trouble = list(find_trouble(load_case(reader.area), asked, language))
    if trouble:
        said = " ".join(trouble) if reader.may_manage() else _("the facilitator can see why.")
        messages.error(request, _("That is not possible: %(why)s") % {"why": said})
        return redirect("fitting", reader.area.slug)
    items = [*list_asked(case, asked, language), *list_wanted(case, asked)]
    before = keep.asked_of(source)
    known = {i.text for i in (*list_asked(case, before, language), *list_wanted(case, before))}
    name = next((item.text for item in reversed(items) if item.text not in known), source.name)
    made = keep.add_alternative(reader.area, keep.unused_name(reader.area, name), source)
    keep.change_asked(made, made.version, change)
    keep.compute_alternative(made)
    where = reverse("fitting_answer", args=[reader.area.slug])
    return redirect(f"{where}?van={source.number}&alternatief={made.number}")


@for_readers
@with_a_case
def answer(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show how far the answer is; once it is there, go to it."""
    alternative = chosen_alternative(request, reader.area)
    asked = request.GET.get("van", "")
    number = int(asked[:9]) if asked.isdecimal() else 0
    source = Alternative.objects.filter(area=reader.area, number=number).first()
    source = source or shown_alternative(reader.area)
    coming = coming_programme(alternative)
    if source == alternative:
        return redirect("fitting", reader.area.slug)
    if coming is None:
        where = reverse("alternatives_compare", args=[reader.area.slug])
        return redirect(f"{where}?links={source.number}&rechts={alternative.number}")
    context = {
        "area": reader.area, "case": seen_case(reader), "sheet": "fitting", "sheets": SHEETS,
        "reader": reader, "alternative": alternative, "source": source,
        "is_failed": coming is not None and coming.state == State.FAILED,
    }  # fmt: skip
    return render(request, "koppelkans/alternatives/answer.html", context)


def say_answer(
    names: tuple[str, str],
    before: Reading,
    after: Reading,
    differences: Sequence[Difference],
    moves: int,
) -> list[str]:
    """Return in sentences what the second of two alternatives changes, and how sure that is."""
    old, new, language = before.result.programme, after.result.programme, after.language
    eur = new.net_value_eur - old.net_value_eur
    values = {
        "name": names[1], "other": names[0], "eur": show_euros(abs(eur), language),
        "gap": _percent(new.gap, language), "old_gap": _percent(old.gap, language),
        "least": _signed(new.net_value_eur - old.bound_eur, language),
        "most": _signed(new.bound_eur - old.net_value_eur, language),
    }  # fmt: skip
    told = [_found(eur) % values]
    told.append(
        _("Proven: between the best that is possible with “%(name)s” and with “%(other)s” lies a"
          " difference of %(least)s to %(most)s. The programmes found are at most %(gap)s and"
          " %(old_gap)s away from their best.") % values
    )  # fmt: skip
    for text, sign in ((_("Gain, before payments: %(who)s."), 1),
                       (_("Lose, before payments: %(who)s."), -1)):  # fmt: skip
        who = [
            f"{d.partner.short_name} {_signed(d.before_payments, language)}"
            for d in differences
            if d.before_payments * sign > LEAST_EUR
        ]
        if who:
            told.append(text % {"who": ", ".join(who)})
    told.append(
        ngettext("%(n)s task is done otherwise.", "%(n)s tasks are done otherwise.", moves)
        % {"n": moves}
    )
    return told


def _found(eur: float) -> str:
    if eur < -LEAST_EUR:
        return _("With “%(name)s” the joint programme that was found is worth %(eur)s less.")
    if eur > LEAST_EUR:
        return _("With “%(name)s” the joint programme that was found is worth %(eur)s more.")
    return _("With “%(name)s” the joint programme that was found is worth the same.")


def _signed(eur: float, language: str) -> str:
    return ("+" if eur > 0 else "−" if eur < 0 else "") + show_euros(abs(eur), language)


def _percent(share: float, language: str) -> str:
    return f"{show_number(100 * share, language, 1)} %"
