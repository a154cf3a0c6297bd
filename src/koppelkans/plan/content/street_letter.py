# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A letter to the people of one street: what is done, when, and what they notice of it."""

from collections.abc import Sequence

from koppelkans.case import Case, Place, Task
from koppelkans.language import N_
from koppelkans.plan.content.pages import short_document
from koppelkans.plan.content.street_works import JointWork, sections_of, street_works
from koppelkans.plan.reach import closed_quarters, ways_around
from koppelkans.plan.reading import Reading
from koppelkans.plan.texts import NO_TEXTS, PlanTexts
from koppelkans.plan.types import Block, Bullets, Paragraph, Plan, Section, Table
from koppelkans.plan.words import in_short, listing, months, sentence, weeks, within
from koppelkans.result import AlternativeResult, Result

TWICE = 2


def build_street_letter(
    case: Case, result: Result, language: str, street: str, texts: PlanTexts = NO_TEXTS
) -> Plan:
    """Return the letter for one street, from a case and result as everybody may see them."""
    reading = Reading(case, result, language, texts)
    letter = _Letter(reading, street)
    return short_document(
        reading,
        reading.say(N_("Works in {street}"), street=street),
        (
            Section("", letter.opening()),
            *letter.works(),
            *letter.notice(),
            *letter.neighbourhood(),
            letter.closing(),
        ),
    )


class _Letter:
    """What the letter for one street says, part by part."""

    def __init__(self, reading: Reading, street: str) -> None:
        self.reading = reading
        self.street = street
        self.places = tuple(p for p in reading.case.places if p.street == street)
        here = {place.id for place in self.places}
        found = reading.result.programme.occupation_list
        self.occupations = sorted(
            (o for o in found if o.place_id in here), key=lambda o: (o.first, o.place_id)
        )
        opened = {task_id for o in self.occupations for task_id in o.task_ids}
        works = reading.programme.works
        done = sorted(
            (task for task in reading.case.tasks if task.id in works),
            key=lambda task: works[task.id].start,
        )
        self.without_closing = tuple(
            task for task in done if task.id not in opened and here & set(task.place_ids)
        )
        self.for_all = tuple(task for task in done if not task.place_ids)

    @property
    def task_ids(self) -> tuple[str, ...]:
        own = (task_id for o in self.occupations for task_id in o.task_ids)
        return tuple(dict.fromkeys((*own, *(task.id for task in self.without_closing))))

    @property
    def partners(self) -> tuple[str, ...]:
        """Who works in the street; when nobody does, the core partners."""
        case = self.reading.case
        found = [case.partner[case.task[task_id].partner_id].name for task_id in self.task_ids]
        return tuple(dict.fromkeys(found or [p.name for p in case.partners if p.core]))

    def _names(self) -> str:
        names = dict.fromkeys(in_short(name, self.reading.language) for name in self.partners)
        return listing(list(names), self.reading.language)

    def opening(self) -> tuple[Block, ...]:
        say = self.reading.say
        hello = Paragraph(say(N_("Dear resident, dear business owner,")))
        written = self.reading.written("residents_intro")
        if written:
            return (hello, *written)
        if not self.task_ids:
            text = say(
                N_(
                    "In the coming years a lot will be done in our neighbourhood. Nothing is "
                    "planned in your own street up to the end of {year}. You may notice works in "
                    "the streets around you."
                ),
                year=self.reading.case.area.last_year,
            )
            return (hello, Paragraph(text))
        text = (
            N_(
                "In the coming years {partners} will be at work in your street. We do as much as "
                "we can at the same time, so that the street does not have to be opened again "
                "and again. This letter tells you what we will do, when, and what you will "
                "notice of it."
            )
            if len(self.partners) > 1
            else N_(
                "In the coming years {partners} will be at work in your street. This letter "
                "tells you what will be done, when, and what you will notice of it."
            )
        )
        return (hello, Paragraph(say(text, partners=self._names())))

    def works(self) -> tuple[Section, ...]:
        if not self.task_ids:
            return ()
        say, language = self.reading.say, self.reading.language
        blocks: list[Block] = []
        if self.occupations:
            blocks.append(
                Table(
                    caption=say(N_("When the street is opened")),
                    header=tuple(
                        say(t) for t in (N_("When"), N_("Where"), N_("What we do"), N_("Closed"))
                    ),
                    rows=tuple(
                        (
                            months(work.first, work.last, language),
                            self._where(work),
                            self._done(work.task_ids),
                            self._closed(work),
                        )
                        for work in street_works(self.reading, self.occupations)
                    ),
                    widths=(2.2, 2.4, 5, 1.4),
                )
            )
        if self.without_closing:
            intro = (
                N_("This is done without opening the street:")
                if self.occupations
                else N_("Your street is not opened for it. This is what we do:")
            )
            points = (self._point(task) for task in self.without_closing)
            blocks += [Paragraph(say(intro)), Bullets(tuple(dict.fromkeys(points)))]
        return (Section(say(N_("What we will do, and when")), tuple(blocks)),)

    def notice(self) -> tuple[Section, ...]:
        if not self.occupations:
            return ()
        say = self.reading.say
        blocks: list[Block] = [Paragraph(self._how_often()), *self._reached()]
        if any(place.bus_route for place in self.places):
            text = N_(
                "A bus runs through your street. While the street is closed, the bus will take "
                "another route. We will let you know in good time where it stops."
            )
            blocks.append(Paragraph(say(text)))
        return (Section(say(N_("What you will notice")), tuple(blocks)),)

    def _how_often(self) -> str:
        """Compare with everybody alone; of a street in sections, the one closed longest."""
        say, language = self.reading.say, self.reading.language
        together, alone = (
            self._longest(found)
            for found in (self.reading.result.programme, self.reading.result.baseline)
        )
        values = {
            "times": self._times(together[1]),
            "weeks": weeks(together[0], language),
        }
        text = (
            N_("The street is opened {times} and is closed for {weeks} in all.")
            if self._is_alike()
            else N_(
                "The part of the street that is closed longest is opened {times} and is closed "
                "for {weeks} in all."
            )
        )
        told = say(text, **values)
        if alone[0] > together[0] and alone[1] >= together[1]:
            told += " " + say(
                N_("If each of us worked alone, that would be {times}, for {weeks} in all."),
                times=self._times(alone[1]),
                weeks=weeks(alone[0], language),
            )
        return told

    def _is_alike(self) -> bool:
        """Whether all of the street is closed as often and as long, together and alone."""
        found = (self.reading.result.programme, self.reading.result.baseline)
        return all(len(set(self._closed_here(f).values())) == 1 for f in found)

    def _longest(self, found: AlternativeResult) -> tuple[float, int]:
        """Return the weeks that the place closed longest is closed, and how often it is opened."""
        return max(self._closed_here(found).values())

    def _closed_here(self, found: AlternativeResult) -> dict[str, tuple[float, int]]:
        """Return by place the weeks that it is closed, and how often it is opened."""
        here: dict[str, tuple[float, int]] = {place.id: (0.0, 0) for place in self.places}
        for o in found.occupation_list:
            if o.place_id in here:
                total, number = here[o.place_id]
                here[o.place_id] = (total + o.closed_weeks, number + 1)
        return here

    def _reached(self) -> list[Block]:
        """Say through which streets one gets in, and where there is no way in all the time."""
        say, closed = self.reading.say, closed_quarters(self.reading)
        open_streets: dict[str, None] = {}
        cut_off: dict[str, None] = {}
        for o in self.occupations:
            ways = ways_around(self.reading, o, closed)
            for place_id in ways.open_ids:
                open_streets[self._way(self.reading.case.place[place_id])] = None
            if ways.is_cut_off:
                cut_off[self.reading.case.place[o.place_id].name] = None
        blocks: list[Block] = []
        if open_streets:
            text = N_("While we are at work you can reach your street from {streets}.")
            names = listing(list(open_streets), self.reading.language)
            blocks.append(Paragraph(say(text, streets=names)))
        if cut_off:
            text = N_(
                "Around {places} the neighbouring streets are closed too for part of the time. "
                "Before we begin, a letter will tell you how you can get home."
            )
            names = listing(list(cut_off), self.reading.language)
            blocks.append(Paragraph(say(text, places=names)))
        return blocks

    def _way(self, place: Place) -> str:
        return place.name if place.street == self.street else place.street

    def neighbourhood(self) -> tuple[Section, ...]:
        if not self.for_all:
            return ()
        points = tuple(dict.fromkeys(self._point(task) for task in self.for_all))
        title = self.reading.say(N_("For the whole neighbourhood"))
        return (Section(title, (Bullets(points),)),)

    def closing(self) -> Section:
        say = self.reading.say
        written = self.reading.written("residents_close")
        blocks: list[Block] = list(written)
        if not written:
            if self.task_ids:
                text = N_(
                    "This is the schedule as we know it now. It can still change. Before we "
                    "begin you will get a letter with the exact days and the name of somebody on "
                    "site whom you can call."
                )
                blocks.append(Paragraph(say(text)))
            text = N_(
                "Do you have a question, or is there something we should know, for example "
                "because you find it hard to walk or receive care at home? Please tell us:"
            )
            blocks.append(Paragraph(say(text)))
        blocks += self._contact(is_needed=not written)
        regards = N_("Kind regards,")
        if len(self.partners) > 1:
            regards = N_("Kind regards from all of us,")
        signed = (say(regards), *self.partners)
        blocks += [Paragraph(line, stays=line != signed[-1]) for line in signed]
        return Section(say(N_("Questions?")), tuple(blocks))

    def _contact(self, *, is_needed: bool) -> Sequence[Block]:
        """Return whom people can call or write: nobody knows that but the people who send it."""
        written = self.reading.written("residents_contact")
        if written or not is_needed:
            return written
        missing = N_("[fill in before sending: name, telephone number and e-mail address]")
        return (Paragraph(self.reading.say(missing)),)

    def _times(self, number: int) -> str:
        many = N_("twice") if number == TWICE else N_("{word} times")
        return self.reading.count(number, N_("once"), many)

    def _point(self, task: Task) -> str:
        work = self.reading.programme.works[task.id]
        when = months(work.start, work.end + -1, self.reading.language)
        return f"{sentence(self._title(task.id))} ({when})"

    def _title(self, task_id: str) -> str:
        task = self.reading.case.task[task_id]
        if not self.reading.is_private(task_id):
            return self._in_words(task)
        return self.reading.say(N_("work by {partner}"), partner=self._owner(task_id))

    def _in_words(self, task: Task) -> str:
        """Return the title; where its language is another one, with what it is about before it."""
        if not self.reading.has_foreign_words:
            return task.title
        return f"{within(task.theme, self.reading.language)} (“{task.title}”)"

    def _where(self, work: JointWork) -> str:
        if len(work.places) == len(self.places):
            return self.reading.say(N_("the whole street"))
        return "; ".join(sections_of(work))

    def _done(self, task_ids: tuple[str, ...]) -> str:
        """Return what is done; of what is not for everybody only by whom, each once."""
        private = [t for t in task_ids if self.reading.is_private(t)]
        owners = dict.fromkeys(self._owner(t) for t in private)
        told = list(dict.fromkeys(self._title(t) for t in task_ids if t not in private))
        if owners:
            text = N_("other work by {partner}") if told else N_("work by {partner}")
            who = listing(list(owners), self.reading.language)
            told.append(self.reading.say(text, partner=who))
        return sentence("; ".join(told))

    def _closed(self, work: JointWork) -> str:
        if work.closed_weeks <= 0:
            return self.reading.say(N_("no"))
        return weeks(work.closed_weeks, self.reading.language)

    def _owner(self, task_id: str) -> str:
        partner = self.reading.case.partner[self.reading.case.task[task_id].partner_id]
        return in_short(partner.name, self.reading.language)
