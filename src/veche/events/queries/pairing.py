"""Asking about introductions: who could be put together, by what, and what became of a round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from veche.events.models import Guest, Introduced, Introduction, Round
from veche.events.queries.refusing import consents_of
from veche.events.rules.links import digest_of
from veche.events.rules.pairing import reasons_for
from veche.events.terms import GuestState
from veche.events.terms.pairing import APART_DAYS, LINK_DAYS, MOST_PEOPLE, Reply, Seeker
from veche.kit.text import fold
from veche.kit.time import DAY, Moment, as_datetime, now
from veche.people.models import Attachment, Person, Standing, Tagging, Trait
from veche.people.queries import segment_people
from veche.people.terms import MEMBERS, Stage

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.events.models import Event
    from veche.people.models import Segment

# Keys of the traits that are read, where a round names no others.
USUAL_FIELDS = {"interests": "interests", "offers": "offers", "seeks": "seeks"}


class Member(NamedTuple):
    """Somebody of a pair or table as its page shows them."""

    introduced: Introduced
    person: Person | None
    name: str
    email: str


class ShownIntroduction(NamedTuple):
    """A pair or table with its people and what they may talk about."""

    introduction: Introduction
    members: list[Member]
    shared: list[str]
    helped: list[str]


def rounds_of(community: Community, event: Event | None = None) -> list[Round]:
    """Answer the community's rounds, or an event's, the latest first."""
    found = Round.objects.filter(community=community, removed_at=None).select_related("event", "segment")
    return list((found.filter(event=event) if event else found).order_by("-made_at", "-pk")[:200])


def round_of(community: Community, pk: int) -> Round | None:
    """Answer a round of the community, removed or not."""
    found = Round.objects.select_related("event", "segment", "community__organisation")
    return found.filter(community=community, pk=pk).first()


def introduced_by(secret: str) -> Introduced | None:
    """Answer whom a link asks, for three months, unless their community is closed or the round taken away."""
    since = as_datetime(now() - LINK_DAYS * DAY)
    found = Introduced.objects.select_related("round__community__organisation", "introduction", "identity")
    return found.filter(
        digest=digest_of(secret), round__removed_at=None, round__community__closed_at=None,
        asked_at__gte=since,
    ).first()  # fmt: skip


def people_for(
    community: Community, *, event: Event | None = None, segment: Segment | None = None
) -> list[int]:
    """Answer the persons a round is about: who goes to the event, a segment's people, or all members.

    Whoever never wants to be introduced is left out; and, where no event brings them together, whoever took
    their consent to letters back, since a round begins with one.
    """
    if event:
        going = Guest.objects.filter(event=event, state__in=[GuestState.GOING, GuestState.CAME])
        identities = going.exclude(identity=None).values("identity")
        found = Attachment.objects.filter(identity__in=identities).values_list("person", flat=True)
        ids = sorted(set(found))
    elif segment:
        ids = segment_people(segment)
    else:
        stages = [int(stage) for stage in MEMBERS]
        here = Standing.objects.filter(community=community, is_team=False, stage__in=stages)
        members = here.order_by("person")
        ids = list(members.values_list("person", flat=True)[: MOST_PEOPLE + 1])
    unwilling = _unwilling(community) | (set() if event else consents_of(ids)[1])
    return [one for one in ids if one not in unwilling]


def seekers_of(community: Community, ids: list[int], fields: Mapping[str, str]) -> list[Seeker]:
    """Answer persons as the rules put them together: interests and tags, what they offer and look for."""
    known = Person.objects.filter(pk__in=ids, merged_into=None, forgotten_at=None)
    shown = set(known.values_list("pk", flat=True))
    words = _words_of(community, ids, fields)
    fresh = set(
        Standing.objects.filter(community=community, person__in=ids, stage=Stage.NEWCOMER)
        .values_list("person", flat=True)
    )  # fmt: skip
    return [
        Seeker(
            one, frozenset(words["interests"][one]), frozenset(words["offers"][one]),
            frozenset(words["seeks"][one]), one in fresh, next(iter(sorted(words["company"][one])), ""),
            frozenset(words["languages"][one]),
        )
        for one in ids if one in shown
    ]  # fmt: skip


def met_lately(community: Community, but: int = 0) -> set[tuple[int, int]]:
    """Answer the pairs of persons who were put together in the last year, the smaller id first."""
    since = as_datetime(now() - APART_DAYS * DAY)
    rows = Introduced.objects.filter(
        round__community=community, round__made_at__gte=since, round__removed_at=None
    ).exclude(round=but).exclude(answer__in=[Reply.NO, Reply.LATE])  # fmt: skip
    placed = rows.values_list("introduction", "identity__attachment__person")
    together: dict[int, list[int]] = defaultdict(list)
    for introduction, person in placed:
        if person:
            together[introduction].append(person)
    return {
        (min(one, other), max(one, other))
        for people in together.values() for number, one in enumerate(people) for other in people[number + 1 :]
    }  # fmt: skip


def introductions_told(found: Round, only: int | None = None) -> list[ShownIntroduction]:
    """Answer a round's pairs or tables, or `only` one, with names, answers and what they may talk about."""
    here = Introduced.objects.filter(round=found)
    introduced = list(
        (here if only is None else here.filter(introduction=only)).select_related("introduction", "identity")
        .order_by("introduction__number", "pk")
    )  # fmt: skip
    persons = persons_behind([one.identity_id for one in introduced])
    emails = emails_of({person.pk for person in persons.values()})
    fields = USUAL_FIELDS | found.wishes.get("fields", {})
    words = _words_of(found.community, [person.pk for person in persons.values()], fields)
    tables: dict[int, ShownIntroduction] = {}
    for one in introduced:
        table = tables.setdefault(one.introduction_id, ShownIntroduction(one.introduction, [], [], []))
        table.members.append(_member(one, persons.get(one.identity_id), emails))
    for table in tables.values():
        shared, helped = _talk(table.members, words)
        table.shared.extend(shared)
        table.helped.extend(helped)
    return list(tables.values())


def persons_behind(identities: Iterable[int]) -> dict[int, Person]:
    """Answer who is behind each identity, as people believe now."""
    found = Attachment.objects.filter(identity__in=list(identities)).select_related("person")
    return {one.identity_id: one.person for one in found}


def emails_of(persons: Iterable[int]) -> dict[int, str]:
    """Answer an e-mail address of each person who has one."""
    found = Attachment.objects.filter(person__in=list(persons), identity__kind="email")
    return dict(found.order_by("-pk").values_list("person", "identity__value"))


def due_rounds() -> list[Round]:
    """Answer the rounds whose next one is to be made."""
    found = Round.objects.filter(next_at__lte=now(), removed_at=None, community__closed_at=None)
    return list(found.select_related("community__organisation", "event", "segment").order_by("pk"))


def late_introductions(before: Moment) -> list[Introduction]:
    """Answer pairs and tables in which somebody was asked before then and has not answered."""
    waiting = Introduced.objects.filter(answer=Reply.NONE, asked_at__lt=before).values("introduction")
    return list(Introduction.objects.filter(pk__in=waiting).select_related("round__community__organisation"))


def _member(one: Introduced, person: Person | None, emails: Mapping[int, str]) -> Member:
    name = str(person.name or one.identity.name) if person else one.identity.name
    return Member(one, person, name, emails.get(person.pk, "") if person else "")


def _talk(members: list[Member], words: Mapping[str, Mapping[int, set[str]]]) -> tuple[list[str], list[str]]:
    seekers = [
        Seeker(
            one.person.pk, frozenset(words["interests"][one.person.pk]),
            frozenset(words["offers"][one.person.pk]), frozenset(words["seeks"][one.person.pk]),
        )
        for one in members if one.person
    ]  # fmt: skip
    shared: set[str] = set()
    helped: set[str] = set()
    for number, one in enumerate(seekers):
        for other in seekers[number + 1 :]:
            told = reasons_for(one, other)
            shared |= set(told["shared"])
            helped |= {*told["offers"], *told["seeks"]}
    return sorted(shared), sorted(helped)


def _words_of(
    community: Community, ids: Iterable[int], fields: Mapping[str, str]
) -> dict[str, defaultdict[int, set[str]]]:
    """Answer for each use of a trait what each person has of it; tags are interests too. Two queries."""
    uses = {**fields, "company": "company", "languages": "languages"}
    found: dict[str, defaultdict[int, set[str]]] = {use: defaultdict(set) for use in uses}
    ids = list(ids)
    traits = Trait.objects.filter(
        person__in=ids, is_current=True, removed_at=None, field__key__in=set(uses.values()),
        field__purpose="", field__removed_at=None,
    )  # fmt: skip
    for person, key, value in traits.values_list("person", "field__key", "value"):
        for use, wanted in uses.items():
            if key == wanted:
                found[use][person].add(fold(value) if use in {"company", "languages"} else value.strip())
    tagged = Tagging.objects.filter(person__in=ids, tag__community=community)
    for person, title in tagged.values_list("person", "tag__name"):
        found["interests"][person].add(title)
    return found


def _unwilling(community: Community) -> set[int]:
    never = Introduced.objects.filter(round__community=community, answer=Reply.NEVER)
    return set(never.values_list("identity__attachment__person", flat=True))
