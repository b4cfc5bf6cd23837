"""A community in which everything that segments can ask for has happened, and a plain oracle over it."""

from collections import Counter
from datetime import date, timedelta

from tests import make
from tests.insights.word_oracles import lemmas_of
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM, Role
from veche.kit.money import EXPONENTS
from veche.kit.text import fold
from veche.kit.time import DAY, Moment, now, number_of_day
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.models import Channel, Interaction, Reply, Wording
from veche.ledger.terms import SPOKEN, About, Handle, Kind
from veche.people import actions
from veche.people.models import Attachment, Consent, Person, Segment, Standing, Tag, Tagging, TeamMark, Trait
from veche.people.queries import known_to
from veche.people.rules.conditions import read_conditions
from veche.people.rules.drafting import drafts_of
from veche.people.terms import Purpose, Way
from veche.people.terms.conditions import Group, Joint

EPOCH = date(1970, 1, 1)
NAMES = ("Анна Ким", "Пётр Волков", "Мария Львова", "Иван Сидоров", "Olga Brown", "Tim Baker", "Саша Юрьев",
         "Лев Дым", "Zoë Märtens", "Ольга Крылова", "Борис Ежов", "Kate Moss")  # fmt: skip
PLACES = tuple(make.PLACE._replace(key=str(n), title=f"Чат {n}") for n in range(3))
SAID = (
    "Спасибо за встречу",
    "встречаемся в парке у палаток",
    "run in the parks",
    "слово",
    "палатка? спасибо!",
)
CITIES = ("Москва", "Орёл", "Berlin")


def build():
    """Twelve people in three channels over half a year, with traits, tags, consents, money and a merge."""
    community = make.community("Бегуны", currency="RUB")
    owner = make.actor(Role.OWNER, community.organisation)
    end = now() - 2 * DAY
    record_many(list(_sightings(end)), origin=make.origin(community), by=SYSTEM)
    do_jobs()
    people = list(Person.objects.filter(organisation=community.organisation).order_by("pk"))
    for number, person in enumerate(people):
        _describe(person, number, community, owner)
    actions.merge_persons(people[9], people[10], in_=community, by=owner)
    do_jobs()
    columns.append(community.pk)
    return community


def _sightings(end):  # noqa: C901 - a list of what happened
    for who, name in enumerate(NAMES):
        handle = Handle("telegram", str(who), name)
        start = end - (170 - who * 14) * DAY

        def seen(what, days, kind, number, who=who, handle=handle, start=start, **more):
            at = Moment(min(end, start + days * DAY))
            return make.sighting(f"{what}{who}-{number}", handle=handle, at=at, kind=kind, **more)

        if who != 4:
            yield seen("j", 0, Kind.JOINED, 0, place=PLACES[who % 3])
        for number in range(who % 5 * 3):
            kind = (Kind.MESSAGED, Kind.COMMENTED, Kind.REACTED, Kind.ASKED)[number % 4]
            reply = f"m{(who + 1) % 12}-{number - 1}" if number % 3 == 1 else ""
            about = About("event", str(number % 2), ("Пробежка у реки", "Ужин")[number % 2])
            yield seen("m", 1 + number * (who + 2), kind, number, place=PLACES[(who + number % 2) % 3],
                       reply_to=reply, about=about, words=SAID[(who + number) % len(SAID)])  # fmt: skip
        if who % 4 == 1:
            yield seen("l", 100, Kind.LEFT, 0, place=PLACES[who % 3])
        if who % 8 == 1:
            yield seen("b", 110, Kind.JOINED, 1, place=PLACES[who % 3])
        if who % 3 == 0:
            yield seen("p", 5, Kind.BOUGHT, 0, amount=10_050 * (who + 1), currency="RUB")
        if who % 6 == 0:
            yield seen("r", 6, Kind.REFUNDED, 0, amount=5_000, currency="RUB")
        if who == 3:
            yield seen("e", 6, Kind.BOUGHT, 1, amount=900, currency="EUR")


def _describe(person, number, community, owner):
    born = date.today() + timedelta(days=number * 9 - 20)
    values = {"city": CITIES[number % 3], "interests": "бег\nкофе" if number % 2 else "бег"}
    if number % 4:
        values |= {"birthday": f"{born.day:02}.{born.month:02}" + (".1950" if number % 3 == 0 else "")}
        values |= {"sex": ("female", "male")[number % 2]}
    actions.describe_person(person, values, in_=community, by=owner)
    if number % 3 == 0:
        actions.tag_people([person], ("друг", "спикер")[number % 2], in_=community, by=owner)
    if number % 2:
        given = actions.give_consent(person, Purpose.LETTERS, way=Way.FORM, given_at=Moment(now() - 40 * DAY),
                                     ends_at=Moment(now() - DAY) if number % 5 == 0 else None,
                                     in_=community, by=owner)  # fmt: skip
        if number % 3 == 0:
            actions.withdraw_consent(given, way=Way.MESSAGE, in_=community, by=owner)
    if number == 2:
        actions.mark_team(person, is_team=True, in_=community, by=owner)


class Oracle:
    """Answers conditions by walking over the ledger's and the people's own rows, one person at a time."""

    def __init__(self, community):
        self.community, self.zone = community, community.time_zone
        self.today = number_of_day(now(), self.zone)
        self.standings = {one.person_id: one for one in Standing.objects.filter(community=community)}
        self.whose = dict(Attachment.objects.values_list("identity_id", "person_id"))
        self.team = set(TeamMark.objects.filter(community=community).values_list("person_id", flat=True))
        self.facts = list(Interaction.objects.filter(community=community).order_by("occurred_at", "pk")
                          .select_related("subject"))  # fmt: skip
        self.replies = list(Reply.objects.exclude(parent=None).select_related("child", "parent"))

    def people(self, raw):
        """Answer the ids of those of whom raw conditions are true."""
        return sorted(pk for pk in self.standings if self._holds(self._read(raw), pk))

    def _read(self, raw):
        drafts = drafts_of(raw)
        return read_conditions(drafts, known_to(self.community, [drafts]))

    def _holds(self, part, pk):
        if not isinstance(part, Group):
            return getattr(self, f"_{part.about}")(part.told, pk)
        found = [self._holds(each, pk) for each in part.parts]
        if part.joint is Joint.ALL:
            return all(found)
        return any(found) if part.joint is Joint.ANY else not any(found)

    def _day(self, at):
        return number_of_day(int(at.timestamp() * 1000), self.zone)

    def _in_time(self, told, day):
        span = told.get("span")
        if span == "last":
            return self.today - told["days"] < day <= self.today
        if span == "before":
            return day <= self.today - told["days"]
        since, until = told.get("since"), told.get("until")
        return (since is None or day >= since) and (until is None or day <= until)

    def _times(self, told, count):
        number = told["number"]
        return {"least": count >= number, "most": count <= number, "exactly": count == number}[told["times"]]

    def _mine(self, pk):
        return [fact for fact in self.facts if self.whose.get(fact.identity_id) == pk]

    def _stage(self, told, pk):
        one = self.standings[pk]
        held = self.today - self._day(one.since)
        right = {"any": True, "least": held >= told.get("days", 0), "most": held <= told.get("days", 0)}
        return one.stage in told["stages"] and right[told["held"]]

    def _did(self, told, pk):
        texts = [fold(text) for text in told.get("subject", ())]
        count = 0
        for fact in self._mine(pk):
            title = fold(fact.subject.title) if fact.subject else ""
            count += (
                fact.kind in told["kinds"]
                and self._in_time(told, self._day(fact.occurred_at))
                and (not told.get("channels") or fact.channel_id in told["channels"])
                and (not texts or any(text in title for text in texts))
                and (not told.get("words") or self._says(fact, told["words"]))
            )
        return self._times(told, count)

    def _says(self, fact, texts):
        latest = Wording.objects.filter(interaction=fact).order_by("said_at", "pk").last()
        said = set(lemmas_of(latest.text)) if latest and fact.kind in SPOKEN else set()
        return any(set(lemmas_of(text)) <= said for text in texts)

    def _traits(self, pk, key):
        return Trait.objects.filter(person=pk, field__key=key, is_current=True, removed_at=None)

    def _trait(self, told, pk):
        values = list(self._traits(pk, told["field"]))
        how = told["how"]
        if how in {"known", "unknown"}:
            return bool(values) == (how == "known")
        tests = {
            "is": lambda v: fold(v.value) in {fold(text) for text in told["texts"]},
            "begins": lambda v: any(fold(v.value).startswith(fold(text)) for text in told["texts"]),
            "contains": lambda v: any(fold(text) in fold(v.value) for text in told["texts"]),
            "anniversary": lambda v: self._comes_round(v.value, told["ahead"]),
            "when": lambda v: (
                not v.value.startswith("--")
                and self._in_time(told, (date.fromisoformat(v.value) - EPOCH).days)
            ),
        }
        return any(tests[how](value) for value in values)

    def _comes_round(self, value, ahead):
        month, day = int(value[-5:-3]), int(value[-2:])
        for number in range(ahead + 1):
            one = EPOCH + timedelta(days=self.today + number)
            no_29th = (one.month, one.day) == (2, 28) and (one + timedelta(days=1)).month == 3
            if (one.month, one.day) == (month, day) or (no_29th and (month, day) == (2, 29)):
                return True
        return False

    def _tag(self, told, pk):
        return Tagging.objects.filter(person=pk, tag__in=told["tags"]).exists()

    def _channel(self, told, pk):
        for channel in told["channels"]:
            is_in = has_left = was_seen = False
            for fact in self._mine(pk):
                if fact.channel_id == channel:
                    was_seen = True
                    if fact.kind == Kind.LEFT.number:
                        is_in, has_left = False, True
                    elif fact.what in SPEAKING or fact.what is Kind.JOINED:
                        is_in = True
            if {"seen": was_seen, "in": is_in, "left": has_left and not is_in}[told["presence"]]:
                return True
        return False

    def _dated(self, told, pk):
        one = self.standings[pk]
        at = {"joined": one.joined_at, "first_word": one.first_word_at, "first_seen": one.first_seen_at,
              "last_seen": one.last_seen_at, "last_own": one.own_at}[told["moment"]]  # fmt: skip
        return at is not None and self._in_time(told, self._day(at))

    def _source(self, told, pk):
        first = self._mine(pk)[0]
        return (not told["channels"] or first.channel_id in told["channels"]) and (
            not told["kinds"] or first.kind in told["kinds"]
        )

    def _talked(self, told, pk):
        count = 0
        for reply in self.replies:
            ends = [self.whose.get(one.identity_id) for one in (reply.child, reply.parent)]
            if pk not in ends or ends[0] == ends[1] or None in ends:
                continue
            other = ends[1] if ends[0] == pk else ends[0]
            right = {"anybody": True, "team": other in self.team, "person": other == told.get("person")}
            if right[told["partner"]] and self._in_time(told, self._day(reply.child.occurred_at)):
                count += 1
        return self._times(told, count)

    def _same(self, told, pk):
        ours = {trait.folded for trait in self._traits(told["person"], told["field"])}
        theirs = {trait.folded for trait in self._traits(pk, told["field"])}
        return pk != told["person"] and bool(ours & theirs)

    def _money(self, told, pk):
        sums = Counter()
        for fact in self._mine(pk):
            if fact.currency == told["currency"] and self._in_time(told, self._day(fact.occurred_at)):
                sign = {Kind.BOUGHT: 1, Kind.REFUNDED: -1}.get(fact.what, 0)
                sums["all"] += sign * (fact.amount or 0)
        limit = int(told["sum"].scaleb(EXPONENTS.get(told["currency"], 2)))
        return sums["all"] >= limit if told["amount"] == "least" else sums["all"] <= limit

    def _consent(self, told, pk):
        mine = list(
            Consent.objects.filter(person=pk, community=self.community, text__purpose=told["purpose"])
        )
        valid = [
            one for one in mine
            if one.withdrawn_at is None and (one.ends_at is None or self._day(one.ends_at) > self.today)
        ]  # fmt: skip
        if told["state"] == "given":
            return bool(valid)
        return not mine if told["state"] == "none" else any(one.withdrawn_at for one in mine) and not valid

    def _team(self, told, pk):
        return (pk in self.team) == (told["is"] == "in")

    def _segment(self, told, pk):
        return self._holds(self._read(Segment.objects.get(pk=told["segment"]).conditions), pk)


SPEAKING = frozenset(
    (Kind.MESSAGED, Kind.COMMENTED, Kind.ASKED, Kind.ANSWERED, Kind.PUBLISHED, Kind.REPOSTED)
)


def names_here(community):
    """Answer what conditions can name: ids of tags, channels, persons and segments, as texts."""
    return {
        "tags": [str(one.pk) for one in Tag.objects.filter(community=community)],
        "channels": [str(one.pk) for one in Channel.objects.filter(community=community)],
        "persons": [str(pk) for pk in Standing.objects.filter(community=community)
                    .values_list("person_id", flat=True)],
        "segments": [str(pk) for pk in Segment.objects.filter(community=community, removed_at=None)
                     .values_list("pk", flat=True)],
    }  # fmt: skip
