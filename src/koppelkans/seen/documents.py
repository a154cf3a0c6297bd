# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The documents of a plan, each made from what its reader may see."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from koppelkans.case import Case
from koppelkans.language import N_, Message
from koppelkans.plan.content import build_plan
from koppelkans.plan.content.memo import build_memo
from koppelkans.plan.content.partner_page import build_partner_page
from koppelkans.plan.content.permits import build_permits
from koppelkans.plan.content.street_letter import build_street_letter
from koppelkans.plan.reading import complete_notice
from koppelkans.plan.texts import NO_TEXTS, PlanTexts
from koppelkans.plan.types import Plan
from koppelkans.result import Result
from koppelkans.seen.see import see
from koppelkans.seen.viewer import Sight, Viewer

NOT_IN_A_NAME = re.compile(r"[^\w-]+")


class Kind(StrEnum):
    """A kind of document, by its reader."""

    FULL = "full"
    MEMO = "memo"
    PARTNER = "partner"
    STREET = "street"
    PERMITS = "permits"


@dataclass(frozen=True)
class Document:
    """A document with the name of its file, without an ending."""

    name: str
    plan: Plan


class UnknownReaderError(Exception):
    """There is no such partner or street; ``message`` says which there are."""

    def __init__(self, found: str, known: Collection[str]) -> None:
        self.message = Message(
            N_("Unknown: {found}; expected one of {known}."),
            {"found": found, "known": ", ".join(known)},
        )
        super().__init__(str(self.message))


WHOLE = {Kind.FULL: build_plan, Kind.MEMO: build_memo, Kind.PERMITS: build_permits}
RESIDENTS = Viewer(Sight.PUBLIC)
"""Who reads a letter: it is the same whoever sends it."""


def build_document(
    kind: Kind,
    case: Case,
    result: Result,
    language: str,
    *,
    about: str = "",
    texts: PlanTexts = NO_TEXTS,
    notice: str | None = None,
) -> Plan:
    """Return one document from a case and result as its reader may see them.

    Parameters
    ----------
    about
        The partner (id) or the street that it is about.
    notice
        Of a letter: the notice of the area alone. Amounts are not in it, so it need not say that
        some of them are kept.

    Raises
    ------
    UnknownReaderError
        When there is no such partner or street.
    """
    if kind is Kind.PARTNER:
        _check_known(about, case.partner)
        return build_partner_page(case, result, language, about, texts)
    if kind is Kind.STREET:
        _check_known(about, streets_of(case))
        letter = build_street_letter(case, result, language, about, texts)
        if notice is None:
            return letter
        told = complete_notice(notice, case.area.language, language)
        return replace(letter, notice=told)
    return WHOLE[kind](case, result, language, texts)


def streets_of(case: Case) -> list[str]:
    """Return the names of the streets, each once, in order."""
    return sorted({place.street for place in case.places})


def make_documents(  # one for each thing that makes a document another one
    case: Case,
    result: Result,
    kind: Kind,
    language: str,
    *,
    viewer: Viewer | None = None,
    only: Collection[str] = (),
    texts: PlanTexts = NO_TEXTS,
) -> Iterator[Document]:
    """Yield the documents of a kind: one, or one for each partner or street.

    Parameters
    ----------
    case, result
        Everything, as it is computed with; what the reader may not see is left out here.
    viewer
        Through whose eyes the plan, the memo and the list of works are seen; by default those of
        somebody at the table. The page of a partner is always seen through its own eyes, and a
        letter through those of everybody.
    only
        Ids of partners or names of streets; empty for all of them.
    texts
        What people wrote for it, by slot.

    Raises
    ------
    UnknownReaderError
        When there is no such partner or street.
    """
    if kind is Kind.PARTNER:
        yield from _partner_pages(case, result, language, only, texts)
    elif kind is Kind.STREET:
        yield from _street_letters(case, result, language, only, texts)
    else:
        seen = see(case, result, viewer or Viewer(Sight.TABLE), language)
        name = {Kind.FULL: "plan"}.get(kind, kind.value)
        yield Document(name, build_document(kind, *seen, language, texts=texts))


def _partner_pages(
    case: Case, result: Result, language: str, only: Collection[str], texts: PlanTexts
) -> Iterator[Document]:
    for number, partner_id in _chosen(tuple(case.partner), only):
        seen = see(case, result, Viewer(Sight.TABLE, partner_id), language)
        page = build_document(Kind.PARTNER, *seen, language, about=partner_id, texts=texts)
        yield Document(f"partner-{number:02}-{file_name(partner_id)}", page)


def _street_letters(
    case: Case, result: Result, language: str, only: Collection[str], texts: PlanTexts
) -> Iterator[Document]:
    seen = see(case, result, RESIDENTS, language)
    for number, street in _chosen(streets_of(case), only):
        letter = build_document(
            Kind.STREET, *seen, language, about=street, texts=texts, notice=case.area.notice
        )
        yield Document(f"street-{number:02}-{file_name(street)}", letter)


def _chosen(known: Collection[str], only: Collection[str]) -> Iterator[tuple[int, str]]:
    for wanted in only:
        _check_known(wanted, known)
    yield from ((n, name) for n, name in enumerate(known, start=1) if not only or name in only)


def _check_known(wanted: str, known: Collection[str]) -> None:
    if wanted not in known:
        raise UnknownReaderError(wanted, known)


def file_name(text: str) -> str:
    """Return a text as a part of the name of a file."""
    # A name may hold what no file system takes; the number before it keeps names apart.
    return NOT_IN_A_NAME.sub("-", text).strip("-").lower()[:60]
