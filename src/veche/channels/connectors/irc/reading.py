"""Reading: every line of every log as a record."""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from zoneinfo import ZoneInfoNotFoundError

from veche.channels.connectors.irc.calendars import Calendar
from veche.channels.connectors.irc.deeds import Deed, What
from veche.channels.connectors.irc.logs import Line, Log, look_at, read_line
from veche.channels.connectors.irc.nicks import Nicks, nature_of
from veche.channels.connectors.irc.texts import Text
from veche.channels.rules.relaying import relayed, relayed_handle
from veche.channels.terms import Answers, Record, Surroundings
from veche.kit.files import Source
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name, fold
from veche.kit.time import Moment, is_plausible, zone_of
from veche.ledger.terms import Handle, Kind, Mark, Nature, Place, Sighting

ALIEN = N_("It is not a log of IRC.")
PROGRAM = N_("It is a note of the program or the server: nothing that a person did.")
RENAMED = N_("It tells of a change of nick, which is noted with what the person does next.")
ENDED = N_("A connection ended: on IRC that is no leaving.")
BACK = N_("Somebody known is online again: on IRC that is no joining.")
EMPTY = N_("It has no words.")
TOO_LONG = N_("The line is longer than IRC allows.")
STRANGE = N_("It is not built as a line of an IRC log.")
NO_DAY = N_("It does not say on which day it was.")
BAD_DAY = N_("Its date is not in the calendar.")
NO_ZONE = N_("There is no time zone of this name: {zone}")
MOST_ALIKE, MOST_ROOMS = 50_000, 20
_KINDS = {
    What.SAID: Kind.MESSAGED, What.ACTED: Kind.MESSAGED, What.NOTICED: Kind.MESSAGED,
    What.JOINED: Kind.JOINED, What.LEFT: Kind.LEFT, What.KICKED: Kind.LEFT, What.TOPIC: Kind.PINNED,
}  # fmt: skip
_SPOKEN = frozenset((What.SAID, What.ACTED, What.NOTICED))
_RELAYED = int(Mark.RELAYED)


def read(source: Source, answers: Answers, surroundings: Surroundings) -> Iterator[Record]:
    """Answer every line of the logs that has something on it; a file that is no log is one record."""
    zone = answers.get("zone") or surroundings.time_zone
    try:
        zone_of(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refusal(Reason(NO_ZONE, field="zone", values={"zone": zone[:60]})) from error
    rooms: dict[str, Nicks] = {}
    for member, file in source.each(source.members):
        prefix = f"{clean_name(member.name)}: " if source.form == "zip" else ""
        text = Text(file)
        log = look_at(member.name, text.sample())
        if not log.is_log:
            yield Record(f"{prefix}1", (), ALIEN)
            continue
        place = _room(log, answers)
        if len(rooms) >= MOST_ROOMS:
            rooms.clear()
        nicks = rooms.setdefault(place.key, Nicks())
        channel = _Channel(log, place, Calendar(zone, log.day or _day(answers)), nicks)
        for number, line in text:
            where = f"{prefix}{number}"
            yield Record(where, (), TOO_LONG) if line is None else channel.record_of(line, where)


def _room(log: Log, answers: Answers) -> Place:
    room = log.room or clean_name(answers.get("room", ""), 100) or "IRC"
    return Place("irc", fold(room), room, "group")


def _day(answers: Answers) -> date | None:
    try:
        return date.fromisoformat(answers.get("day", ""))
    except ValueError:
        return None


class _Channel:
    """One log on the way through it.

    IRC numbers nothing. A fact is known again by its clock, and by a digest of who said what
    with how many alike stood before it at the same clock: so two logs of one channel agree.
    """

    def __init__(self, log: Log, place: Place, calendar: Calendar, nicks: Nicks) -> None:
        self.place, self.calendar, self.nicks = place, calendar, nicks
        nicks.begin_log()
        if log.first:
            calendar.expect(log.first)
        self._clock = Moment(-1)
        self._alike: dict[str, int] = {}

    def record_of(self, text: str, where: str) -> Record:
        """Answer what one line says."""
        try:
            line = read_line(text)
            at = self._when(line)
        except (ValueError, OverflowError):
            return Record(where, (), BAD_DAY)
        deed = line.deed
        if refused := self._refused(deed):
            return Record(where, (), refused)
        if at is None:
            return Record(where, (), NO_DAY)
        if not is_plausible(at):
            return Record(where, (), BAD_DAY)
        return Record(where, (self._sighting(deed, at),))

    def _when(self, line: Line) -> Moment | None:
        at = self.calendar.read(line.stamp) if line.stamp else self.calendar.last
        if line.day:
            self.calendar.turn(*line.day)
        return at

    def _refused(self, deed: Deed) -> str:
        if deed.what is What.NOTE:
            return PROGRAM
        if deed.what is What.UNKNOWN or not clean_name(deed.nick):
            return STRANGE
        if deed.what is What.RENAMED:
            self.nicks.renamed(deed.nick, deed.other)
            return RENAMED
        if deed.what is What.QUIT:
            self.nicks.quit(deed.nick)
            return ENDED
        if deed.what is What.JOINED and self.nicks.comes_back(deed.nick):
            return BACK
        return EMPTY if deed.what in _SPOKEN and not deed.words else ""

    def _sighting(self, deed: Deed, at: Moment) -> Sighting:
        handle = self.nicks.handle(deed.nick)
        if deed.what in (What.LEFT, What.KICKED):
            self.nicks.left(deed.nick)
        kind, external_id = _KINDS[deed.what], self._id_of(deed, at)
        said = Sighting(self.place, handle, kind, at, external_id, deed.words, extra=_extra(deed))
        if deed.what in _SPOKEN and handle.nature is Nature.BOT:
            said = self._carried_over(said)
        if deed.what is What.KICKED and deed.other:
            return said._replace(target=Handle("irc", deed.other, deed.other, nature_of(deed.other)))
        if deed.what in _SPOKEN:
            return said._replace(target=self.nicks.addressed(said.words, deed.nick))
        return said

    def _carried_over(self, said: Sighting) -> Sighting:
        """Give the words that a bridge carried over to whoever said them."""
        found = relayed(said.handle.name, said.words)
        if found is None:
            return said
        network, who, words = found
        return said._replace(
            handle=relayed_handle(self.place.key, network, who), words=words, marks=said.marks | _RELAYED,
            extra={**(said.extra or {}), "via": said.handle.value},
        )  # fmt: skip

    def _id_of(self, deed: Deed, at: Moment) -> str:
        told = f"{_KINDS[deed.what].word}\n{fold(deed.nick)}\n{deed.words}"
        digest = blake2b(told.encode("utf-8", "replace"), digest_size=9).hexdigest()
        if at != self._clock or len(self._alike) >= MOST_ALIKE:
            self._clock, self._alike = at, {}
        number = self._alike[digest] = self._alike.get(digest, 0) + 1
        return f"{at // 1000}.{digest}" + (f".{number}" if number > 1 else "")


def _extra(deed: Deed) -> dict[str, bool] | None:
    word = {What.ACTED: "action", What.NOTICED: "notice", What.KICKED: "kicked"}.get(deed.what)
    return {word: True} if word else None
