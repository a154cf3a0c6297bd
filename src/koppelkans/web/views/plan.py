# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plan of approach: what is in it, and the files to take along."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_noop

from koppelkans.exchange import write_programme_geopackage, write_programme_workbook
from koppelkans.plan import write_docx, write_pdf
from koppelkans.web.scene import Scene, sheet, show

Write = Callable[[Scene, Path, str], None]


@dataclass(frozen=True)
class Download:
    """A file that people can take along, in both languages or in none."""

    kind: str
    title: str
    text: str
    media: str
    write: Write
    languages: tuple[str, ...] = ("nl", "en")


DOWNLOADS = (
    Download(
        "docx", gettext_noop("Plan of approach (Word)"),
        gettext_noop("To work on together: text, tables, maps and charts."),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda scene, path, language: write_docx(scene.case, scene.result, path, language),
    ),
    Download(
        "pdf", gettext_noop("Plan of approach (PDF)"),
        gettext_noop("To send round, print and decide on."), "application/pdf",
        lambda scene, path, language: write_pdf(scene.case, scene.result, path, language),
    ),
    Download(
        "xlsx", gettext_noop("Programme (Excel)"),
        gettext_noop("Every task with its quarter, variant and amounts; totals add up."),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda scene, path, language: write_programme_workbook(
            scene.case, scene.result, path, language
        ),
    ),
    Download(
        "gpkg", gettext_noop("Programme (GeoPackage)"),
        gettext_noop("For QGIS: places, tasks and occupations with their dates."),
        "application/geopackage+sqlite3",
        lambda scene, path, _language: write_programme_geopackage(scene.case, scene.result, path),
        ("",),
    ),
    Download(
        "json", gettext_noop("Result (JSON)"),
        gettext_noop("For other programs: everything that was computed, with its settings."),
        "application/json",
        lambda scene, path, _language: _write_json(scene, path),
        ("",),
    ),
)  # fmt: skip


def _write_json(scene: Scene, path: Path) -> None:
    path.write_text(scene.result.to_json(), encoding="utf-8")


@sheet("plan")
def plan(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show what the plan holds, year by year, with the downloads."""
    works = sorted(scene.reading.programme.works.values(), key=lambda w: (w.start, w.task.id))
    phases = [
        (phase, [(w, scene.reading.title(w.task.id)) for w in works if w.start in phase])
        for phase in scene.reading.phases
    ]
    left_out = [
        scene.reading.title(task.id)
        for task in scene.case.tasks
        if task.id not in scene.reading.programme.works
    ]
    return show(
        request, scene, "plan", "plan", downloads=DOWNLOADS, phases=phases, left_out=left_out
    )


@sheet("plan")
def download(
    _request: HttpRequest, scene: Scene, kind: str, language: str = ""
) -> HttpResponseBase:
    """Send one of the files."""
    found = next((d for d in DOWNLOADS if d.kind == kind and language in d.languages), None)
    if found is None:
        raise Http404
    return send(found, scene, language)


def send(found: Download, scene: Scene, language: str) -> HttpResponseBase:
    """Send a file; it is made when it is asked for the first time."""
    # What is in a file depends on who may see it; those who see the same share it.
    eyes = sha256(repr(scene.viewer).encode()).hexdigest()[:12]
    name = "-".join(filter(None, (scene.area.slug, str(scene.programme.pk), eyes, language)))
    path = settings.DATA / "exports" / f"{name}.{found.kind}"
    if not path.exists():
        _make(found, scene, path, language)
    return FileResponse(
        path.open("rb"), as_attachment=True, content_type=found.media,
        filename="-".join(filter(None, (scene.area.slug, language))) + f".{found.kind}",
    )  # fmt: skip


def _make(found: Download, scene: Scene, path: Path, language: str) -> None:
    """Write beside and then rename: nobody gets half a file."""
    path.parent.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=path.parent) as folder:
        fresh = Path(folder) / path.name
        found.write(scene, fresh, language)
        fresh.rename(path)
