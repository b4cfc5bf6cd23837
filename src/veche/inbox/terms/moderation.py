"""Words of moderation: rules and what they look for, what is done about it, how a report stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from veche.channels.terms import Act, Can
from veche.kit.terms import N_
from veche.kit.time import DAY, HOUR, MINUTE
from veche.ledger.terms import SPOKEN, Kind

# A rule looks at what happens now: history that comes in later than this is left alone.
FRESH = HOUR
# How far back a rule is tried before it may be switched on.
TRIED_DAYS = 30
# What can be said in a chat; posts are of the community itself.
SAID = tuple(sorted(SPOKEN - {Kind.PUBLISHED.number}))
# So many reports of one person are heard within an hour.
MOST_REPORTS = 5
# The same person is not warned again so soon for the same.
WARNED_FOR = HOUR

MODERATION_ACTS: Mapping[str, str] = {
    "inbox.save_moderation_rule": N_("Saved a rule of moderation"),
    "inbox.switch_moderation_rule": N_("Switched a rule of moderation on or off"),
    "inbox.try_moderation_rule": N_("Tried a rule of moderation on the last days"),
    "inbox.remove_moderation_rule": N_("Removed a rule of moderation"),
    "inbox.restore_moderation_rule": N_("Brought a rule of moderation back"),
    "inbox.hear_report": N_("Heard a member's report"),
    "inbox.report_interaction": N_("Reported something to the moderators"),
    "inbox.decide_reports": N_("Decided on reports"),
    "inbox.undo_decision": N_("Took a decision on a report back"),
    "inbox.act_on_joins": N_("Acted on people who had just joined"),
}


class RuleKind(StrEnum):
    """What a rule looks for."""

    LINKS = "links"
    FLOOD = "flood"
    WORDS = "words"
    RAID = "raid"
    DUPLICATES = "duplicates"


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a rule can be told: a number within bounds, or lines of words."""

    key: str
    title: str
    guess: int = 0
    least: int = 0
    most: int = 0
    help: str = ""
    is_lines: bool = False
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class RuleForm:
    """A kind of rule as people choose and fill it in."""

    title: str
    explanation: str
    icon: str
    parameters: tuple[Parameter, ...]


RULE_FORMS: Mapping[RuleKind, RuleForm] = {
    RuleKind.LINKS: RuleForm(
        N_("Links by newcomers"),
        N_("A link in the first words of somebody new: where most spam begins."), "link",
        (Parameter("days", N_("New for so many days"), 3, 0, 365,
                   N_("Since they were first seen here; 0: the days do not count.")),
         Parameter("words", N_("New for so many first messages"), 3, 0, 50,
                   N_("0: the messages do not count.")),
         Parameter("allowed", N_("Addresses that anybody may link to"), is_lines=True, is_optional=True,
                   help=N_("One a line: example.org allows www.example.org too."))),
    ),
    RuleKind.FLOOD: RuleForm(
        N_("Flood"), N_("More messages of one person in one channel than anybody can read."), "wave-sine",
        (Parameter("most", N_("More messages than"), 6, 1, 1000),
         Parameter("seconds", N_("within so many seconds"), 60, 1, 3600)),
    ),
    RuleKind.WORDS: RuleForm(
        N_("Banned words"),
        N_("Words in all their forms, also with look-alike letters, digits, hidden signs or gaps between."),
        "abc",
        (Parameter("words", N_("Words and phrases"), is_lines=True,
                   help=N_("One a line. “ставка” finds “ставками”, “cтaвк@” and “с т а в к а”; "
                           "a star at the end takes any ending.")),),
    ),
    RuleKind.RAID: RuleForm(
        N_("Raid"), N_("More people join a channel at once than ever join by themselves."), "users-plus",
        (Parameter("most", N_("So many people or more"), 10, 2, 10_000),
         Parameter("seconds", N_("join within so many seconds"), 60, 1, 3600)),
    ),
    RuleKind.DUPLICATES: RuleForm(
        N_("The same in many channels"), N_("The same words said in several channels one after the other."),
        "copy",
        (Parameter("copies", N_("In so many channels or more"), 3, 2, 50),
         Parameter("within", N_("within so many minutes"), 30, 1, 120),
         Parameter("shortest", N_("Only from so many letters on"), 20, 1, 1000,
                   N_("“Thank you” is said everywhere and is no spam."))),
    ),
}  # fmt: skip
Settings = Mapping[str, Any]
# Rules that judge words: what they find may be edited in later.
OF_WORDS = frozenset({RuleKind.LINKS, RuleKind.WORDS, RuleKind.DUPLICATES})


def window_of(kind: RuleKind, settings: Settings) -> int:
    """Answer how far before and after a fact a rule of this kind looks, in milliseconds."""
    if kind is RuleKind.DUPLICATES:
        return int(settings["within"]) * MINUTE
    return int(settings.get("seconds", 0)) * 1000


def kinds_of(kind: RuleKind) -> tuple[int, ...]:
    """Answer the kinds of interactions that a rule of this kind looks at."""
    return (Kind.JOINED.number,) if kind is RuleKind.RAID else SAID


class Seen(NamedTuple):
    """A fact as rules look at it. `first_at`: when its author was first seen here; `said_before`: how
    much they had said by then, counted to the most any rule asks for. Of what was edited it counts how
    new they were when they edited it.
    """

    pk: int
    channel: int
    identity: int
    at: int
    words: str = ""
    first_at: int = 0
    said_before: int = 0
    wording: int = 0  # which of its wordings these words are
    said_at: int = 0  # when it got them


class Hit(NamedTuple):
    """A rule found something: in which interaction, and why, as a gettext id with its values."""

    pk: int
    text: str
    values: Mapping[str, Any]


class Remedy(StrEnum):
    """What is done about a report; the order is that of the keys 1 to 6."""

    NOTHING = "nothing"
    HIDE = "hide"
    DELETE = "delete"
    WARN = "warn"
    MUTE = "mute"
    BAN = "ban"

    @property
    def key(self) -> str:
        """The key that chooses it."""
        return str(list(Remedy).index(self) + 1)

    @property
    def icon(self) -> str:
        """Its icon."""
        return REMEDY_ICONS[self]


REMEDY_ICONS: Mapping[Remedy, str] = {
    Remedy.NOTHING: "check", Remedy.HIDE: "eye-off", Remedy.DELETE: "trash", Remedy.WARN: "alert-triangle",
    Remedy.MUTE: "volume-off", Remedy.BAN: "ban",
}  # fmt: skip
# As buttons, as what a rule does, and as what was done.
VERDICT_BUTTONS: Mapping[Remedy, str] = {
    Remedy.NOTHING: N_("Nothing wrong"), Remedy.HIDE: N_("Hide"), Remedy.DELETE: N_("Delete"),
    Remedy.WARN: N_("Warn"), Remedy.MUTE: N_("Mute"), Remedy.BAN: N_("Ban"),
}  # fmt: skip
RULE_REMEDIES: Mapping[Remedy, str] = {
    Remedy.NOTHING: N_("only report it"), Remedy.HIDE: N_("hide the message"),
    Remedy.DELETE: N_("delete the message"), Remedy.WARN: N_("warn the person"),
    Remedy.MUTE: N_("mute the person"), Remedy.BAN: N_("ban the person"),
}  # fmt: skip
VERDICT_TITLES: Mapping[Remedy, str] = {
    Remedy.NOTHING: N_("nothing wrong"), Remedy.HIDE: N_("message hidden"),
    Remedy.DELETE: N_("message deleted"), Remedy.WARN: N_("person warned"),
    Remedy.MUTE: N_("person muted"), Remedy.BAN: N_("person banned"),
}  # fmt: skip
# What a channel must be able to do, and which act it is there.
NEEDS: Mapping[Remedy, Can] = {
    Remedy.HIDE: Can.HIDE, Remedy.DELETE: Can.DELETE, Remedy.WARN: Can.REPLY, Remedy.MUTE: Can.MUTE,
    Remedy.BAN: Can.BAN,
}  # fmt: skip
# Why a remedy is not offered.
HINDRANCES: Mapping[Remedy, str] = {
    Remedy.HIDE: N_("Messages cannot be hidden in this channel."),
    Remedy.DELETE: N_("Messages cannot be deleted in this channel."),
    Remedy.WARN: N_("Nobody can be answered in this channel from here."),
    Remedy.MUTE: N_("Nobody can be muted in this channel."),
    Remedy.BAN: N_("Nobody can be banned from this channel."),
}
REMEDY_ACTS: Mapping[Remedy, Act] = {
    Remedy.HIDE: Act.HIDE, Remedy.DELETE: Act.DELETE, Remedy.MUTE: Act.MUTE, Remedy.BAN: Act.BAN,
}  # fmt: skip
PERSONAL_REMEDIES = frozenset({Remedy.MUTE, Remedy.BAN})
# For how long somebody is muted or banned, in minutes; 0 is for ever.
SPANS: Mapping[int, str] = {
    10: N_("10 minutes"), 60: N_("an hour"), 24 * 60: N_("a day"), 7 * 24 * 60: N_("a week"),
    30 * 24 * 60: N_("30 days"), 0: N_("for ever"),
}  # fmt: skip
USUAL_SPAN = DAY // MINUTE


class ReportState(StrEnum):
    """Where a report stands."""

    OPEN = "open"
    CLEARED = "cleared"
    ACTED = "acted"
    UNDONE = "undone"


REPORT_TITLES: Mapping[ReportState, str] = {
    ReportState.OPEN: N_("waits for a decision"), ReportState.CLEARED: N_("nothing wrong"),
    ReportState.ACTED: N_("acted upon"), ReportState.UNDONE: N_("undone"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about reports; `minutes` for a mute or a ban, 0 for ever."""

    remedy: Remedy
    reason: str = ""
    minutes: int = 0
    also_delete: bool = False
    warning: str = ""
    appeal: str = ""


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as it was filled in; `settings` as texts, `channels` and `spared_tags` as ids."""

    kind: RuleKind
    title: str
    settings: Mapping[str, str]
    channels: tuple[int, ...] = ()
    spares_regulars: bool = False
    spared_tags: tuple[int, ...] = ()
    remedy: Remedy = Remedy.NOTHING
    minutes: int = USUAL_SPAN
    also_delete: bool = False
    warning_ru: str = ""
    warning_en: str = ""
    appeal_ru: str = ""
    appeal_en: str = ""


# What a warning says where a rule or a moderator says nothing.
WARNINGS: Mapping[str, str] = {
    "ru": "Пожалуйста, соблюдайте правила сообщества.",
    "en": "Please keep to the rules of the community.",
}
