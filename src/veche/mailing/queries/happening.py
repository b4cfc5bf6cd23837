"""What letters of sequences about events tell of the event each reader's is about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from django.utils import formats, translation
from django.utils.translation import gettext

from veche.kit import sql
from veche.kit.cards import CardKind, OwnPages, Particulars
from veche.kit.rooms import card_kinds
from veche.kit.text import fold
from veche.kit.time import DAY, HOUR, Moment, as_datetime, now
from veche.mailing.models import Delivery, Walk
from veche.mailing.models import Sequence as Letters
from veche.mailing.queries.timing import zones_of
from veche.mailing.queries.values import Values, values_of_people
from veche.mailing.rules.placeholders import event_address, leads_to_event, place_of
from veche.mailing.terms import LetterKind
from veche.mailing.terms.placing import EVENT_NAMES
from veche.mailing.terms.sequencing import OF_COMING, OF_EVENTS, Again, WalkState

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.mailing.models import Letter

EVENT = "event"
# An event may be put off by so much.
FARTHEST = 400 * DAY
# What lasts longer is told by its first and its last day.
_A_DAY = 20 * HOUR
# Languages that write the names of days with a large letter.
_CAPITAL_DAYS = frozenset({"en", "de"})
_NEEDS_NO_LOOK = frozenset({"email", "date"})
# The event of a walk `w`: the one its turn numbers, or that of the fact which brought them in.
_KEY = (
    "CASE WHEN q.again = %s THEN CAST(w.turn AS varchar(20)) "
    "WHEN s.kind = %s THEN s.key ELSE '' END"
)  # fmt: skip
_STARTS = ", ".join(f"'{one.value}'" for one in sorted(OF_EVENTS))
_ABOUT = (
    "JOIN mailing_sequence q ON q.id = w.sequence_id LEFT JOIN ledger_interaction i ON i.id = w.cause "
    f"LEFT JOIN ledger_subject s ON s.id = i.subject_id WHERE q.start IN ({_STARTS})"
)
_OF_KEY = (Again.EACH.value, EVENT)


class Row(Protocol):
    """A letter to somebody, as far as its values follow from it."""

    @property
    def pk(self) -> int:
        """Its delivery."""

    @property
    def email(self) -> str:
        """Where it goes."""

    @property
    def person(self) -> int | None:
        """Who that is, as far as it is known."""


class Got(NamedTuple):
    """A letter that somebody got."""

    pk: int
    email: str
    person: int | None


def values_of_rows(letter: Letter, rows: Sequence[Row], names: Collection[str]) -> dict[int, Values]:
    """Answer the values of some letters to people, by delivery, as far as `names` ask for them.

    Two queries for people; a few more where the event is asked for, however many they are.
    """
    if _NEEDS_NO_LOOK.issuperset(names):
        return {}
    people = values_of_people(letter.community, [row.person for row in rows if row.person], names)
    told = _told_to(letter, rows) if not EVENT_NAMES.keys().isdisjoint(names) else {}
    return {row.pk: {**people.get(row.person or 0, {}), **told.get(row.pk, {})} for row in rows}


def sequence_about(letter: Letter) -> Letters | None:
    """Answer the sequence that a letter goes in where that is about events; nothing for other letters."""
    if letter.kind != LetterKind.STEP:
        return None
    found = Letters.objects.select_related("community").filter(steps__letter=letter)
    return found.filter(start__in=[one.value for one in OF_EVENTS]).first()


def values_of_sample(letter: Letter, person: int | None, language: str = "") -> Values:
    """Answer what stands in a letter of the event it would be about: for somebody, or as it would be next.

    Own pages lead to the event's: a preview is for the team, and a guest's link is theirs alone.
    """
    sequence = sequence_about(letter)
    if sequence is None:
        return {}
    key = _event_of_walk(sequence, person) or _near(sequence)
    told = _kind_told(letter.community, {key} if key else set()).get(key)
    if told is None:
        return {}
    zone = zones_of(letter.community, [person]).get(person, "") if person else ""
    with translation.override(language or letter.language):
        return _values(told, OwnPages(), zone)


def events_of(deliveries: Collection[int]) -> dict[int, str]:
    """Answer the event each delivery of a sequence is about; others are left out. One query."""
    rows = sql.fetch(
        f"SELECT p.delivery_id, {_KEY} FROM mailing_passage p JOIN mailing_walk w ON w.id = p.walk_id "
        f"{_ABOUT} AND {sql.any_of('p.delivery_id')}",
        (*_OF_KEY, sql.listed(sorted(set(deliveries)))),
    )
    return {delivery: key for delivery, key in rows if key}


def events_named(sequence: Letters, walks: Sequence[Walk]) -> dict[int, str]:
    """Answer the name of the event each way is about, by its number; none of sequences about none."""
    if sequence.start not in OF_EVENTS or not walks:
        return {}
    rows = sql.fetch(
        f"SELECT w.id, {_KEY} FROM mailing_walk w {_ABOUT} AND {sql.any_of('w.id')}",
        (*_OF_KEY, sql.listed([walk.pk for walk in walks])),
    )
    told = _kind_told(sequence.community, {key for _, key in rows if key})
    return {walk: told[key].title for walk, key in rows if key in told}


def target_of(delivery: int, address: str) -> str:
    """Answer where a recorded link leads that is a place of the event, for the one who got this delivery."""
    found = Delivery.objects.select_related("letter__community").filter(pk=delivery).first()
    if found is None:
        return ""
    values = _told_to(found.letter, [Got(found.pk, found.email, None)]).get(found.pk, {})
    return address_shown(address, values)


def address_shown(address: str, values: Values) -> str:
    """Answer where a recorded link leads with these values; every other than a place of an event as it is."""
    place = place_of(address[1:-1]) if address.startswith("{") else None
    return event_address(place, values) if place is not None and leads_to_event(place) else address


def _told_to(letter: Letter, rows: Sequence[Row]) -> dict[int, Values]:
    about = events_of([row.pk for row in rows])
    if not about:
        return {}
    told = _kind_told(letter.community, set(about.values()))
    pairs = {(about[row.pk], row.email) for row in rows if row.pk in about}
    kind = _kind()
    own = kind.own(letter.community, pairs) if kind and kind.own else {}
    zones = zones_of(letter.community, [row.person for row in rows if row.person])
    found = {}
    with translation.override(letter.language):
        for row in rows:
            if (key := about.get(row.pk, "")) in told:
                pages, zone = own.get((key, row.email), OwnPages()), zones.get(row.person or 0, "")
                found[row.pk] = _values(told[key], pages, zone)
    return found


def _values(told: Particulars, own: OwnPages, zone: str) -> Values:
    """Answer the values of an event for somebody with these pages, who lives in a zone, in this language."""
    at, ends = as_datetime(told.at, told.zone), as_datetime(told.ends, told.zone)
    here = as_datetime(told.at, zone or told.zone)
    day, hour = _day(at), formats.date_format(here, "H:i")
    if told.ends - told.at > _A_DAY:
        day = f"{day} – {_day(ends)}"
    if here.date() != at.date():
        hour = f"{formats.date_format(here, 'j E')}, {hour}"
    return {
        "event": told.title, "event_date": day, "event_time": formats.date_format(at, "H:i"),
        "event_local_time": hour, "event_place": told.place or (gettext("online") if told.is_online else ""),
        "event_link": told.link,
        "event_registration": own.page or told.link, "event_feedback": own.feedback or own.page or told.link,
        "event_album": own.album or told.album or told.link,
    }  # fmt: skip


def _day(at: datetime) -> str:
    """Answer a day as it stands within a sentence."""
    told = str(formats.date_format(at, "l, j E"))
    return told if translation.get_language() in _CAPITAL_DAYS else told[:1].lower() + told[1:]


def _event_of_walk(sequence: Letters, person: int | None) -> str:
    """Answer the event of the way somebody is on, the next first."""
    rows = sql.fetch(
        f"SELECT {_KEY} FROM mailing_walk w {_ABOUT} AND w.sequence_id = %s AND w.person_id = %s "
        "AND w.state = %s ORDER BY w.due_at LIMIT 1",
        (*_OF_KEY, sequence.pk, person or 0, WalkState.WALKING),
    )
    return rows[0][0] or "" if rows else ""


def _near(sequence: Letters) -> str:
    """Answer the event a sequence is about next, or was about last; the other way round for what is over."""
    kind, at = _kind(), now()
    if kind is None or kind.coming is None:
        return ""
    ahead = kind.coming(sequence.community, at, Moment(at + FARTHEST))
    over = kind.coming(sequence.community, Moment(at - FARTHEST), at)
    lasting = [one.key for one in ahead if fold(sequence.words) in fold(one.title)]
    past = [one.key for one in reversed(over) if fold(sequence.words) in fold(one.title)]
    keys = [*lasting, *past] if sequence.start in OF_COMING else [*past, *lasting]
    return keys[0] if keys else ""


def _kind() -> CardKind | None:
    return card_kinds().get(EVENT)


def _kind_told(community: Community, keys: Collection[str]) -> Mapping[str, Particulars]:
    kind = _kind()
    return kind.told(community, keys) if kind and kind.told and keys else {}
