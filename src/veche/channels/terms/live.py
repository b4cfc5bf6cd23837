"""Words of live channels: what is heard from an outside as it happens, and what is said into it.

A connector with a `Live` part translates both ways and nothing else. It is called from threads of
the listening process (`listen`, `send`, `act`, `backfill`, `check`, `install`, `remove`), from the
web (`knock`) and from jobs (`read`). Wherever it talks, it does so through `Access.web`.

What goes wrong is one of three:
- `kit.terms.Trouble`: nothing was done, try again (`retry_after` in seconds where the outside says so);
- `kit.terms.Refusal`: nothing was done and never will be, with the reason in the user's words;
- `Doubtful`: it may have been done or not, and only a person can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from veche.kit.time import Moment
from veche.ledger.terms import Handle

if TYPE_CHECKING:
    from veche.channels.terms import Record
    from veche.kit.web import Web

# How long a call of a connector may take, in seconds, before it counts as failed.
PATIENCE = 20.0
# A larger envelope is refused at the door.
LARGEST_ENVELOPE = 4 * 1024**2
# `listen` gives control back at least this often, in seconds, with or without news.
LONGEST_SILENCE = 25.0

# What a connector remembers of where it is: JSON, committed together with what was heard.
Cursor = Mapping[str, Any]


class Way(StrEnum):
    """How an outside tells its news."""

    LISTEN = "listen"  # we ask or keep a line open: works on a laptop
    HOOK = "hook"  # it knocks at our public address


class Can(StrEnum):
    """What may be done in a channel of this kind."""

    REPLY = "reply"  # to one message
    THREAD = "thread"
    DIRECT = "direct"  # write to one person alone
    ATTACH = "attach"
    EDIT = "edit"
    DELETE = "delete"
    HIDE = "hide"
    MUTE = "mute"
    BAN = "ban"
    BACKFILL = "backfill"


@dataclass(frozen=True, slots=True)
class Setting:
    """Something to fill in on the page that connects a channel. A secret is never shown again."""

    key: str
    title: str
    help: str = ""
    is_secret: bool = False
    is_optional: bool = False
    is_long: bool = False  # several lines
    is_ours: bool = False  # a secret that we make up where nothing is filled in
    guess: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Access:
    """How a connection reaches its outside: what was filled in, what `check` found, where we are called."""

    settings: Mapping[str, str]  # secrets among them
    facts: Mapping[str, Any] = field(default_factory=dict)  # what the latest `check` found
    address: str = ""  # where the outside may knock
    web: Web | None = None

    def __repr__(self) -> str:
        return "Access(…)"  # whatever is logged, no secret is


class Raw(NamedTuple):
    """An envelope as it came. `key` is the outside's own number of it: seen again it is no news."""

    key: str
    payload: bytes
    kind: str = ""


class Heard(NamedTuple):
    """News, perhaps none, and where to go on from once these are kept."""

    raws: tuple[Raw, ...]
    cursor: Cursor


class Knock(NamedTuple):
    """A request at our public address; names of headers are in small letters."""

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    at: Moment


class Opened(NamedTuple):
    """What came with a knock that was verified, and what the outside wants to hear."""

    raws: tuple[Raw, ...] = ()
    reply: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    status: int = 200


class Known(NamedTuple):
    """What reading may lean on: the connection's facts, and the community's zone and language."""

    facts: Mapping[str, Any]
    time_zone: str = "UTC"
    language: str = "en"
    country: str = ""


class Finding(NamedTuple):
    """One thing that `check` found: a gettext id with its values, and what to do where it is bad."""

    text: str
    is_good: bool = True
    help: str = ""
    values: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Checked:
    """What works: the title and the account of the other side, findings, facts to remember (JSON)."""

    title: str
    findings: tuple[Finding, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Tell whether nothing stands in the way."""
        return all(finding.is_good for finding in self.findings)


class Attachment(NamedTuple):
    """A file that goes with a message."""

    name: str
    media_type: str
    content: bytes


class Message(NamedTuple):
    """What goes out: Markdown of our small dialect, turned by the connector into its outside's own.

    `place` is the channel's key; `reply_to` and `thread` are the ledger's external ids there. With
    `to` it goes to that person alone. `key` is ours and the same at every try: handed over where the
    outside knows such a thing (Matrix's transaction, mail's Message-ID, VK's random_id).
    """

    key: str
    place: str
    text: str
    reply_to: str = ""
    thread: str = ""
    to: Handle | None = None
    subject: str = ""
    attachments: tuple[Attachment, ...] = ()


class Sent(NamedTuple):
    """What the outside said to a message: the place and the external id under which it will be heard."""

    external_id: str
    at: Moment
    place: str = ""
    thread: str = ""


class Act(StrEnum):
    """What a moderator may do to a message or to its author."""

    DELETE = "delete"
    HIDE = "hide"
    SHOW = "show"
    MUTE = "mute"
    UNMUTE = "unmute"
    BAN = "ban"
    UNBAN = "unban"


class Deed(NamedTuple):
    """One act of moderation, to a message (`external_id`) or to a person (`handle`) in a place."""

    act: Act
    place: str
    external_id: str = ""
    handle: Handle | None = None
    until: Moment | None = None


class Doubtful(Exception):
    """The line broke after we had spoken: it may have been heard or not."""


@dataclass(frozen=True, slots=True)
class Live:
    """The live part of a connector. What an outside cannot do is left out, and not in `can`.

    `listen` is a generator that asks or waits, yields at least every LONGEST_SILENCE seconds, and may
    be closed at any yield; what it yields is kept before it is called again. It raises `Trouble` when
    the line breaks: it is called anew with the latest cursor after a pause. `knock` verifies before
    it believes anything and raises `Refusal` for what is forged, unsigned or stale (older than five
    minutes where the outside signs a time); without the secret that verifies, it refuses all.
    `read` is pure: an envelope to records, the same each time; what it cannot read it lets raise.
    `backfill` yields what there was before, oldest last, until it is exhausted.
    """

    settings: tuple[Setting, ...]
    steps: tuple[str, ...]  # what to create where, as gettext ids
    ways: tuple[Way, ...]  # the first is the one proposed
    check: Callable[[Access], Checked]
    read: Callable[[Raw, Known], Iterator[Record]]
    # Where its secrets may go, by what was filled in; None: its pages are any the operator may reach.
    hosts: Callable[[Mapping[str, str]], frozenset[str]] | None = None
    listen: Callable[[Access, Cursor], Iterator[Heard]] | None = None
    knock: Callable[[Access, Knock], Opened] | None = None
    install: Callable[[Access], None] | None = None  # tell the outside our address
    remove: Callable[[Access], None] | None = None  # take it back
    send: Callable[[Access, Message], Sent] | None = None
    act: Callable[[Access, Deed], None] | None = None
    backfill: Callable[[Access, Cursor], Iterator[Heard]] | None = None
    can: frozenset[Can] = frozenset()
    # What of it cannot be done in some places, by a channel's key.
    lacks: Callable[[str], frozenset[Can]] | None = None
    longest: int = 4000  # characters in one message
    is_ours: bool = False  # nobody outside is asked by `check`: the other side comes to our address
    repeats_safely: bool = False  # the outside knows a repeated `Message.key` and answers as to the first

    def can_in(self, place: str) -> frozenset[Can]:
        """Answer what can be done in a place, by the channel's key."""
        return self.can - self.lacks(place) if self.lacks else self.can
