"""What came back of a letter: words of reports that servers, mailboxes and providers write."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from veche.kit.terms import N_


class What(StrEnum):
    """What a report says of one recipient, and so what becomes of the address."""

    DELIVERED = "delivered"
    DELAYED = "delayed"  # the server still tries
    SOFT = "soft"  # not this time: it counts, and fades
    HARD = "hard"  # there is no such mailbox
    BLOCKED = "blocked"  # ours is at fault: the letter, the sender, the server. The address is not
    COMPLAINT = "complaint"
    UNSUBSCRIBED = "unsubscribed"
    AUTO_REPLY = "auto_reply"  # somebody is away; nothing came back
    NOT_A_REPORT = "not_a_report"  # a letter like others: a person may have answered


WHAT_TITLES: Mapping[What, str] = {
    What.DELIVERED: N_("delivered"), What.DELAYED: N_("delayed"),
    What.SOFT: N_("came back for now"), What.HARD: N_("no such mailbox"),
    What.BLOCKED: N_("refused because of us"), What.COMPLAINT: N_("called spam"),
    What.UNSUBSCRIBED: N_("unsubscribed by a letter or by their provider"),
    What.AUTO_REPLY: N_("somebody is away"),
    What.NOT_A_REPORT: N_("a letter, not a report"),
}  # fmt: skip


class Cause(StrEnum):
    """Why it came back, as far as anybody says."""

    UNKNOWN_USER = "unknown_user"
    UNKNOWN_HOST = "unknown_host"
    NO_MAIL = "no_mail"  # the domain says that it takes none (RFC 7505)
    MOVED = "moved"
    FULL = "full"
    DISABLED = "disabled"
    REFUSED = "refused"  # the recipient's own filter, or nobody says what
    EXPIRED = "expired"
    NETWORK = "network"
    SYSTEM = "system"
    POLICY = "policy"  # blocked by rule or reputation
    SPAM = "spam"
    SENDER = "sender"  # our address, our name in DNS, our signature
    CONTENT = "content"
    TOO_LARGE = "too_large"
    RATE = "rate"
    RELAYING = "relaying"
    PROTOCOL = "protocol"
    NONE = ""


CAUSE_TITLES: Mapping[Cause, str] = {
    Cause.UNKNOWN_USER: N_("unknown mailbox"), Cause.UNKNOWN_HOST: N_("unknown domain"),
    Cause.NO_MAIL: N_("the domain takes no mail"), Cause.MOVED: N_("moved"),
    Cause.FULL: N_("mailbox full"), Cause.DISABLED: N_("mailbox switched off"),
    Cause.REFUSED: N_("refused without a reason"), Cause.EXPIRED: N_("nobody answered for too long"),
    Cause.NETWORK: N_("the network failed"), Cause.SYSTEM: N_("their server failed"),
    Cause.POLICY: N_("our server is blocked there"), Cause.SPAM: N_("taken for spam"),
    Cause.SENDER: N_("our sender address or signature is refused"),
    Cause.CONTENT: N_("refused for its content"), Cause.TOO_LARGE: N_("too large"),
    Cause.RATE: N_("too many at once"), Cause.RELAYING: N_("the server does not serve that domain"),
    Cause.PROTOCOL: N_("the servers did not understand each other"), Cause.NONE: N_("not said"),
}  # fmt: skip
# What each of them means for the address, where the code says nothing else.
MEANING: Mapping[Cause, What] = {
    **dict.fromkeys((Cause.UNKNOWN_USER, Cause.UNKNOWN_HOST, Cause.NO_MAIL, Cause.MOVED), What.HARD),
    **dict.fromkeys(
        (Cause.FULL, Cause.DISABLED, Cause.REFUSED, Cause.EXPIRED, Cause.NETWORK, Cause.SYSTEM, Cause.NONE),
        What.SOFT,
    ),
    **dict.fromkeys(
        (
            Cause.POLICY, Cause.SPAM, Cause.SENDER, Cause.CONTENT, Cause.TOO_LARGE, Cause.RATE,
            Cause.RELAYING, Cause.PROTOCOL,
        ),
        What.BLOCKED,
    ),
}  # fmt: skip


# What a mail program writes to, and begins its subject with, when it unsubscribes somebody by a letter.
UNSUBSCRIBING = "unsubscribe"
# What such a letter is told apart by: it ends one newsletter, whoever allowed letters of what kind.
BY_LETTER = "letter"


class Trust(StrEnum):
    """How far a report may be believed about what it says."""

    MACHINE = "machine"  # fields for machines, or a signed call of a provider
    WORDS = "words"  # read out of a text for people


class Returned(NamedTuple):
    """What a report says of one recipient."""

    what: What
    # In small letters; empty where the report does not name one.
    address: str = ""
    cause: Cause = Cause.NONE
    # Of RFC 3463: «5.1.1».
    status: str = ""
    # Of SMTP: 550.
    code: int = 0
    diagnostic: str = ""
    trust: Trust = Trust.MACHINE
    # Of RFC 5965: «abuse», «opt-out», …
    feedback: str = ""


class Report(NamedTuple):
    """What one letter that came back says."""

    returned: tuple[Returned, ...] = ()
    # Of the letter it is about: its Message-ID without brackets.
    message_id: str = ""
    # Everything in it that may be a return address of ours, before the @, in the order of trust.
    marks: tuple[str, ...] = ()
    # Tokens of links and of the unsubscribe header of the returned letter.
    tokens: tuple[str, ...] = ()
    subject: str = ""
    sender: str = ""


class ReturningState(StrEnum):
    """Where what came in stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    DOUBTFUL = "doubtful"  # read, and it changes nothing: nobody signed it
    LETTER = "letter"  # no report: a person may have answered
    PARKED = "parked"  # it could not be read; somebody may try again


RETURNING_TITLES: Mapping[ReturningState, str] = {
    ReturningState.WAITING: N_("waits to be read"), ReturningState.TAKEN: N_("taken"),
    ReturningState.DOUBTFUL: N_("not signed by us, changes nothing"),
    ReturningState.LETTER: N_("a letter, not a report"), ReturningState.PARKED: N_("could not be read"),
}  # fmt: skip


class Told(NamedTuple):
    """What a provider tells of one recipient: the same as a report, and its own name of the letter."""

    returned: Returned
    foreign_ids: tuple[str, ...] = ()
    # Its metadata and return address, where our marks may stand.
    marks: tuple[str, ...] = ()


class Call(NamedTuple):
    """A provider's call as it came in."""

    body: bytes
    # Names small.
    headers: Mapping[str, str]
    # What was agreed with the provider to know it by; empty where only the address is secret.
    key: str
