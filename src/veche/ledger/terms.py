"""Words of the ledger: who was seen doing what, where and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum, IntFlag, StrEnum
from typing import Any, NamedTuple

from veche.core.terms import LEADERS, STEWARDS, Permission
from veche.kit.terms import N_
from veche.kit.time import Moment

# Held shared by whoever records and alone, for a blink, by whoever copies: see `ledger.columns`.
HORIZON = "ledger.horizon"
# Told to listeners after a batch was recorded: `origin`, `first`, `last` (interactions),
# `first_identity`, `last_identity`, `first_alias`, `last_alias`; ids of nothing are 0 and -1.
RECORDED = "ledger.recorded"
# Told after known facts got later words: `origin`, `first`, `last` (wordings), `recorded_at`.
REWORDED = "ledger.reworded"
# Told after the outside took facts away or brought them back: `ids` (interactions).
REMOVED = "ledger.removed"
# Told after an origin's facts were withdrawn: `origin`, `community`, `identities` that are gone.
WITHDRAWN = "ledger.withdrawn"

RECORD_INTERACTIONS = Permission("ledger.record_interactions", N_("Take facts into the ledger"), STEWARDS)
WITHDRAW_ORIGIN = Permission("ledger.withdraw_origin", N_("Take back an import as a whole"), STEWARDS)
REDACT_IDENTITY = Permission("ledger.redact_identities", N_("Erase a person from the ledger"), LEADERS)
PERMISSIONS = (RECORD_INTERACTIONS, WITHDRAW_ORIGIN, REDACT_IDENTITY)
ACTS = {
    "ledger.open_origin": N_("Named a source of facts"),
    "ledger.withdraw_origin": N_("Withdrew a source of facts"),
    "ledger.rename_channel": N_("Gave a channel another title"),
}

# What the value of an identity begins with that was erased by law.
ERASED = "erased-"
FORGOTTEN = N_("It is of a person who was forgotten.")
LONGEST_WORDS = 100_000
LONGEST_ID = 250
LONGEST_NAME = 200


class Nature(IntEnum):
    """Who stands behind a handle: only persons become people."""

    PERSON = 0
    BOT = 1
    PLACE = 2  # a channel, page or group that speaks in its own name


class Activity(StrEnum):
    """What an interaction says about the one it is of."""

    OWN = "own"  # they did it: counts them as active
    PASSIVE = "passive"  # they let it happen: an open, a view
    OUTGOING = "outgoing"  # we did it to them, or noted it about them


@dataclass(frozen=True, slots=True)
class HandleForm:
    """A kind of handle: its name, its icon, where a profile is, and whether it names one human."""

    title: str
    icon: str = "at"
    link: str = ""
    is_exact: bool = True


# Kinds of handles by the word they are kept under. A kind that is not here is shown by its word.
HANDLES: Mapping[str, HandleForm] = {
    "email": HandleForm(N_("E-mail"), "mail", "mailto:{value}"),
    "phone": HandleForm(N_("Phone"), "phone", "tel:{value}"),
    "telegram": HandleForm(N_("Telegram account"), "brand-telegram"),
    "telegram_name": HandleForm(N_("Telegram name"), "brand-telegram", "https://t.me/{value}"),
    "vk": HandleForm(N_("VK account"), "brand-vk", "https://vk.com/id{value}"),
    "vk_name": HandleForm(N_("VK address"), "brand-vk", "https://vk.com/{value}"),
    "slack": HandleForm(N_("Slack account"), "brand-slack"),
    "discord": HandleForm(N_("Discord account"), "brand-discord", "https://discord.com/users/{value}"),
    "discord_name": HandleForm(N_("Discord name"), "brand-discord"),
    "mastodon": HandleForm(N_("Mastodon account"), "brand-mastodon"),
    "discourse": HandleForm(N_("Account of a forum"), "messages"),
    "irc": HandleForm(N_("IRC nick"), "hash"),
    "matrix": HandleForm(N_("Matrix account"), "brand-matrix", "https://matrix.to/#/{value}"),
    "website": HandleForm(N_("Website"), "world", "https://{value}"),
    "github": HandleForm(N_("GitHub name"), "brand-github", "https://github.com/{value}"),
    # Whoever works in Veche, as the author of what goes out from here.
    "user": HandleForm(N_("User of Veche"), "user"),
    # A name whose account the outside did not tell, within the channel it was seen in.
    "named": HandleForm(N_("Name without account"), "user", is_exact=False),
    "relayed": HandleForm(N_("Name carried over by a bot"), "arrows-exchange", is_exact=False),
    # A row of a list that has nothing better to know its person by.
    "row": HandleForm(N_("Row of a list"), "table", is_exact=False),
}


class Kind(Enum):
    """What was done: number for the database, word for code, and what it counts as."""

    JOINED = (1, "joined", Activity.OWN, N_("joined"), "login-2")
    LEFT = (2, "left", Activity.OWN, N_("left"), "logout-2")
    MESSAGED = (3, "messaged", Activity.OWN, N_("message"), "message")
    COMMENTED = (4, "commented", Activity.OWN, N_("comment"), "message-circle")
    REACTED = (5, "reacted", Activity.OWN, N_("reaction"), "mood-smile")
    REPOSTED = (6, "reposted", Activity.OWN, N_("repost"), "repeat")
    MENTIONED = (7, "mentioned", Activity.OWN, N_("mention"), "at")
    ASKED = (8, "asked", Activity.OWN, N_("question"), "help")
    ANSWERED = (9, "answered", Activity.OWN, N_("answer"), "message-reply")
    INVITED = (10, "invited", Activity.OWN, N_("invited somebody"), "user-plus")
    APPLIED = (11, "applied", Activity.OWN, N_("application"), "file-pencil")
    REGISTERED = (12, "registered", Activity.OWN, N_("registration"), "ticket")
    DECLINED = (13, "declined", Activity.OWN, N_("declined"), "circle-x")
    CANCELLED = (14, "cancelled", Activity.OWN, N_("cancelled"), "ban")
    ATTENDED = (15, "attended", Activity.OWN, N_("came"), "calendar-check")
    MISSED = (16, "missed", Activity.PASSIVE, N_("did not come"), "calendar-x")
    SUBSCRIBED = (17, "subscribed", Activity.OWN, N_("subscription"), "bell")
    UNSUBSCRIBED = (18, "unsubscribed", Activity.OWN, N_("unsubscription"), "bell-off")
    SENT = (19, "sent", Activity.OUTGOING, N_("was sent something"), "send")
    OPENED = (20, "opened", Activity.PASSIVE, N_("opened"), "mail-opened")
    CLICKED = (21, "clicked", Activity.OWN, N_("click"), "click")
    BOUNCED = (22, "bounced", Activity.OUTGOING, N_("bounce"), "mail-x")
    COMPLAINED = (23, "complained", Activity.OWN, N_("complaint"), "flag")
    VISITED = (24, "visited", Activity.PASSIVE, N_("visit"), "eye")
    SUBMITTED = (25, "submitted", Activity.OWN, N_("form"), "forms")
    BOUGHT = (26, "bought", Activity.OWN, N_("purchase"), "shopping-cart")
    REFUNDED = (27, "refunded", Activity.OUTGOING, N_("refund"), "receipt-refund")
    PUBLISHED = (28, "published", Activity.OWN, N_("post"), "speakerphone")
    INTRODUCED = (29, "introduced", Activity.OUTGOING, N_("introduction"), "users")
    MET = (30, "met", Activity.OWN, N_("meeting"), "coffee")
    LISTED = (31, "listed", Activity.OUTGOING, N_("entry in a list"), "list-details")
    PINNED = (32, "pinned", Activity.OWN, N_("pinned a message"), "pin")
    CALLED = (33, "called", Activity.OWN, N_("call"), "phone-call")
    RATED = (34, "rated", Activity.OWN, N_("mark for an answer"), "star")

    def __init__(self, number: int, word: str, activity: Activity, title: str, icon: str) -> None:
        self.number, self.word, self.activity = number, word, activity
        self.title, self.icon = title, icon


KINDS: Mapping[int, Kind] = {kind.number: kind for kind in Kind}
KIND_WORDS: Mapping[str, Kind] = {kind.word: kind for kind in Kind}
OWN = frozenset(kind.number for kind in Kind if kind.activity is Activity.OWN)
# Own activity with words: the first of these is somebody's first word.
SPOKEN = frozenset(
    k.number
    for k in (Kind.MESSAGED, Kind.COMMENTED, Kind.ASKED, Kind.ANSWERED, Kind.PUBLISHED, Kind.REPOSTED)
)


class Mark(IntFlag):
    """What is seen in an interaction at a glance, kept as bits beside it."""

    QUESTION = 1
    LINK = 2
    MEDIA = 4
    FORWARDED = 8
    MASKED = 16  # a secret in the words was blotted out
    CUT = 32  # the words were longer than is kept
    RELAYED = 64  # a bot carried the words over


class Handle(NamedTuple):
    """A handle as seen in a channel. `aliases` are other handles the outside says are the same account."""

    kind: str
    value: str
    name: str = ""
    nature: Nature = Nature.PERSON
    aliases: tuple["Handle", ...] = ()


class Place(NamedTuple):
    """A channel as the outside knows it: `key` stays when the title changes."""

    network: str
    key: str
    title: str
    form: str = "chat"


class About(NamedTuple):
    """What an interaction is about: an event, a post, a product, a topic."""

    kind: str
    key: str
    title: str


class Sighting(NamedTuple):
    """Something someone was seen doing, before we know who they are."""

    place: Place
    handle: Handle
    kind: Kind
    at: Moment
    external_id: str  # unique in its channel: seen again it is no new fact
    words: str = ""
    edited_at: Moment | None = None
    thread: str = ""
    reply_to: str = ""
    about: About | None = None
    target: Handle | None = None
    amount: int | None = None  # minor units
    currency: str = ""
    marks: int = 0  # those the channel knows: MEDIA, FORWARDED, RELAYED
    tallies: tuple[tuple[str, int], ...] = ()  # numbers the outside states: views, likes without names
    extra: Mapping[str, Any] | None = None


class Removal(NamedTuple):
    """The outside took something away that was seen in a place, or brought it back.

    The fact stays; beside it stands that it is gone outside. Told before the fact, it waits for it.
    """

    place: Place
    external_id: str
    at: Moment | None = None  # where the outside does not say: when it is recorded
    is_back: bool = False


class Count(IntEnum):
    """The stated numbers that figures are counted from; others stay in the ledger alone."""

    VIEWS = 1
    REACTIONS = 2  # without names: those with names are interactions
    COMMENTS = 3
    REPOSTS = 4
    VOTES = 5
    MARK = 6  # one to five, of what is rated

    @property
    def word(self) -> str:
        """The name under which the ledger keeps it."""
        return self.name.lower()


class Outcome(IntEnum):
    """What became of one sighting."""

    NEW = 0
    REVISED = 1  # known, but its words or tallies had changed
    KNOWN = 2
    REFUSED = 3  # it cannot be a fact; `Recorded.faults` says why


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a batch: an outcome for every sighting in order, and what was done to it."""

    outcomes: tuple[Outcome, ...] = ()
    masked: int = 0
    faults: Mapping[int, str] = field(default_factory=dict)
    first: int = 0
    last: int = -1
    removed: tuple[Outcome, ...] = ()  # what became of every removal in order


# A day in a snapshot where there is none and days before 1970 may be.
NO_DAY = -1_000_000
# Small tables that upper rooms lay beside the columnar copy, whole and versioned, for figures to
# join: their columns and DuckDB's types. A day is counted from 1970 in the community's zone and -1
# where there was none. `persons` has a row for every identity behind which we believe a human,
# also a forgotten one (erasing keeps the count): what is not in it is a bot, a place or unknown.
# `standings` has everybody who stands in the community now, and what a segment asks first.
SNAPSHOTS: Mapping[str, Mapping[str, str]] = {
    "persons": {"identity_id": "BIGINT", "person_id": "BIGINT", "is_team": "BOOLEAN"},
    "standings": {
        "person_id": "BIGINT", "stage": "SMALLINT", "joined_day": "INTEGER", "first_word_day": "INTEGER",
        "last_seen_day": "INTEGER", "since_day": "INTEGER", "first_seen_day": "INTEGER",
        "last_own_day": "INTEGER", "first_channel": "INTEGER", "first_kind": "SMALLINT", "is_team": "BOOLEAN",
    },
    "transitions": {
        "person_id": "BIGINT", "day": "INTEGER", "stage_from": "SMALLINT", "stage_to": "SMALLINT",
    },
    # Channels somebody was seen in: whether they are in it now, whether they ever left it.
    "presences": {
        "person_id": "BIGINT", "channel": "INTEGER", "is_in": "BOOLEAN", "has_left": "BOOLEAN",
    },
    "tags": {"person_id": "BIGINT", "tag": "INTEGER"},
    # Values of fields that are not special by law: folded, as a number, as a day (NO_DAY where it
    # is none) and a day of the year (month × 100 + day, 0 where none), as another person (0: none).
    "traits": {
        "person_id": "BIGINT", "field": "INTEGER", "text": "VARCHAR", "number": "DOUBLE", "day": "INTEGER",
        "anniversary": "SMALLINT", "other": "BIGINT",
    },
    "consents": {
        "person_id": "BIGINT", "purpose": "VARCHAR", "ends_day": "INTEGER", "is_withdrawn": "BOOLEAN",
    },
    # What was promised (1: a first answer, 2: the end of a matter) to whom asked by this interaction,
    # whether it was kept, whether they still wait, and when the one or the other was sure.
    "promises": {
        "id": "BIGINT", "channel": "INTEGER", "identity": "BIGINT", "promised": "SMALLINT",
        "is_kept": "BOOLEAN", "is_open": "BOOLEAN", "moment": "BIGINT", "day": "INTEGER",
    },
}  # fmt: skip
