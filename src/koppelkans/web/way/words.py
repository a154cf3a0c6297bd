# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a step of the way is called, why it is there, how others did it, what to ask a partner.

What is told of others is what the source says, in our words; the address stands beside it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

IGP = (
    "https://www.kennisactiewater.nl/ka-cases/koppelkansen/"
    "de-kracht-van-igp-sturen-op-meervoudige-oplossingen/"
)
TIPS = (
    "https://www.nplw.nl/technieken/warmtenet/"
    "aanleg+van+een+warmtenet+en+vervangen+riolering/default.aspx"
)
GROUND = (
    "https://www.evides.nl/over-evides/nieuws/2024/"
    "10-tips-voor-een-goede-samenwerking-in-de-ondergrond"
)
CROYDON = (
    "https://corporate.thameswater.co.uk/Media/News-releases/"
    "News-Release---Teams-working-together-to-reduce-roadworks-disruption"
)
COLLABORATION = "https://www.localgov.co.uk/Collaboration-works/50146"
LONDON = (
    "http://www.london.gov.uk./programmes-strategies/better-infrastructure/"
    "infrastructure-coordination/streets-service/embedding-change"
)
LAMBETH = (
    "https://www.ispreview.co.uk/index.php/2022/04/"
    "london-trial-sees-coordinated-street-works-by-utility-firms.html"
)


@dataclass(frozen=True)
class Told:
    """The words of one step; ``page`` is the route where the work is done."""

    key: str
    title: str
    why: str
    others: str
    source: str
    questions: tuple[str, ...]
    page: str


STEPS = (
    Told(
        "choose", _("Choose the area"),
        _("Somebody has to be allowed to begin: which area, who leads, and who pays for the time."),
        _(
            "In Amsterdam the directors of the owners of public space together choose for which"
            " area a plan is made. Every party pays part of the general costs."
        ),
        IGP,
        (
            _("Who in your organisation can say yes to working on this?"),
            _("What happens in this area if we do nothing together?"),
        ),
        "people",
    ),
    Told(
        "inventory", _("Put everything on one table"),
        _("Nobody can fit in what is not on the table. Everybody's tasks side by side, also those"
          " about people."),
        _(
            "In Amsterdam an IGP begins with an inventory. A portal lets the partners see each"
            " other's assets and tasks, and that saves time."
        ),
        IGP,
        (
            _("What do you have to do here in the coming years, and what would you like to do?"),
            _("When, and what makes that moment fixed?"),
            _("Who in the neighbourhood notices it?"),
        ),
        "records",
    ),
    Told(
        "analysis", _("See where tasks meet"),
        _("Only on one map and one timeline do you see which streets would open twice, and which"
          " task helps another."),
        _(
            "In Croydon planned works were laid over each other on a map. So it showed that gas,"
            " water and resurfacing met in one road."
        ),
        COLLABORATION,
        (
            _("Which task of another would make yours easier or cheaper?"),
            _("Where would yours be in the way of another?"),
        ),
        "opportunities",
    ),
    Told(
        "ambition", _("Find what everybody is really after"),
        _("Ask the question behind the question. Who shares what is hard makes room for others to"
          " move."),
        _(
            "The advice from Amsterdam: test from the start whether a solution serves several"
            " purposes, instead of letting themes compete for room."
        ),
        IGP,
        (
            _("What do you really want to reach here?"),
            _("What keeps you awake?"),
            _("What would have to happen for this to fail?"),
        ),
        "conversation",
    ),
    Told(
        "commitment", _("Commit to the joint task"),
        _("Owner together of problem and solution: in your own words, with who said so."),
        _(
            "A water company that works together in the ground advises: make sure that all see the"
            " need, work on trust, talk about worries, and be ready to give something."
        ),
        GROUND,
        (
            _("What can you stand behind today, and under which conditions?"),
            _("How many hours a week may you spend on this?"),
            _("When do we talk about it again?"),
        ),
        "conversation",
    ),
    Told(
        "value", _("Say what it is worth"),
        _("Of every task and every combination: what does it yield, for whom. Also what cannot be"
          " put in euros."),
        _(
            "Croydon told what working together was worth: nearly 100 days of disruption prevented,"
            " and an estimated 678,000 pounds saved for the local economy."
        ),
        CROYDON,
        (
            _("Who gains from your task, apart from you?"),
            _("Which of these figures do you not trust, and what would be better?"),
        ),
        "value",
    ),
    Told(
        "weighing", _("Weigh together"),
        _("First everybody alone, then talk, then once more. You need not agree; you do need to"
          " know who sees it otherwise, and why."),
        _(
            "Rotterdam first makes a picture of how a street should be in a few decades, so that"
            " the work can be done in one go."
        ),
        TIPS,
        (
            _("Which jump would you make first?"),
            _("What do you see that the others do not see yet?"),
        ),
        "workshops",
    ),
    Told(
        "plan", _("Make the plan and decide"),
        _("What, where, when, who, what it costs and who pays: on paper, decided, and findable"
          " later."),
        _(
            "The same water company: make agreements on price and risk, and then stick to the plan."
        ),
        GROUND,
        (
            _("What do your directors need in order to decide?"),
            _("What if something changes halfway?"),
        ),
        "plan",
    ),
    Told(
        "execution", _("Do it together"),
        _("Permits, notices, streets that close: and keeping to each other when things change."),
        _(
            "In London utilities have hired people whose only work is doing projects together, and"
            " the regulator rewards gas companies that do."
        ),
        LONDON,
        (_("Who calls whom when something shifts?"), _("How do residents hear of it?")),
        "fitting",
    ),
)  # fmt: skip

CHECKLIST = (
    ("leader", _("Somebody leads, and has time for it"), "people"),
    ("partners", _("At least three partners are on the table"), "records"),
    ("social", _("The social domain is at the table too"), "records"),
    ("places", _("The streets are in"), "records"),
    ("people", _("Every partner has somebody at the table"), "people"),
    ("tasks", _("Every partner has put in at least one task"), "records"),
    ("time", _("Every core partner has said who may spend how much time"), "conversation"),
    ("met", _("You have met once, with a session in which everybody spoke"), "workshops"),
    ("programme", _("There is a first programme to talk about"), "fitting"),
)

FIGURES = {
    "occupations": _("times a street opened"),
    "closed_weeks": _("weeks of closed streets"),
    "days_prevented": _("days of disruption prevented"),
    "local_pounds": _("pounds saved for the local economy, estimated"),
    "closed_weeks_once": _("weeks that the street was closed"),
    "street_m": _("metres of street"),
}
