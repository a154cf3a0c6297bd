# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What to do next in an area that is being set up, up to its first programme."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koppelkans.web.records.desk import Desk
from koppelkans.web.store import coming_programme, latest_programme, shown_alternative


@dataclass(frozen=True)
class WayOn:
    """A step towards the first programme.

    Attributes
    ----------
    text
        What is there, or why it is needed.
    button, address
        Where it is done; no address for what the page itself does.
    can_wait
        Whether one can go on without it.
    is_next
        Whether it is what has to be done now.
    """

    title: str
    text: str
    is_done: bool
    button: str
    address: str
    other: tuple[str, str] = ("", "")
    can_wait: bool = False
    is_next: bool = False


def list_steps(desk: Desk, gaps: int) -> list[WayOn]:
    """Return the steps to a first programme, or none once there is one.

    Parameters
    ----------
    gaps
        How much is still missing.
    """
    alternative = shown_alternative(desk.area)
    if latest_programme(alternative) or coming_programme(alternative):
        return []
    steps = [
        _partners(desk),
        _people(desk),
        _tasks(desk),
        _places(desk),
        _gaps(desk, gaps),
        _compute(),
    ]
    found = [step for step in steps if step is not None]
    first = next((n for n, step in enumerate(found) if not (step.is_done or step.can_wait)), None)
    return [
        step if number != first else WayOn(**{**vars(step), "is_next": True})
        for number, step in enumerate(found)
    ]


def _new(desk: Desk, address: str) -> str:
    return reverse("record_new", args=[desk.area.slug, address])


def _partners(desk: Desk) -> WayOn:
    names = [str(v.get("short_name") or v.get("name")) for v in desk.tables["partners"].values()]
    text = ", ".join(names) or _("Every organisation that has something to do here, your own too.")
    return WayOn(
        _("Who is at the table?"), text, bool(names), _("Add a partner"), _new(desk, "partners"),
        (_("One more"), _new(desk, "partners")) if names else ("", ""),
    )  # fmt: skip


def _people(desk: Desk) -> WayOn | None:
    """Return the step to invite people: asked of the facilitator, once there is a partner."""
    if not desk.reader.may_manage() or not desk.tables["partners"]:
        return None
    members = desk.area.memberships.filter(until=None).count()
    invited = desk.area.invitations.filter(used=None, withdrawn=None).count()
    text = _("They fill in their own tasks. You can also bring in their lists yourself.")
    if members + invited > 1:
        text = ngettext("%(n)s person joins", "%(n)s people join", members) % {"n": members}
        if invited:
            text += ngettext(", %(n)s is invited", ", %(n)s are invited", invited) % {"n": invited}
        text += "."
    return WayOn(
        _("Invite somebody of each partner"), text, members + invited > 1, "", "",
        (_("Invite"), reverse("people", args=[desk.area.slug]) + "#uitnodigen"), can_wait=True,
    )  # fmt: skip


def _tasks(desk: Desk) -> WayOn:
    count = len(desk.tables["tasks"])
    text = _("A list in Excel as it comes out of the drawer will do: the page asks what stands"
             " where. Streets that are not there yet are made along with it.")  # fmt: skip
    if count:
        text = ngettext("%(n)s task", "%(n)s tasks", count) % {"n": count} + "."
    bring = reverse("record_import", args=[desk.area.slug])
    other = (_("Bring in another list"), bring) if count else (
        _("Or fill in one task"), _new(desk, "opgaven")
    )  # fmt: skip
    return WayOn(_("What does everybody have to do?"), text, bool(count), _("Bring in a list"),
                 bring, other)  # fmt: skip


def _places(desk: Desk) -> WayOn:
    count = len(desk.tables["places"])
    text = _("At least one street, and a boundary around the area. They come along with a list, or"
             " you draw them.")  # fmt: skip
    if count:
        text = ngettext("%(n)s street section", "%(n)s street sections", count) % {"n": count} + "."
    unknown = [k for k, v in desk.tables["places"].items() if v.get("located") is False]
    if unknown:
        said = ngettext("Of %(n)s it is not known where it lies: draw it when you can.",
                        "Of %(n)s it is not known where they lie: draw them when you can.",
                        len(unknown)) % {"n": len(unknown)}  # fmt: skip
        draw = reverse("record", args=[desk.area.slug, "plekken", unknown[0]])
        return WayOn(_("Where is it?"), f"{text} {said}", False, "", "",
                     (_("Draw the first one"), draw), can_wait=True)  # fmt: skip
    area = next(iter(desk.tables["areas"].values()), {})
    if count and not area.get("geometry"):
        where = reverse("record", args=[desk.area.slug, "gebied", area["id"]])
        return WayOn(_("Where is it?"), text, False, _("Draw the boundary"), where)
    return WayOn(_("Where is it?"), text, bool(count), _("Add a street"), _new(desk, "plekken"))


def _gaps(desk: Desk, gaps: int) -> WayOn | None:
    """Return the step to fill gaps, once what the other steps ask for is there."""
    if not gaps or not (desk.tables["tasks"] and desk.tables["places"]):
        return None
    text = ngettext("%(n)s thing is still open.", "%(n)s things are still open.", gaps) % {
        "n": gaps
    }
    return WayOn(_("Fill in what is missing"), text, False, _("See what is missing"), "#mist")


def _compute() -> WayOn:
    text = _("Koppelkans looks for the best joint programme. You can change everything afterwards.")
    return WayOn(_("Fit for the first time"), text, False, _("Make the first programme"), "")
