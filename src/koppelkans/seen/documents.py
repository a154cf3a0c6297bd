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
        yield Document(name, WHOLE[kind](*seen, language, texts))


def _partner_pages(
    case: Case, result: Result, language: str, only: Collection[str], texts: PlanTexts
) -> Iterator[Document]:
    for number, partner_id in _chosen(tuple(case.partner), only):
        seen = see(case, result, Viewer(Sight.TABLE, partner_id), language)
        page = build_partner_page(*seen, language, partner_id, texts)
        yield Document(f"partner-{number:02}-{_file_name(partner_id)}", page)


def _street_letters(
    case: Case, result: Result, language: str, only: Collection[str], texts: PlanTexts
) -> Iterator[Document]:
    seen = see(case, result, Viewer(Sight.PUBLIC), language)
    streets = sorted({place.street for place in case.places})
    for number, street in _chosen(streets, only):
        letter = build_street_letter(*seen, language, street, texts)
        # Amounts are not in it, so it need not say that some of them are kept.
        letter = replace(letter, notice=case.area.notice)
        yield Document(f"street-{number:02}-{_file_name(street)}", letter)


def _chosen(known: Collection[str], only: Collection[str]) -> Iterator[tuple[int, str]]:
    for wanted in only:
        if wanted not in known:
            raise UnknownReaderError(wanted, known)
    yield from ((n, name) for n, name in enumerate(known, start=1) if not only or name in only)


def _file_name(text: str) -> str:
    # A name may hold what no file system takes; the number before it keeps names apart.
    return NOT_IN_A_NAME.sub("-", text).strip("-").lower()[:60]
