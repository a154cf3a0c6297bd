# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of OGC API Features is here, described in OpenAPI 3.0 as the standard asks."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from koppelkans.web.api.crs import CRS84, crs_address
from koppelkans.web.features.asked import MOST, USUAL
from koppelkans.web.features.collections import Collection
from koppelkans.web.models import Area

CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
CONFORMANCE = (
    *(CORE + part for part in ("core", "oas30", "html", "geojson")),
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
)


def _parameter(name: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, **more}


def describe(root: str, area: Area, offered: Sequence[Collection]) -> dict[str, Any]:
    """Return the description of the resources of an area."""
    systems = {"type": "string", "format": "uri", "enum": [CRS84, crs_address(area.crs)]}
    numbers = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
    form = {"style": "form", "explode": False}
    asked = [
        _parameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}),
        _parameter("offset", {"type": "integer", "minimum": 0, "default": 0}),
        _parameter("bbox", numbers, **form),
        _parameter("bbox-crs", systems),
        _parameter("crs", systems),
        _parameter("datetime", {"type": "string"}),
    ]
    paths: dict[str, Any] = {
        "/": _get("landing"), "/conformance": _get("conformance"),
        "/collections": _get("collections"),
    }  # fmt: skip
    for one in offered:
        here = f"/collections/{one.id}"
        key = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
        paths[here] = _get(one.id)
        paths[f"{here}/items"] = _get(f"{one.id}_items", asked)
        paths[f"{here}/items/{{featureId}}"] = _get(f"{one.id}_item", [key, asked[4]])
    return {
        "openapi": "3.0.3",
        "info": {"title": area.name, "version": "1.0.0",
                 "description": _("The area as its reader may see it.")},
        "servers": [{"url": root}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "basic": {"type": "http", "scheme": "basic"},
            }
        },
        "security": [{"bearer": []}, {"basic": []}, {}],
    }  # fmt: skip


def _get(name: str, parameters: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "parameters": list(parameters),
            "responses": {"200": {"description": "OK"}, "400": {"description": "Bad Request"},
                          "401": {"description": "Unauthorized"},
                          "404": {"description": "Not Found"}},
        }
    }  # fmt: skip
