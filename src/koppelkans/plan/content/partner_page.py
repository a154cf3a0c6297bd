# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One page for one partner: what it does, when, what that costs it and what it gains."""

from koppelkans.case import Case, Partner
from koppelkans.language import N_, show_number
from koppelkans.plan.content.amounts import rounded_shares, spending_by_phase, totalled_table
from koppelkans.plan.content.asked import asked_here, moved_tasks
from koppelkans.plan.content.pages import short_document
from koppelkans.plan.reading import Reading
from koppelkans.plan.texts import NO_TEXTS, PlanTexts
from koppelkans.plan.types import Block, Bullets, Fact, Facts, Paragraph, Plan, Section, Table, Tone
from koppelkans.plan.words import amount, listing, name, quarter, shift, signed, spelled
from koppelkans.result import OpportunityResult, Result

MOST_MOVED = 3
MOST_OPPORTUNITIES = 2
MOST_NAMED = 3
HALF_A_EURO = 0.5


def build_partner_page(
    case: Case, result: Result, language: str, partner_id: str, texts: PlanTexts = NO_TEXTS
) -> Plan:
    """Return the page of one partner, from a case and result as that partner may see them."""
    reading = Reading(case, result, language, texts)
    partner = case.partner[partner_id]
    sections = [
        Section("", _head(reading, partner)),
        _asked(reading, partner),
        _works(reading, partner),
    ]
    if reading.tasks_of(partner.id):
        sections.append(_together(reading, partner))
    subtitle = N_("What the joint plan for {area} means for you; everything else is in that plan")
    return short_document(
        reading, partner.name, tuple(sections), reading.say(subtitle, area=case.area.name)
    )


def _head(reading: Reading, partner: Partner) -> tuple[Block, ...]:
    share = next((s for s in reading.result.partners if s.partner_id == partner.id), None)
    own = reading.tasks_of(partner.id)
    done = sum(task.id in reading.programme.works for task in own)
    language = reading.language
    facts: list[Fact] = []
    if own:
        facts = [
            Fact(
                reading.say(N_("{taken} of {found}"), taken=done, found=len(own)),
                reading.say(N_("of your tasks are in the programme")),
            ),
            Fact(
                show_number(len(moved_tasks(reading, partner)), language),
                reading.say(N_("of them start at a different time than alone")),
            ),
        ]
    if share is not None:
        label = N_("you receive from others") if share.payment_eur > 0 else N_("you pay to others")
        label_of_gain = N_("after payments, compared with alone")
        if not partner.has_budget:
            label_of_gain = N_("together, compared with alone")
        gain = reading.say(label_of_gain)
        facts.insert(0, Fact(signed(share.gain_eur, language), gain))
        if abs(share.payment_eur) > HALF_A_EURO:
            facts.append(Fact(amount(share.payment_eur, language), reading.say(label)))
    blocks: list[Block] = [Facts(tuple(facts))] if facts else []
    if partner.interest:
        text = reading.say(N_("What you are after: {interest}"), interest=partner.interest)
        blocks.insert(0, Paragraph(text))
    return tuple(blocks)


def _asked(reading: Reading, partner: Partner) -> Section:
    points = [*asked_here(reading, partner)]
    points += [
        reading.say(
            N_("Your condition: {condition} ({state})."),
            condition=condition.text.rstrip("."),
            state=name(condition.state, reading.language).lower(),
        )
        for condition in reading.case.conditions
        if condition.partner_id == partner.id
    ]
    nothing = (reading.say(N_("Nothing more than what you would do alone.")),)
    return Section(reading.say(N_("What is asked of you")), (Bullets(tuple(points) or nothing),))


def _works(reading: Reading, partner: Partner) -> Section:
    title = reading.say(N_("Your works and your money"))
    if not reading.tasks_of(partner.id):
        text = reading.say(N_("You have no tasks of your own here."))
        return Section(title, (Paragraph(text), *_money(reading, partner)))
    blocks: list[Block] = [*_phases(reading, partner), *_money(reading, partner)]
    return Section(title, tuple(blocks))


def _phases(reading: Reading, partner: Partner) -> list[Block]:
    """Return what starts in each phase and what that costs."""
    spending = spending_by_phase(reading).get(partner.id, [0] * len(reading.phases))
    works = [w for w in reading.programme.works.values() if w.task.partner_id == partner.id]
    if not works:
        return [Paragraph(reading.say(N_("None of your tasks is in the programme.")))]
    rows = [
        (str(phase), (sum(work.start in phase for work in works), thousands))
        for phase, thousands in zip(reading.phases, spending, strict=True)
    ]
    caption = reading.say(
        N_("Your works per phase; costs in thousands of euros, before sharing, prices of {year}"),
        year=reading.case.area.price_level,
    )
    header = tuple(reading.say(text) for text in (N_("Years"), N_("Tasks that start"), N_("Costs")))
    return [totalled_table(reading, caption, header, rows)]


def _money(reading: Reading, partner: Partner) -> list[Block]:
    found: list[Block] = []
    share = rounded_shares(reading).get(partner.id)
    if share is not None:
        text = reading.say(
            N_(
                "Your balance over all years, in thousands of today’s euros: {alone} alone, "
                "{together} together."
            ),
            alone=_plain(reading, share.alone),
            together=_plain(reading, share.together),
        )
        after = N_("With the payments between partners ({payment}) you end up at {after}.")
        if not partner.has_budget:
            after = N_("You have no budget here, so you neither pay nor receive anything.")
        values = {
            "payment": _plain(reading, share.payment),
            "after": _plain(reading, share.after),
        }
        found.append(Paragraph(f"{text} {reading.say(after, **values)}"))
    transfers = [
        transfer
        for transfer in (reading.result.payments.transfers if reading.result.payments else ())
        if partner.id in {transfer.from_partner_id, transfer.to_partner_id}
    ]
    for transfer in transfers:
        pays = transfer.from_partner_id == partner.id
        other = transfer.to_partner_id if pays else transfer.from_partner_id
        text = N_("You pay {other}: {years}.") if pays else N_("You receive from {other}: {years}.")
        years = (
            f"{year}: {amount(eur, reading.language)}"
            for year, eur in sorted(transfer.years.items())
        )
        values = {"other": reading.case.partner[other].short_name, "years": "; ".join(years)}
        found.append(Paragraph(reading.say(text, **values)))
    if transfers:
        text = N_(
            "The payments are in prices of {year} and add up to {eur}; later ones count less in "
            "today’s euros."
        )
        paid = sum(eur for transfer in transfers for eur in transfer.years.values())
        level = reading.case.area.price_level
        told = reading.say(text, year=level, eur=amount(paid, reading.language))
        found.append(Paragraph(told, Tone.NOTE))
    return found


def _plain(reading: Reading, thousands: int) -> str:
    return show_number(thousands, reading.language).replace("-", "−")


def _together(reading: Reading, partner: Partner) -> Section:
    blocks: list[Block] = []
    moved = sorted(moved_tasks(reading, partner), key=lambda t: -abs(_shift(reading, t)))
    if moved:
        blocks.append(_moved(reading, moved))
    own = {task.id for task in reading.tasks_of(partner.id)}
    mine = [o for o in reading.result.opportunities if o.taken and own & set(o.task_ids)]
    if mine:
        intro = reading.count(
            len(mine),
            N_("You take part in one of the opportunities taken:"),
            N_("You take part in {number} of the opportunities taken. Worth most:"),
        )
        points = tuple(_opportunity(reading, partner, o) for o in mine[:MOST_OPPORTUNITIES])
        blocks += [Paragraph(intro), Bullets(points)]
    if not blocks:
        blocks.append(Paragraph(reading.say(N_("You do nothing together with others yet."))))
    return Section(reading.say(N_("What you do together")), tuple(blocks))


def _shift(reading: Reading, task_id: str) -> int:
    before, after = (s.works[task_id].start for s in (reading.baseline, reading.programme))
    return after - before


def _moved(reading: Reading, moved: list[str]) -> Table:
    shown = moved[:MOST_MOVED]
    caption = reading.say(N_("Your tasks that move"))
    if len(shown) < len(moved):
        text = N_("The {shown} tasks that move furthest, of your {number} that move")
        number = spelled(str(len(shown)), reading.language)
        caption = reading.say(text, shown=number, number=len(moved))
    return Table(
        caption=caption,
        header=tuple(
            reading.say(text)
            for text in (N_("Task"), N_("Alone"), N_("Together"), N_("Difference"))
        ),
        rows=tuple(
            (
                reading.title(task_id),
                quarter(reading.baseline.works[task_id].start),
                quarter(reading.programme.works[task_id].start),
                shift(_shift(reading, task_id), reading.language),
            )
            for task_id in shown
        ),
        widths=(4.4, 1.2, 1.2, 2.6),
    )


def _opportunity(reading: Reading, partner: Partner, found: OpportunityResult) -> str:
    streets = reading.place_names(found.place_ids)
    where = list(streets[:MOST_NAMED])
    if len(streets) > MOST_NAMED:
        where.append(reading.say(N_("{number} more"), number=len(streets) - MOST_NAMED))
    case = reading.case
    others = dict.fromkeys(
        case.partner[case.task[t].partner_id].short_name
        for t in found.task_ids
        if case.task[t].partner_id != partner.id
    )
    who = listing(list(others), reading.language) or reading.say(N_("your own tasks"))
    return reading.say(
        N_("{where}, with {who}: worth {amount} for all together."),
        where=listing(where, reading.language) or reading.say(N_("The whole neighbourhood")),
        who=who,
        amount=amount(found.gain_eur, reading.language),
    )
