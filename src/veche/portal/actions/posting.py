"""Posting: the demo's newsletters, with the letters that left, one that waits and one that is written."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from io import BytesIO

from django.db import transaction
from django.utils import translation

from veche.core.actions import require
from veche.core.models import Community
from veche.core.terms import Actor
from veche.events.models import Event
from veche.kit.time import DAY, Moment, day_of, in_zone, now
from veche.ledger.models import Wording
from veche.mailing import actions, queries
from veche.mailing.models import Delivery, Letter, Link, Newsletter, Picture, Sequence, Suppression
from veche.mailing.terms import (
    KEEP_DELIVERIES,
    Carried,
    Choice,
    Following,
    LetterKind,
    Reader,
    Said,
    Tried,
    Way,
    Why,
    Written,
)
from veche.people.actions import give_consent, recognise_all
from veche.people.models import Attachment, Person
from veche.people.queries import who_allows
from veche.people.terms import Purpose
from veche.people.terms import Way as Given
from veche.portal.rules import issues
from veche.portal.rules.gatherings import GATHERINGS
from veche.portal.rules.issues import EVENINGS, NEWS, PICTURES, Issue, blocks_of, scenes_of
from veche.portal.rules.painting import paint
from veche.portal.rules.reading import TRIAL_SHARE, TRIED_HOURS, outcome_of, readers_of, report_of, returns_of
from veche.portal.rules.year import Year

Series = Mapping[str, Newsletter]


def post_letters(community: Community, year: Year, at: Moment, *, by: Actor) -> None:
    """Give the demo its newsletters, with readers, letters and what became of them, each once.

    They have a way out of their own that keeps everything on a page: nobody made up is ever written to.
    """
    require(by, KEEP_DELIVERIES, in_=community)
    language = "ru" if community.language == "ru" else "en"
    writer = replace(by, name=issues.WRITER.told_in(language), user_id=None)
    with translation.override(language):
        series = _series(community, language, by)
        known = Letter.objects.filter(newsletter__in=series.values()).exclude(kind=LetterKind.STEP)
        if known.count() < len(issues.SENT) + 2:
            recognise_all(community, by=by)
            desk = _Desk(community, language, series, at, writer)
            desk.subscribe(year)
            desk.post(year)
            desk.send_and_write()
            desk.refuse()
            desk.welcome()


def _series(community: Community, language: str, by: Actor) -> Series:
    """Answer the demo's newsletters, made with their look and their way out at the first time."""
    known = {one.title: one for one in Newsletter.objects.filter(community=community)}
    found = {key: known.get(of.title.told_in(language)) for key, of in issues.SERIES.items()}
    if made := {key: one for key, one in found.items() if one is not None}:
        return made
    with transaction.atomic():
        sender = actions.first_sender(in_=community, by=by)
        theme = actions.save_theme(community, issues.LOOK_TITLE.told_in(language), issues.LOOK, by=by)
        following = {"opens": Following.PERSONAL, "clicks": Following.PERSONAL}
        actions.set_letter_rules(community, following, by=by)
        for key, of in issues.SERIES.items():
            words = {"title": of.title, "about": of.about, "consent_text": of.consent, "from_name": of.signed}
            given = {name: text.told_in(language) for name, text in words.items()}
            made[key] = actions.save_newsletter(
                community, given | {"sender": sender, "theme": theme}, by=by
            )  # fmt: skip
    return made


class _Desk:
    """What the letters of one demo are written with."""

    def __init__(
        self, community: Community, language: str, series: Series, at: Moment, writer: Actor
    ) -> None:
        self.community, self.language, self.series = community, language, series
        self.at, self.writer = at, writer
        self.events = _events(community, language)
        self.said = _quotes(community, language, at, writer)

    def subscribe(self, year: Year) -> None:
        """Take the readers over as the list that the club had."""
        for key, readers in readers_of(year).items():
            since = {one.who.email: one.since for one in readers}
            actions.take_over_subscribers(self.series[key], since, since=since, by=self.writer)

    def post(self, year: Year) -> None:
        """Put the letters that left among the sent; of the last one some come back."""
        readers, ended = readers_of(year), dict.fromkeys(issues.SERIES, frozenset[str]())
        for place, issue in enumerate(issues.SENT):
            with transaction.atomic():
                letter, is_new = self._written(issue, place)
                if is_new:
                    self._draw(letter)
                begun, links = self._moment(issue), Link.objects.filter(letter=letter, variant=0).count()
                outcome = outcome_of(
                    issue, readers[issue.series], begun, links, before=ended[issue.series], end=self.at
                )
                ended[issue.series] |= outcome.ended
                actions.carry_over_letter(
                    letter, outcome.carried, begun_at=begun, left=outcome.left, tried=self._tried(issue),
                    by=self.writer,
                )  # fmt: skip
                if issue is issues.SENT[-1] and is_new:
                    self._bring_back(letter, outcome.carried)

    def send_and_write(self) -> None:
        """Let one letter wait for its time, and another for somebody who reads it."""
        leaves = self._moment(issues.WAITING)
        with transaction.atomic():
            waiting, is_new = self._written(issues.WAITING, 0)
            # A demo that is filled again long afterwards stays as it is.
            if is_new and leaves > now():
                actions.schedule_letter(waiting, leaves_at=leaves, by=self.writer)
        with transaction.atomic():
            written, is_new = self._written(issues.WRITTEN, 1)
            for who, place, text in issues.REMARKS if is_new else ():
                colleague = replace(self.writer, name=who.told_in(self.language))
                block = written.content["blocks"][place]["key"]
                actions.write_remark(written, text.told_in(self.language), block, by=colleague)
            if is_new:
                actions.ask_approval(written, by=self.writer)

    def refuse(self) -> None:
        """Keep some addresses that get nothing: by hand, and one whose reader wants no letters."""
        why = issues.REFUSED_WHY.told_in(self.language)
        actions.suppress_addresses("\n".join(issues.REFUSED), why, in_=self.community, by=self.writer)
        refused = Suppression.objects.filter(community=self.community)
        if not refused.filter(why=Why.ASKED).exists():
            evenings = self.series[EVENINGS]
            found = Delivery.objects.filter(letter__newsletter=evenings)
            one = found.exclude(email__in=refused.values("email")).order_by("email")[0]
            reader = Reader(self.community.pk, one.email, evenings.pk, one.identity_id)
            nothing = Choice(nothing=True)
            actions.choose_letters(reader, nothing, Said(Way.PAGE), in_=self.community, by=self.writer)

    def welcome(self) -> None:
        """Let whoever subscribes from now on be welcomed by letters that leave by themselves."""
        news = self.series[NEWS]
        with transaction.atomic():
            if not Sequence.objects.filter(newsletter=news).exists():
                made = actions.begin_ready(self.community, news, "welcome", by=self.writer)
                actions.start_sequence(made, by=self.writer)

    def _written(self, issue: Issue, place: int) -> tuple[Letter, bool]:
        """Answer a letter of the demo, and whether it was written just now."""
        title = issue.title.told_in(self.language)
        found = Letter.objects.filter(newsletter=self.series[issue.series], title=title).first()
        return (self._write(issue, place), True) if found is None else (found, False)

    def _tried(self, issue: Issue) -> Tried | None:
        subject = issue.rival.told_in(self.language) if issue.rival else ""
        return Tried(subject, TRIAL_SHARE, TRIED_HOURS) if subject else None

    def _draw(self, letter: Letter) -> None:
        sender = letter.newsletter.sender
        if sender is not None:
            actions.master_letter(letter, 0, sender, in_=self.community, by=self.writer)

    def _write(self, issue: Issue, place: int) -> Letter:
        title, subject, preheader = (
            words.told_in(self.language) for words in (issue.title, issue.subject, issue.preheader)
        )
        letter = actions.start_letter(self.community, self.series[issue.series], title, by=self.writer)
        said = self.said[place % len(self.said)] if self.said else None
        pictures = {scene: self._painted(scene) for scene in scenes_of(issue)}
        blocks = blocks_of(issue, self.language, self.events, said, pictures)
        written = Written(subject=subject, preheader=preheader, content={"blocks": blocks})
        return actions.save_letter(letter, written, version=letter.version, by=self.writer)

    def _painted(self, scene: str) -> str:
        title = PICTURES[scene].told_in(self.language)
        found = Picture.objects.filter(community=self.community, title=title).first()
        made = found or actions.add_picture(self.community, BytesIO(paint(scene)), title, by=self.writer)
        return made.name

    def _moment(self, issue: Issue) -> Moment:
        day = day_of(self.at, self.community.time_zone) + timedelta(days=issue.days)
        return in_zone(datetime.combine(day, time(issue.hour)), self.community.time_zone)

    def _bring_back(self, letter: Letter, carried: tuple[Carried, ...]) -> None:
        """Have three letters come back by the mailbox, as servers write it."""
        found = dict(letter.deliveries.values_list("email", "pk"))
        raws = [
            actions.Raw(f"demo/{place}", report_of(one.email, queries.return_mark(found[one.email]), place))
            for place, one in enumerate(returns_of(carried))
        ]
        sender = letter.newsletter.sender
        if sender is not None:
            actions.keep_returned(sender, raws, by=self.writer)
            actions.read_returns(in_=self.community, by=self.writer)


def _events(community: Community, language: str) -> dict[str, int]:
    """Answer the demo's events by what its letters call them."""
    found: dict[str, int] = {}
    for one in GATHERINGS[language]:
        event = Event.objects.filter(community=community, title=one.title).order_by("starts_at", "pk").first()
        if event is not None:
            found[one.key] = event.pk
    return found


def _quotes(community: Community, language: str, at: Moment, by: Actor) -> list[tuple[int, str]]:
    """Answer words that members said, each by somebody else; most of them allow their name to stand below."""
    found: list[tuple[int, str]] = []
    seen: set[int] = set()
    said = Wording.objects.filter(interaction__community=community, text__in=issues.QUOTES[language])
    rows = said.order_by("said_at", "pk").values_list("interaction", "text", "interaction__identity")
    whose = dict(Attachment.objects.filter(pk__in=[who for *_, who in rows]).values_list("pk", "person_id"))
    for text in issues.QUOTES[language]:
        for pk, words, who in rows:
            person = whose.get(who)
            if words == text and person is not None and person not in seen:
                seen.add(person)
                found.append((pk, text))
                break
    _allow(sorted(seen)[1:], community, Moment(at - 200 * DAY), by)
    return found


def _allow(persons: Iterable[int], community: Community, at: Moment, by: Actor) -> None:
    """Have people allow to be quoted under their name, unless they did."""
    persons = set(persons)
    allowed = who_allows(persons, Purpose.WORDS, in_=community)
    for one in Person.objects.filter(pk__in=persons - allowed).order_by("pk"):
        give_consent(one, Purpose.WORDS, way=Given.WRITTEN, given_at=at, in_=community, by=by)
