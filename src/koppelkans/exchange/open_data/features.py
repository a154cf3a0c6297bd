# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read features from an OGC API Features service, page by page, in RD New."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from koppelkans.exchange.open_data.errors import ServiceError
from koppelkans.exchange.open_data.fetch import Answer, Manners, fetch_json, trouble
from koppelkans.exchange.open_data.services import Service
from koppelkans.language import N_, Message

RD_NEW = "http://www.opengis.net/def/crs/EPSG/0/28992"
PAGE_SIZE = 1000
"""What PDOK gives at the most (pdok.nl/faq-ogc-api: 1000 objects for each request)."""
MOST_PAGES = 500
RD_BOUNDS = (-10_000.0, 290_000.0, 300_000.0, 640_000.0)
"""Around the Netherlands in RD New (area of use of EPSG:28992), in metres."""


@dataclass(frozen=True)
class Feature:
    """One feature: its geometry in RD New and its properties under lower-case names."""

    geometry: BaseGeometry
    properties: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return a property as text without blanks around it; "" when it is empty."""
        value = self.properties.get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).strip()


def fetch_features(
    service: Service,
    collection: str,
    manners: Manners,
    *,
    bbox: tuple[float, float, float, float] | None = None,
    **filters: str,
) -> list[Feature]:
    """Return the features of a collection, each once.

    Asks with the parameters of OGC 17-069 (Part 1: ``limit``, ``bbox``, properties as filters,
    7.15) and OGC 18-058 (Part 2: ``crs``, ``bbox-crs``), and follows the links ``next``.

    Parameters
    ----------
    bbox
        Only what touches this box: xmin, ymin, xmax, ymax in metres in RD New.
    **filters
        Only features whose property has this value.
    """
    parameters: dict[str, str | int] = {"f": "json", "limit": PAGE_SIZE, "crs": RD_NEW, **filters}
    if bbox:
        parameters["bbox"] = ",".join(f"{coordinate:.2f}" for coordinate in bbox)
        parameters["bbox-crs"] = RD_NEW
    first = fetch_json(
        service, f"{service.url}/collections/{collection}/items", manners, parameters
    )
    found: dict[object, Feature] = {}
    for page in _pages(service, first, manners):
        complain = _complainer(service, page.url)
        if page.content_crs not in ("", RD_NEW):
            raise complain(
                Message(
                    N_("answers in the coordinate system {crs} instead of RD New"),
                    {"crs": page.content_crs},
                )
            )
        features = page.document.get("features")
        if not isinstance(features, list):
            raise complain(Message(N_("answers without a list of features")))
        for number, raw in enumerate(features):
            feature = _read_feature(raw, complain)
            found.setdefault(raw.get("id", (page.url, number)), feature)
    return list(found.values())


Complain = Callable[[Message], ServiceError]


def _complainer(service: Service, url: str) -> Complain:
    return lambda reason: trouble(service, url, reason)


def _pages(service: Service, page: Answer, manners: Manners) -> Iterator[Answer]:
    seen = {page.url}
    while True:
        yield page
        url = _next_url(page)
        if url is None:
            return
        if (
            url in seen
            or len(seen) >= MOST_PAGES
            or urlsplit(url).netloc != urlsplit(page.url).netloc
        ):
            reason = Message(N_("gives a link to the next page that leads nowhere"))
            raise trouble(service, page.url, reason)
        seen.add(url)
        page = fetch_json(service, url, manners)


def _next_url(page: Answer) -> str | None:
    links = page.document.get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == "next" and link.get("href"):
            return urljoin(page.url, str(link["href"]))
    return None


def _read_feature(raw: object, complain: Complain) -> Feature:
    if not isinstance(raw, dict) or not isinstance(raw.get("properties"), dict):
        raise complain(Message(N_("answers with a feature that cannot be read")))
    try:
        with np.errstate(invalid="ignore"):
            geometry = shapely.force_2d(shape(raw["geometry"]))
    except (GEOSException, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise complain(Message(N_("answers with a geometry that cannot be read"))) from error
    xmin, ymin, xmax, ymax = RD_BOUNDS
    x, y = shapely.get_coordinates(geometry).T
    if not len(x) or not ((x > xmin) & (x < xmax) & (y > ymin) & (y < ymax)).all():
        raise complain(Message(N_("answers with coordinates that do not lie in the Netherlands")))
    return Feature(geometry, {name.lower(): value for name, value in raw["properties"].items()})
