# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which file somebody wants, and everything that decides what is in it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Any

from koppelkans.case import Case
from koppelkans.plan.formats import Format
from koppelkans.plan.texts import PlanTexts
from koppelkans.plan.word.template import Template, read_template
from koppelkans.result import Result
from koppelkans.seen import Sight, Viewer
from koppelkans.seen.documents import Kind
from koppelkans.web.models import Alternative, Programme
from koppelkans.web.plans import models
from koppelkans.web.plans.texts import texts_of
from koppelkans.web.store import circles_now, load_result, load_shown_case

ARCHIVE = "archive"
FORMATS = tuple(found.value for found in Format)
TABLES: dict[str, tuple[str, bool]] = {
    "programme": ("xlsx", True), "gantt": ("xml", True), "calendar": ("ics", True),
    "places": ("geojson", True), "map": ("gpkg", False), "result": ("json", False),
}  # fmt: skip
"""Files besides documents: ending, and whether there is one for each language."""
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "ics": "text/calendar; charset=utf-8",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "json": "application/json",
    "zip": "application/zip",
}


@dataclass(frozen=True)
class Wanted:
    """One file of one programme, for one viewer.

    Attributes
    ----------
    kind
        A `Kind` of document, a key of ``TABLES``, or ``ARCHIVE``.
    about
        The partner or the street that it is about; empty when it is about everything.
    """

    alternative_id: int
    programme_id: int
    viewer: Viewer
    kind: str
    about: str
    language: str
    suffix: str

    @property
    def is_possible(self) -> bool:
        """Whether there is such a kind of file; whether there is such a partner is not asked."""
        if self.kind == ARCHIVE:
            return self.suffix == "zip"
        if self.kind in TABLES:
            return self.suffix == TABLES[self.kind][0] and self.language in {"nl", "en"}
        is_about_one = self.kind in {Kind.PARTNER, Kind.STREET}
        return (
            self.kind in {kind.value for kind in Kind}
            and self.suffix in FORMATS
            and self.language in {"nl", "en"}
            and bool(self.about) is is_about_one
        )

    @property
    def is_long(self) -> bool:
        """Whether making it may take seconds, so that it is a job."""
        return self.kind not in TABLES

    @cached_property
    def programme(self) -> Programme:
        return Programme.objects.defer("result", "case").get(pk=self.programme_id)

    @cached_property
    def alternative(self) -> Alternative:
        return Alternative.objects.select_related("area", "decided_by").get(pk=self.alternative_id)

    @cached_property
    def whole(self) -> tuple[Case, Result]:
        """The case and the result with everything in it; who reads sees less."""
        result = load_result(self.programme)
        if result is None:
            raise LookupError(f"programme {self.programme_id} has no result")
        return load_shown_case(self.programme), result

    def texts(self, language: str | None = None) -> PlanTexts:
        """Return what people wrote for it."""
        return texts_of(self.alternative, language or self.language)

    @cached_property
    def decided(self) -> Alternative | None:
        """What was decided on last in the area, unless this is that very programme."""
        found = (
            Alternative.objects.filter(area_id=self.alternative.area_id, decided__isnull=False)
            .order_by("-decided")
            .first()
        )
        if found is None or found.decided_on_id in {None, self.programme_id}:
            return None
        return None if self.alternative.decided is not None else found

    @cached_property
    def template(self) -> Template | None:
        """The Word template of the area."""
        found = models.Template.objects.filter(area_id=self.alternative.area_id).first()
        return read_template(bytes(found.content)) if found else None

    @property
    def digest(self) -> str:
        """A name for all that decides what is in the file: the same name, the same file."""
        digests = models.Template.objects.filter(area_id=self.alternative.area_id)
        decides: list[Any] = [
            version("koppelkans"), asdict(self), self.programme.changed.isoformat(),
            {language: dict(self.texts(language)) for language in ("nl", "en")},
            list(digests.values_list("digest", flat=True)),
            self.decided.pk if self.decided else None,
            circles_now(self.alternative.area_id),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:24]

    @property
    def key(self) -> str:
        """The key of the job that makes it."""
        return f"document-{self.digest}"

    @property
    def payload(self) -> dict[str, Any]:
        """What a job has to know."""
        return asdict(self)


def from_payload(payload: dict[str, Any]) -> Wanted:
    """Return what a job is about."""
    viewer = payload["viewer"]
    eyes = Viewer(Sight(viewer["sight"]), viewer["partner_id"])
    return Wanted(**{**payload, "viewer": eyes})
