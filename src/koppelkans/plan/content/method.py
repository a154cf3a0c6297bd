# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Annexes: all tasks, the key figures with their sources, and how it was computed."""

from koppelkans.case import Confidence, KeyFigure
from koppelkans.language import N_
from koppelkans.plan.content.summary import certainty
from koppelkans.plan.content.tasks import all_tasks
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Block, Bullets, Paragraph, Section, Table
from koppelkans.plan.words import figure, name

SURE = {
    Confidence.LOW: N_("not sure"),
    Confidence.MEDIUM: N_("fairly sure"),
    Confidence.HIGH: N_("sure"),
}


def annexes(reading: Reading) -> Section:
    """Return what lies under the plan."""
    return Section(
        reading.say(N_("Annexes")),
        sections=(
            Section(reading.say(N_("All tasks")), (all_tasks(reading),)),
            _key_figures(reading),
            _method(reading),
        ),
        new_page=True,
    )


def _key_figures(reading: Reading) -> Section:
    title = reading.say(N_("Key figures and their sources"))
    if not reading.case.key_figures:
        return Section(title, (Paragraph(reading.say(N_("No key figures are used."))),))
    table = Table(
        caption=reading.say(N_("The key figures, with range, price year and source")),
        header=(
            reading.say(N_("Key figure")),
            reading.say(N_("Value")),
            reading.say(N_("Unit")),
            reading.say(N_("Range")),
            reading.say(N_("Prices of")),
            reading.say(N_("How sure")),
            reading.say(N_("Source")),
        ),
        rows=tuple(_key_figure(reading, f) for f in reading.case.key_figure.values()),
        widths=(2.6, 1.1, 1.6, 1.5, 0.9, 1, 3),
        figures=frozenset({1}),
    )
    return Section(title, (table,))


def _key_figure(reading: Reading, f: KeyFigure) -> tuple[str, ...]:
    language = reading.language
    ends = [figure(end, language) if end is not None else "?" for end in (f.low, f.high)]
    return (
        f.name,
        reading.say(N_("unknown")) if f.value is None else figure(f.value, language),
        f.unit,
        "–" if ends == ["?", "?"] else f"{ends[0]} – {ends[1]}",
        str(f.price_year) if f.price_year else "–",
        reading.say(SURE[f.confidence]),
        f.source,
    )


def _method(reading: Reading) -> Section:
    blocks: list[Block] = [
        Paragraph(
            reading.say(
                N_(
                    "The baseline is what every partner would do alone, at its own preferred "
                    "moment and within its own limits. The programme is searched by an optimiser "
                    "over all tasks, variants and moments at once. Both are valued by the same "
                    "rules of a social cost-benefit analysis. A figure that is unknown stays "
                    "unknown and is never counted as nothing."
                )
            )
        ),
        Paragraph(certainty(reading)),
        Paragraph(
            reading.say(
                N_(
                    "A street section counts as opened once when works there follow each other "
                    "without a quarter in between. Within a quarter works go on side by side, and "
                    "the street is closed as long as the longest of them."
                )
            )
        ),
        Bullets(_settings(reading)),
    ]
    return Section(reading.say(N_("Method and settings")), tuple(blocks))


def _settings(reading: Reading) -> tuple[str, ...]:
    settings, case, language = reading.result.settings, reading.result.case, reading.language
    return (
        reading.say(
            N_("Price level {year}, discount rate {rate} a year."),
            year=case.price_level,
            rate=f"{figure(100 * case.discount_rate, language)}\N{NO-BREAK SPACE}%",
        ),
        reading.say(
            N_("Search: at most {seconds} seconds, seed {seed}, {status}."),
            seconds=figure(settings.seconds, language),
            seed=settings.seed,
            status=name(reading.result.programme.status, language).lower(),
        ),
        reading.say(
            N_("Made with Koppelkans {version} from the case “{case}”, fingerprint {digest}."),
            version=settings.version,
            case=case.id,
            digest=case.sha256[:16],
        ),
    )
