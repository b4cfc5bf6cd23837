"""Builders: `make.community()` and its kin make the smallest real thing through the real doors."""

from itertools import count
from typing import Any

from veche.core.actions import assign_role, found_organisation, make_user, open_community
from veche.core.models import Community, Organisation, User
from veche.core.queries import actor_of
from veche.core.terms import SYSTEM, Actor, Role
from veche.events.actions import draft_event, move_event
from veche.events.models import Event
from veche.events.terms import EventState
from veche.kit.time import DAY, HOUR, Moment, now
from veche.ledger.actions import open_origin
from veche.ledger.models import Origin
from veche.ledger.terms import Handle, Kind, Place, Sighting

_NUMBER = count(1)
PASSWORD = "a long enough passphrase"
# A Wednesday noon in Moscow: 2026-03-04 12:00 +03:00.
NOON = Moment(1_772_614_800_000)


def organisation(name: str = "Клуб") -> Organisation:
    """An organisation with an owner."""
    email = f"owner{next(_NUMBER)}@example.org"
    found, _ = found_organisation(
        name, owner_email=email, owner_name="Ольга Хозяйка", password=PASSWORD, language="ru", by=SYSTEM
    )
    return found


def community(name: str = "Бегуны", in_: Organisation | None = None, **settings: Any) -> Community:
    """An open community."""
    settings.setdefault("slug", f"club-{next(_NUMBER)}")
    return open_community(in_ or organisation(), name=name, by=SYSTEM, **settings)


def user(role: Role | None = None, in_: Community | Organisation | None = None, **facts: Any) -> User:
    """A user, with a role where one is given."""
    in_ = in_ or community()
    home = in_ if isinstance(in_, Organisation) else in_.organisation
    facts = {"name": "Кирилл", "language": "ru", "email": f"user{next(_NUMBER)}@example.org"} | facts
    made = make_user(password=PASSWORD, in_=home, by=SYSTEM, **facts)
    if role:
        assign_role(made, role, in_=in_, by=SYSTEM)
        made.refresh_from_db()  # giving a role changed what their sessions are bound to
    return made


def actor(role: Role = Role.OWNER, in_: Community | Organisation | None = None) -> Actor:
    """Somebody who acts with a role."""
    in_ = in_ or community()
    return actor_of(user(role, in_))


def origin(in_: Community | None = None, title: str = "result.json") -> Origin:
    """A source of facts."""
    return open_origin(in_ or community(), "import", title, by=SYSTEM)


PLACE = Place("telegram", "100", "Болталка")


def sighting(number: int | str = 1, words: str = "", **facts: Any) -> Sighting:
    """Somebody's message, an hour after the one before."""
    who = facts.pop("who", "42")
    at = NOON + number * DAY // 24 if isinstance(number, int) else NOON
    defaults: dict[str, Any] = {
        "place": PLACE, "handle": Handle("telegram", who, f"Человек {who}"), "kind": Kind.MESSAGED,
        "at": Moment(at), "external_id": str(number), "words": words,
    }  # fmt: skip
    return Sighting(**(defaults | facts))


def event(in_: Community | None = None, title: str = "Пробежка", **fields: Any) -> Event:
    """An event in three days that people register for; another `state` where one is given."""
    state = fields.pop("state", EventState.OPEN)
    starts = fields.pop("starts", Moment(now() + 3 * DAY))
    ends = fields.pop("ends", Moment(starts + 2 * HOUR))
    found = draft_event(in_ or community(), title, starts=starts, ends=ends, by=SYSTEM, **fields)
    return move_event(found, state, by=SYSTEM)
