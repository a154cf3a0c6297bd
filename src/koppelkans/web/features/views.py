# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The resources of OGC API Features, for programs as JSON and for people as a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from shapely.geometry import mapping

from koppelkans.seen import Sight, Viewer
from koppelkans.web.access.gate import is_public
from koppelkans.web.api.answers import ProblemError, answer, not_found, say_problem
from koppelkans.web.api.crs import CRS84, crs_address
from koppelkans.web.api.door import hold_back, let_in, reader_in, secret_in
from koppelkans.web.api.limits import most_requests
from koppelkans.web.audit import address_of
from koppelkans.web.features.asked import Asked, read_asked
from koppelkans.web.features.collections import (
    COLLECTIONS,
    Collection,
    Feature,
    brought_over,
    features_of,
)
from koppelkans.web.features.description import CONFORMANCE, describe
from koppelkans.web.models import Area
from koppelkans.web.scene import Scene, scene_of
from koppelkans.web.store import shown_alternative

Parameters = ParamSpec("Parameters")
GEOJSON = "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


def for_programs(
    view: Callable[Concatenate[HttpRequest, Scene, Parameters], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, Parameters], HttpResponse]:
    """Make a resource of an area: with a token as its user sees it, without as residents do."""

    @wraps(view)
    def resource(
        request: HttpRequest, slug: str, *args: Parameters.args, **options: Parameters.kwargs
    ) -> HttpResponse:
        try:
            return view(request, _scene(request, slug), *args, **options)
        except ProblemError as error:
            return say_problem(error)

    return require_GET(resource)


def _scene(request: HttpRequest, slug: str) -> Scene:
    if "Authorization" in request.headers:
        let_in(request, secret_in(request))
        reader = reader_in(request, slug)
        area, viewer = reader.area, reader.viewer
    else:
        hold_back(f"public-{address_of(request)}", most_requests())
        found = Area.objects.filter(slug=slug).first()
        if found is None or not is_public(found):
            # Programs for maps ask for a name and a password only when they are told to.
            raise ProblemError(
                401, _("Show a token."), headers={"WWW-Authenticate": 'Basic realm="Koppelkans"'}
            )
        area, viewer = found, Viewer(Sight.PUBLIC)
    scene = scene_of(shown_alternative(area), viewer, get_language() or "nl")
    if scene is None:
        raise ProblemError(404, _("There is no result yet."))
    return scene


def offered(scene: Scene) -> list[Collection]:
    """Return the collections that a viewer may see."""
    return [c for c in COLLECTIONS if c.public or scene.viewer.sight is not Sight.PUBLIC]


def _find(scene: Scene, name: str) -> Collection:
    found = next((c for c in offered(scene) if c.id == name), None)
    if found is None:
        raise not_found()
    return found


def _root(request: HttpRequest, scene: Scene) -> str:
    return request.build_absolute_uri(f"/ogc/{scene.area.slug}")


def _link(href: str, rel: str, title: str, media: str = "application/json") -> dict[str, str]:
    return {"href": href, "rel": rel, "type": media, "title": title}


def _give(
    request: HttpRequest, scene: Scene, data: dict[str, Any], title: str,
    media: str = "application/json", **headers: str,
) -> HttpResponse:  # fmt: skip
    """Return data as JSON, or as a page to whoever asks for one."""
    wanted = request.GET.get("f")
    if wanted not in (None, "json", "html"):
        raise ProblemError(400, _("Ask for json or html."))
    accepted = request.headers.get("Accept", "")
    if wanted == "html" or (wanted is None and accepted.startswith("text/html")):
        rows = data.get("features") or ([data] if data.get("type") == "Feature" else [])
        context = {
            "place": scene.area, "title": title, "data": data, "features": rows,
            "links": data.get("links", []), "collections": data.get("collections", []),
        }  # fmt: skip
        return render(request, "koppelkans/features/page.html", context)
    return answer(data, headers=headers, media=media)


@for_programs
def landing(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Show the way to everything else."""
    root = _root(request, scene)
    links = [
        _link(root, "self", _("This page")),
        _link(f"{root}?f=html", "alternate", _("This page"), "text/html"),
        _link(f"{root}/api", "service-desc", _("Description"), OPENAPI),
        _link(f"{root}/conformance", "conformance", _("Conformance")),
        _link(f"{root}/collections", "data", _("Collections")),
    ]
    data = {"title": scene.area.name, "description": scene.case.area.description, "links": links}
    return _give(request, scene, data, scene.area.name)


@for_programs
def description(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Describe the resources, as OpenAPI 3.0."""
    root = _root(request, scene)
    return answer(describe(root, scene.area, offered(scene)), media=OPENAPI)


@for_programs
def conformance(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Say what of the standard is here."""
    return _give(request, scene, {"conformsTo": list(CONFORMANCE)}, _("Conformance"))


@for_programs
def collections(request: HttpRequest, scene: Scene) -> HttpResponse:
    """List the collections."""
    root = _root(request, scene)
    own = crs_address(scene.area.crs)
    data = {
        "links": [_link(f"{root}/collections", "self", _("Collections"))],
        "crs": [CRS84, own],
        "collections": [_describe(root, scene, c) for c in offered(scene)],
    }
    return _give(request, scene, data, _("Collections"))


@for_programs
def collection(request: HttpRequest, scene: Scene, name: str) -> HttpResponse:
    """Describe one collection."""
    found = _find(scene, name)
    return _give(request, scene, _describe(_root(request, scene), scene, found), _(found.title))


def _describe(root: str, scene: Scene, one: Collection) -> dict[str, Any]:
    items = f"{root}/collections/{one.id}/items"
    area = scene.area
    boundary = brought_over(scene.case.area.geometry, area.crs, CRS84) \
        if scene.case.area.geometry is not None else None  # fmt: skip
    years = scene.case.area.first_year, scene.case.area.last_year
    extent: dict[str, Any] = {
        "temporal": {"interval": [[f"{years[0]}-01-01T00:00:00Z", f"{years[1]}-12-31T23:59:59Z"]]}
    }
    if boundary is not None:
        extent["spatial"] = {"bbox": [list(boundary.bounds)], "crs": CRS84}
    return {
        "id": one.id, "title": _(one.title), "description": _(one.text), "itemType": "feature",
        "crs": [CRS84, crs_address(area.crs)], "storageCrs": crs_address(area.crs),
        "extent": extent,
        "links": [
            _link(f"{root}/collections/{one.id}", "self", _(one.title)),
            _link(items, "items", _(one.title), GEOJSON),
            _link(f"{items}?f=html", "items", _(one.title), "text/html"),
        ],
    }  # fmt: skip


@for_programs
def items(request: HttpRequest, scene: Scene, name: str) -> HttpResponse:
    """Return the features that are asked for, page by page."""
    one, own = _find(scene, name), scene.area.crs
    asked = read_asked(request.GET.dict(), own)
    found = [f for f in features_of(scene, one) if asked.takes(f)]
    shown = found[asked.offset : asked.offset + asked.limit]
    here = f"{_root(request, scene)}/collections/{one.id}"
    links = [
        _link(request.build_absolute_uri(), "self", _(one.title), GEOJSON),
        _link(here, "collection", _(one.title)),
    ]
    if asked.offset + asked.limit < len(found):
        query = {**request.GET.dict(), "offset": str(asked.offset + asked.limit),
                 "limit": str(asked.limit)}  # fmt: skip
        links.append(_link(f"{here}/items?{urlencode(query)}", "next", _("Next page"), GEOJSON))
    data = {
        "type": "FeatureCollection", "links": links, "numberMatched": len(found),
        "numberReturned": len(shown), "features": [_show(f, asked.crs, own) for f in shown],
    }  # fmt: skip
    return _give(request, scene, data, _(one.title), GEOJSON, **_crs(asked))


@for_programs
def item(request: HttpRequest, scene: Scene, name: str, key: str) -> HttpResponse:
    """Return one feature."""
    one, own = _find(scene, name), scene.area.crs
    wanted = {k: v for k, v in request.GET.dict().items() if k in ("crs", "f")}
    asked = read_asked(wanted, own)
    found = next((f for f in features_of(scene, one) if f.id == key), None)
    if found is None:
        raise not_found()
    here = f"{_root(request, scene)}/collections/{one.id}"
    data = _show(found, asked.crs, own) | {
        "links": [
            _link(request.build_absolute_uri(), "self", found.id, GEOJSON),
            _link(here, "collection", _(one.title)),
        ]
    }
    return _give(request, scene, data, found.id, GEOJSON, **_crs(asked))


def _crs(asked: Asked) -> dict[str, str]:
    return {"Content-Crs": f"<{crs_address(asked.crs)}>"}


def _show(feature: Feature, crs: str, own: str) -> dict[str, Any]:
    geometry = brought_over(feature.geometry, own, crs)
    return {
        "type": "Feature", "id": feature.id, "properties": feature.properties,
        "geometry": None if geometry is None else mapping(geometry),
    }  # fmt: skip
