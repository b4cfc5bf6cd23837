"""What logs do not say of themselves: the zone of their clock, the day they begin, the channel."""

from pathlib import PurePosixPath

from veche.channels.connectors.irc.logs import looked_into, without_tail
from veche.channels.terms import Ask, Question, Surroundings
from veche.kit.files import Source
from veche.kit.terms import N_
from veche.kit.text import clean_name

_ZONE = N_("Time zone of the computer that kept the log")
_ZONE_HELP = N_("The log writes times without their zone. Public bots mostly write Greenwich time.")
_DAY = N_("The day the log begins")
_DAY_HELP = N_("Neither the log nor its name says it; after each midnight the next day is taken.")
_ROOM = N_("The channel the log is of")
_ROOM_HELP = N_("With its sign, as in #runners.")


def questions(source: Source, surroundings: Surroundings) -> tuple[Question, ...]:
    """Ask for what no log of the upload says."""
    logs = [(member, log) for member, log in looked_into(source) if log.is_log]
    asked = []
    if any(not log.room for _, log in logs):
        name = surroundings.file_name if source.form == "plain" else ""
        guess = without_tail(clean_name(PurePosixPath(name or source.name).name))
        asked.append(Question("room", _ROOM, Ask.TEXT, guess, help=_ROOM_HELP))
    if any(log.lacks_day for _, log in logs):
        asked.append(Question("day", _DAY, Ask.DATE, help=_DAY_HELP, is_remembered=False))
    if any(log.lacks_zone for _, log in logs):
        asked.append(Question("zone", _ZONE, Ask.ZONE, surroundings.time_zone, help=_ZONE_HELP))
    return tuple(asked)
