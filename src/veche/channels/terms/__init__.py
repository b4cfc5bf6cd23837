"""Words of the channels: what a connector understands of a file, and what becomes of an import."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from veche.channels.terms.live import Act as Act
from veche.channels.terms.live import Attachment as Attachment
from veche.channels.terms.live import Can as Can
from veche.channels.terms.live import Live as Live
from veche.channels.terms.live import Raw as Raw
from veche.channels.terms.moderating import MODERATE as MODERATE
from veche.channels.terms.moderating import MODERATING_ACTS
from veche.channels.terms.state import OutgoingState as OutgoingState
from veche.core.terms import INSIDERS, STEWARDS, Permission, Role
from veche.kit.files import Source
from veche.kit.terms import N_
from veche.ledger.terms import Removal, Sighting

SEE_IMPORTS = Permission("channels.see_imports", N_("See channels and imports"), INSIDERS)
IMPORT_FILES = Permission("channels.import_files", N_("Import files and take imports back"), STEWARDS)
RENAME_CHANNELS = Permission("channels.rename_channels", N_("Rename channels"), STEWARDS)
CONNECT_CHANNELS = Permission(
    "channels.connect_channels", N_("Connect channels and see their envelopes"), STEWARDS
)
SEND_MESSAGES = Permission(
    "channels.send_messages",
    N_("Write into channels"),
    STEWARDS | {Role.MODERATOR, Role.EDITOR, Role.SMM_SPECIALIST, Role.EVENT_ORGANISER},
)
PERMISSIONS = (SEE_IMPORTS, IMPORT_FILES, RENAME_CHANNELS, CONNECT_CHANNELS, SEND_MESSAGES, MODERATE)

ACTS: Mapping[str, str] = {
    "channels.accept_upload": N_("Uploaded a file"),
    "channels.answer_questions": N_("Said what a file does not tell"),
    "channels.ask_again": N_("Went back to a file's questions"),
    "channels.start_import": N_("Began to take a file in"),
    "channels.stop_import": N_("Stopped an import"),
    "channels.resume_import": N_("Went on with an import"),
    "channels.finish_import": N_("Took a file in"),
    "channels.refuse_import": N_("Refused a file and took back what came of it"),
    "channels.take_back_import": N_("Took an import back"),
    "channels.discard_import": N_("Discarded an uploaded file"),
    "channels.abandon_import": N_("Let go of an abandoned file"),
    "ledger.rename_channel": N_("Renamed a channel"),
    "channels.connect_channel": N_("Connected a channel"),
    "channels.change_connection": N_("Changed a connection"),
    "channels.switch_connection": N_("Switched a connection on or off"),
    "channels.remove_connection": N_("Removed a connection"),
    "channels.restore_connection": N_("Restored a connection"),
    "channels.start_backfill": N_("Asked for what there was before"),
    "channels.retry_envelopes": N_("Tried unreadable envelopes again"),
    "channels.send_message": N_("Wrote into a channel"),
    "channels.withdraw_message": N_("Took back a message before it went"),
    "channels.retry_message": N_("Sent a message again"),
    "channels.settle_message": N_("Said whether a doubtful message was sent"),
    **MODERATING_ACTS,
}

# Places on these pages where upper rooms may hang panels; given the import, or the channel.
IMPORT_PAGE = "channels.import_page"
CHANNEL_PAGE = "channels.channel_page"


class Record(NamedTuple):
    """One record of a file: what it says, or why nothing is taken from it.

    A record that is refused carries a reason (a gettext id) and neither sightings nor removals;
    everything a file holds is a record, so that taken + duplicate + refused = seen.
    """

    where: (
        str  # the outside's number of it: a message's id, a line, a row; with the member's name in archives
    )
    sightings: tuple[Sighting, ...] = ()
    refused: str = ""
    removals: tuple[Removal, ...] = ()  # heard live only: files tell of what is there


class Understanding(StrEnum):
    """How sure a connector is that a file is one of its kind."""

    NO = "no"
    MAYBE = "maybe"  # any table of columns
    YES = "yes"  # the format says so itself


class Ask(StrEnum):
    """The kinds of answers a connector may need from the person who imports."""

    TEXT = "text"
    ZONE = "zone"
    DATE = "date"
    CHOICE = "choice"
    MAPPING = "mapping"  # columns to fields: has a page of its own


@dataclass(frozen=True, slots=True)
class Question:
    """Something the file does not tell and the person must, with the best guess.

    A question with `is_optional` is answered by its guess unless somebody looks. The answer
    is remembered for the next file of the same source unless it is a date or says otherwise.
    A mapping shows `sample`: the columns' titles, then the first rows.
    """

    key: str
    title: str
    ask: Ask = Ask.TEXT
    guess: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    is_optional: bool = False
    is_remembered: bool = True
    sample: tuple[tuple[str, ...], ...] = ()


Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the community a file is read for: stands in where the file is silent."""

    time_zone: str = "UTC"
    currency: str = "EUR"
    country: str = ""  # ISO 3166, for phone numbers without a prefix
    file_name: str = ""
    language: str = "en"


def recognises_nothing(_: Source) -> Understanding:
    """Answer that no file is of this kind: the outside is live only."""
    return Understanding.NO


def reads_nothing(_: Source, __: Answers, ___: Surroundings) -> Iterator[Record]:
    """Answer no records."""
    return iter(())


def no_questions(_: Source, __: Surroundings) -> tuple[Question, ...]:
    """Answer that the file says everything itself."""
    return ()


def no_signature(_: Source) -> str:
    """Answer that the channel itself is what a later file is known by."""
    return ""


@dataclass(frozen=True, slots=True)
class Connector:
    """A translator between one outside and the ledger. Knows no Django and no other connector.

    `recognise` looks at content, never at names alone. `read` answers every record of the
    file in its order, the same at every call, and never holds more than a few megabytes; a
    damaged file raises a `Refusal` that names the place, a bad record is a refused `Record`.
    `questions` are remembered for the next file of the same source: the one with the same
    first channel, or the same `signature` where a connector knows better.

    All of them run in a process apart, so they must be functions of a module, not lambdas.
    """

    key: str
    title: str
    unit: str  # what a record is called: N_("message"), N_("line"), N_("row"), N_("letter")
    recognise: Callable[[Source], Understanding] = recognises_nothing
    read: Callable[[Source, Answers, Surroundings], Iterator[Record]] = reads_nothing
    questions: Callable[[Source, Surroundings], tuple[Question, ...]] = no_questions
    signature: Callable[[Source], str] = no_signature
    live: Live | None = None  # where it can be heard and spoken to as it happens


@dataclass(frozen=True, slots=True)
class Looked:
    """What the first look at a file found: whose kind it is, what to ask, what it is known by later."""

    connector: str
    source: str = ""
    questions: tuple[Question, ...] = ()


class State(StrEnum):
    """Where an import stands, from the upload to its end."""

    LOOKING = "looking"  # which kind of file is it?
    ASKING = "asking"  # the file does not tell everything
    CHECKING = "checking"  # the dry run
    READY = "ready"  # waits for a person to say yes
    TAKING = "taking"
    STOPPED = "stopped"
    DONE = "done"
    REFUSED = "refused"  # nothing can be taken from this file; why stands beside it
    LEAVING = "leaving"  # is being taken back
    LEFT = "left"  # was taken back


STATE_TITLES: Mapping[State, str] = {
    State.LOOKING: N_("being recognised"),
    State.ASKING: N_("waits for your answers"),
    State.CHECKING: N_("being looked through"),
    State.READY: N_("ready to take in"),
    State.TAKING: N_("being taken in"),
    State.STOPPED: N_("stopped"),
    State.DONE: N_("taken in"),
    State.REFUSED: N_("refused"),
    State.LEAVING: N_("being taken back"),
    State.LEFT: N_("taken back"),
}
# States in which something goes on by itself: their pages look again.
MOVING = frozenset({State.LOOKING, State.CHECKING, State.TAKING, State.LEAVING})
# States in which the uploaded file is still needed.
HOLDING = frozenset({State.LOOKING, State.ASKING, State.CHECKING, State.READY, State.TAKING, State.STOPPED})
# States before anything was written to the ledger.
UNTOUCHED = frozenset({State.LOOKING, State.ASKING, State.CHECKING, State.READY, State.REFUSED})


@dataclass(frozen=True, slots=True)
class Outside:
    """An outside world as people know it: its name and its icon."""

    title: str
    icon: str


NETWORKS: Mapping[str, Outside] = {
    "telegram": Outside("Telegram", "brand-telegram"),
    "vk": Outside(N_("VK"), "brand-vk"),
    "discord": Outside("Discord", "brand-discord"),
    "slack": Outside("Slack", "brand-slack"),
    "mastodon": Outside("Mastodon", "brand-mastodon"),
    "discourse": Outside("Discourse", "messages"),
    "irc": Outside("IRC", "hash"),
    "mail": Outside(N_("Mail"), "mail"),
    "table": Outside(N_("Table"), "table"),
    "matrix": Outside("Matrix", "brand-matrix"),
    "feed": Outside(N_("Feed"), "rss"),
    "form": Outside(N_("Web form"), "forms"),
    "webhook": Outside(N_("Webhook"), "webhook"),
}
OTHER_NETWORK = Outside("", "plug")


def outside_of(connector: Connector) -> Outside:
    """Answer the outside that a connector hears, as people know it; its own title is about files."""
    return NETWORKS.get(connector.key) or Outside(connector.title, OTHER_NETWORK.icon)


# How to get a file of each kind, for those who stand before the upload page.
HINTS: Mapping[str, str] = {
    "telegram": N_("Telegram Desktop: the chat → ⋮ → Export chat history → Machine-readable JSON."),
    "vk": N_("The answers of wall.get and wall.getComments saved as JSON, also as a zip."),
    "discord": N_("DiscordChatExporter with the format JSON; several channels as a zip."),
    "slack": N_("Settings → Import/Export data → Export; the zip as it is."),
    "irc": N_("The logs of your client, bouncer or bot; several days as a zip."),
    "mail": N_("An mbox from Thunderbird, Google Takeout or Mailman, or letters as a zip."),
    "table": N_("People, guests, purchases, subscribers or messages: you say what the columns mean."),
}
