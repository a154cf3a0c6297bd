# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files that programs can get in one request."""

from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.utils.translation import gettext_noop

from koppelkans.web.plans.views.documents import send_now
from koppelkans.web.plans.wanted import MEDIA
from koppelkans.web.scene import Scene


@dataclass(frozen=True)
class Download:
    """A file that programs can get, in both languages or in none; ``kind`` is its ending."""

    kind: str
    title: str
    document: str
    languages: tuple[str, ...] = ("nl", "en")

    @property
    def media(self) -> str:
        return MEDIA[self.kind]


DOWNLOADS = (
    Download("docx", gettext_noop("Plan of approach (Word)"), "full"),
    Download("pdf", gettext_noop("Plan of approach (PDF)"), "full"),
    Download("xlsx", gettext_noop("Programme (Excel)"), "programme"),
    Download("gpkg", gettext_noop("Programme (GeoPackage)"), "map", ("",)),
    Download("json", gettext_noop("Result (JSON)"), "result", ("",)),
)


def send(found: Download, scene: Scene, language: str) -> HttpResponseBase:
    """Send a file; it is made when it is asked for the first time."""
    return send_now(found.document, found.kind, scene, language or "nl")
