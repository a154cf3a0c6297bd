# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The national services that a new area is made of: where they are, and what to do without."""

from dataclasses import dataclass, field

from koppelkans.language import N_, Message


@dataclass(frozen=True)
class Service:
    """A service on the web.

    Parameters
    ----------
    name
        Name by which people know it.
    url
        Base address, without a slash at the end.
    by_hand
        What somebody can do when it does not answer.
    """

    name: str
    url: str
    by_hand: Message


def boundaries(
    url: str = "https://api.pdok.nl/cbs/wijken-en-buurten-2024/ogc/v1",
) -> Service:
    """Boundaries of neighbourhoods.

    Address and collections: pdok.nl, (OGC) API's, dataset CBS Wijken en Buurten. The year is
    that of the table of figures: codes of neighbourhoods change from year to year.
    """
    return Service(
        "CBS Wijken en Buurten 2024 (PDOK)",
        url,
        Message(
            N_(
                "By hand: download the file of districts and neighbourhoods from {url}, open the"
                " layer {layer} in QGIS, select your neighbourhood and copy it into the layer"
                " areas of a case file."
            ),
            {
                "url": "https://service.pdok.nl/cbs/wijkenbuurten/2024/atom/index.xml",
                "layer": "buurten",
            },
        ),
    )


def roads(
    url: str = "https://api.pdok.nl/rws/nationaal-wegenbestand-wegen/ogc/v1",
) -> Service:
    """Road sections: pdok.nl, (OGC) API's, dataset Nationaal Wegen Bestand (NWB) - Wegen."""
    return Service(
        "Nationaal Wegenbestand (PDOK)",
        url,
        Message(
            N_(
                "By hand: download the road file from {url}, open the layer {layer} in QGIS and"
                " copy the streets of your neighbourhood into the layer places of a case file."
            ),
            {
                "url": "https://service.pdok.nl/rws/nationaal-wegenbestand-wegen/atom/index.xml",
                "layer": "wegvakken",
            },
        ),
    )


def addresses(url: str = "https://api.pdok.nl/kadaster/bag/ogc/v2") -> Service:
    """Addresses and buildings: pdok.nl, (OGC) API's, dataset BAG."""
    return Service(
        "Basisregistratie Adressen en Gebouwen (PDOK)",
        url,
        Message(
            N_(
                "By hand: download the addresses and buildings from {url}, open the layers"
                " {layer} in QGIS and count the homes of each street."
            ),
            {
                "url": "https://service.pdok.nl/kadaster/bag/atom/bag.xml",
                "layer": "verblijfsobject, pand",
            },
        ),
    )


def statistics(url: str = "https://opendata.cbs.nl/ODataApi/odata/85984NED") -> Service:
    """Figures of neighbourhoods: CBS StatLine, Kerncijfers wijken en buurten 2024."""
    return Service(
        "CBS StatLine (OData)",
        url,
        Message(
            N_(
                "By hand: find your neighbourhood in the table at {url} and copy the figures into"
                " the table figures of a case file."
            ),
            {"url": "https://opendata.cbs.nl/statline/#/CBS/nl/dataset/85984NED/table"},
        ),
    )


@dataclass(frozen=True)
class Services:
    """Where to ask; the defaults are the official addresses."""

    boundaries: Service = field(default_factory=boundaries)
    roads: Service = field(default_factory=roads)
    addresses: Service = field(default_factory=addresses)
    statistics: Service = field(default_factory=statistics)
