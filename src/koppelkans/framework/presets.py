# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trees of criteria to start from: the Ambitieweb, broad welfare, and a short list of six."""

from collections.abc import Mapping
from dataclasses import dataclass

from koppelkans.case import Criterion, Measure
from koppelkans.language import N_, translate


@dataclass(frozen=True)
class Proposed:
    """A criterion of a preset: its id, its name in English to be translated, and its place.

    ``measure`` is the figure that we propose; None for a heading. What no figure says is scored
    by people.
    """

    id: str
    name: str
    measure: Measure | None = Measure.SCORED
    parent_id: str | None = None
    key_figure_id: str | None = None
    description: str = ""


AMBITION_WEB = (
    Proposed("energie", N_("Energy and climate"), Measure.KEY_FIGURE, key_figure_id="co2"),
    Proposed("materialen", N_("Materials")),
    Proposed("bodem", N_("Soil")),
    Proposed("water", N_("Water")),
    Proposed("ecologie", N_("Ecology and biodiversity")),
    Proposed("ruimtegebruik", N_("Use of space")),
    Proposed("ruimtelijke-kwaliteit", N_("Spatial quality")),
    Proposed("welzijn", N_("Wellbeing and health")),
    Proposed("sociale-relevantie", N_("Social relevance"), Measure.PEOPLE),
    Proposed("bereikbaarheid", N_("Accessibility"), Measure.CLOSED_WEEKS),
    Proposed("investeringen", N_("Investments"), Measure.COST_EUR),
    Proposed("vestigingsklimaat", N_("Climate for homes and businesses")),
)
"""The twelve themes of the Ambitieweb (Aanpak Duurzaam GWW, CROW)."""

BROAD_WELFARE = (
    Proposed("hier-en-nu", N_("Here and now"), None),
    Proposed("subjectief-welzijn", N_("How people value their lives"), parent_id="hier-en-nu"),
    Proposed("materiele-welvaart", N_("Material welfare"), Measure.RESIDENT_BENEFIT_EUR,
             "hier-en-nu"),
    Proposed("gezondheid", N_("Health"), parent_id="hier-en-nu"),
    Proposed("arbeid", N_("Work and leisure"), parent_id="hier-en-nu"),
    Proposed("wonen", N_("Housing"), Measure.HOMES, "hier-en-nu"),
    Proposed("samenleving", N_("Society"), Measure.PEOPLE, "hier-en-nu"),
    Proposed("veiligheid", N_("Safety"), parent_id="hier-en-nu"),
    Proposed("milieu", N_("Environment"), parent_id="hier-en-nu"),
    Proposed("later", N_("Later"), None),
    Proposed("economisch-kapitaal", N_("Economic capital"), Measure.NET_VALUE_EUR, "later"),
    Proposed("natuurlijk-kapitaal", N_("Natural capital"), Measure.KEY_FIGURE, "later", "co2"),
    Proposed("menselijk-kapitaal", N_("Human capital"), parent_id="later"),
    Proposed("sociaal-kapitaal", N_("Social capital"), parent_id="later"),
    Proposed("elders", N_("Elsewhere")),
)  # fmt: skip
"""The themes of the Monitor Brede Welvaart (Statistics Netherlands): eight here and now, four
kinds of capital for later, and elsewhere."""

SHORT_LIST = (
    Proposed("waarde", N_("Societal value"), Measure.NET_VALUE_EUR,
             description=N_("What it yields for everybody together, in euros of today.")),
    Proposed("kosten", N_("Costs"), Measure.COST_EUR,
             description=N_("What all partners together spend, now and later.")),
    Proposed("rust", N_("Calm in the street"), Measure.CLOSED_WEEKS,
             description=N_("How many weeks streets are closed.")),
    Proposed("bewoners", N_("Residents are better off"), Measure.RESIDENT_BENEFIT_EUR,
             description=N_("Bills, health and enjoyment of those who live here.")),
    Proposed("klimaat", N_("Climate"), Measure.KEY_FIGURE, key_figure_id="co2",
             description=N_("How much less CO2 goes into the air.")),
    Proposed("samen", N_("Everybody stays on board"), Measure.WORST_PARTNER_EUR,
             description=N_("How the partner fares that gains least.")),
)  # fmt: skip

PRESETS: Mapping[str, tuple[Proposed, ...]] = {
    "ambitieweb": AMBITION_WEB,
    "brede-welvaart": BROAD_WELFARE,
    "zes": SHORT_LIST,
}
"""Presets by name."""

PRESET_LABELS: Mapping[str, str] = {
    "ambitieweb": N_("Ambitieweb: twelve themes"),
    "brede-welvaart": N_("Broad welfare"),
    "zes": N_("Short list of six"),
}


def make_criteria(preset: str, language: str) -> tuple[Criterion, ...]:
    """Return the criteria of a preset, named in a language, to be changed as people like.

    A criterion measured by a key figure needs that key figure in the case.

    Raises
    ------
    KeyError
        When there is no such preset.

    Examples
    --------
    >>> [criterion.id for criterion in make_criteria("zes", "en")][:3]
    ['waarde', 'kosten', 'rust']
    """
    return tuple(
        Criterion(
            id=proposed.id,
            name=translate(proposed.name, language),
            parent_id=proposed.parent_id,
            measure=proposed.measure,
            key_figure_id=proposed.key_figure_id,
            description=translate(proposed.description, language),
        )
        for proposed in PRESETS[preset]
    )
