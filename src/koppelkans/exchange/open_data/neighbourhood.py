# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The boundary of a neighbourhood, from the districts and neighbourhoods of CBS."""

import re
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from koppelkans.exchange.open_data.errors import WrongNeighbourhoodError
from koppelkans.exchange.open_data.features import Feature, fetch_features
from koppelkans.exchange.open_data.fetch import Manners, trouble
from koppelkans.exchange.open_data.services import Service
from koppelkans.language import N_, Message

SITE = (
    "https://www.cbs.nl/nl-nl/dossier/nederland-regionaal/geografische-data/wijk-en-buurtkaart-2024"
)
CODE = re.compile(r"BU[0-9]{4}[0-9A-Z]{4}")


@dataclass(frozen=True)
class Neighbourhood:
    """A neighbourhood (buurt) of CBS: code, name, municipality, boundary in RD New."""

    code: str
    name: str
    municipality: str
    boundary: BaseGeometry


def fetch_neighbourhood(service: Service, code: str, manners: Manners) -> Neighbourhood:
    """Return the neighbourhood with a code such as BU0363NK01.

    Collection ``buurten`` with the properties ``buurtcode``, ``buurtnaam`` and ``gemeentenaam``.

    Raises
    ------
    WrongNeighbourhoodError
        When this is not a code, or no neighbourhood of this year has it.
    """
    if not CODE.fullmatch(code):
        raise WrongNeighbourhoodError(
            Message(
                N_("found {found}; expected the code of a neighbourhood, such as BU0363NK01"),
                {"found": code},
            )
        )
    features = fetch_features(service, "buurten", manners, buurtcode=code)
    if not features:
        raise WrongNeighbourhoodError(
            Message(
                N_(
                    "{service} knows no neighbourhood {code}. Codes change from year to year; find"
                    " yours on the map at {site}."
                ),
                {"service": service.name, "code": code, "site": SITE},
            )
        )
    found = [feature for feature in features if feature.text("buurtcode") == code]
    if len(found) != 1 or len(features) != 1:
        raise trouble(
            service,
            f"{service.url}/collections/buurten/items?buurtcode={code}",
            Message(N_("answers with other neighbourhoods than the one that was asked for")),
        )
    (feature,) = found
    return Neighbourhood(
        code=code,
        name=feature.text("buurtnaam") or code,
        municipality=feature.text("gemeentenaam"),
        boundary=_area(feature, service),
    )


def _area(feature: Feature, service: Service) -> BaseGeometry:
    valid = shapely.make_valid(feature.geometry, method="structure")
    if valid.geom_type not in ("Polygon", "MultiPolygon") or valid.is_empty:
        raise trouble(service, service.url, Message(N_("gives a boundary that is not an area")))
    return valid
