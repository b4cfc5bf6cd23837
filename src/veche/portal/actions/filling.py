"""Filling a demo: its files go in through the doors real files go through."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from veche.channels.actions import (
    accept_upload,
    answer_questions,
    check_import,
    look_at_import,
    start_import,
    take_in,
)
from veche.channels.models import Import
from veche.channels.queries import imports_of
from veche.channels.terms import IMPORT_FILES, State
from veche.core.actions import open_community, require
from veche.core.models import Community, Organisation
from veche.core.terms import Actor
from veche.inbox.actions import Tuned, tune_desk
from veche.inbox.queries import desk_told
from veche.inbox.terms import stars_of
from veche.insights.actions import Spent, add_spending
from veche.insights.queries import spending_of
from veche.insights.terms import Period
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import DAY, EPOCH, MINUTE, Moment, moment
from veche.ledger.actions import open_origin, record_many
from veche.ledger.models import Origin
from veche.ledger.terms import About, Count, Handle, Kind, Place, Sighting
from veche.portal.actions.gathering import plan_gatherings
from veche.portal.actions.hosting import host_gatherings
from veche.portal.rules import (
    CHAT_TITLE,
    CURRENCY,
    GROUP,
    exports_of,
    marks_in,
    spending_in,
    telegram_number,
    year_until,
)
from veche.portal.rules.marking import Marked
from veche.portal.rules.year import Year
from veche.portal.terms import DEMO_ABOUT, DEMO_NAMES

# Hears the file that is taken in, how many are done and how many there are.
Tell = Callable[[str, int, int], None]
_NO_DEMO = N_("This community is no demo: made-up people would mix with real ones.")
# The inbox of a demo looks back as far as its figures are looked at first; answers are promised within
# an hour and the end of a matter within a day, each by day and evening.
TUNED = Tuned(
    days=45,
    close_after=7,
    hours=((9 * 60, 22 * 60),) * 7,
    holidays=(),
    first_minutes=60,
    whole_minutes=13 * 60,
)
ORIGIN = "demo"
_REFUSED = N_("A file of the demo was refused: {name}.")


def open_demo(organisation: Organisation, *, language: str, by: Actor) -> Community:
    """Open the demo's community, empty yet; refuses what opening a community refuses."""
    facts = {"name": DEMO_NAMES[language], "about": DEMO_ABOUT[language], "language": language}
    return open_community(organisation, accent="teal", is_demo=True, by=by, **facts)


def fill_demo(community: Community, *, by: Actor, tell: Tell | None = None) -> None:
    """Take a made-up year of about 400 people into a demo community, file by file.

    May be cut off anywhere and repeated: the year ends where the community was opened, so that
    it is the same each time, and what is in stays in once. Refuses a community that is no demo.
    """
    require(by, IMPORT_FILES, in_=community)
    if not community.is_demo:
        raise Refusal(_NO_DEMO)
    if not any(desk_told(community).promise):
        tune_desk(TUNED, in_=community, by=by)
    year = year_until(_end_of(community))
    files = exports_of(year)
    with TemporaryDirectory() as folder:
        for place, (name, content) in enumerate(files.items()):
            if tell:
                tell(name, place, len(files))
            path = Path(folder) / str(place)
            path.write_bytes(content)
            _take(community, path, name, by)
    _note_spending(community, year, by)
    _record_marks(community, year, by)
    plan_gatherings(community, _end_of(community), by=by)
    host_gatherings(community, year, by=by)
    if tell:
        tell("", len(files), len(files))


def _note_spending(community: Community, year: Year, by: Actor) -> None:
    """Note what was spent, each once, where the community counts in the money of the demo."""
    if community.currency != CURRENCY:
        return
    days = Period(year.start // DAY, year.end // DAY)
    noted = {(one.what, one.first_day) for one in spending_of(community, days)}
    for what, price, first, last in spending_in(year):
        if (what, (first - EPOCH.date()).days) not in noted:
            add_spending(Spent(what, str(price), first, last), in_=community, by=by)


def _record_marks(community: Community, year: Year, by: Actor) -> None:
    """Record what people said of answers in the chat, each once."""
    found = Origin.objects.filter(community=community, kind=ORIGIN, withdrawn_at=None).first()
    origin = found or open_origin(community, ORIGIN, community.name, by=by)
    record_many([_seen(one) for one in marks_in(year)], origin=origin, by=by)


def _seen(given: Marked) -> Sighting:
    place = Place("telegram", f"channel{GROUP}", CHAT_TITLE, "group")
    who = Handle("telegram", str(telegram_number(given.who)))
    number = f"demo-{given.asked}"
    return Sighting(
        place, who, Kind.RATED, Moment(given.at), f"rated-{number}", stars_of(given.mark),
        about=About("conversation", number, f"#{given.asked}"), tallies=((Count.MARK.word, given.mark),),
    )  # fmt: skip


def _end_of(community: Community) -> Moment:
    made = moment(Community.objects.values_list("made_at", flat=True).get(pk=community.pk))
    return Moment(made - made % MINUTE)


def _take(community: Community, path: Path, name: str, by: Actor) -> None:
    """Take one file through every step of an import, from wherever an earlier try was cut off."""
    begun = imports_of(community).filter(name=name).exclude(state__in=(State.REFUSED, State.LEFT)).first()
    found = begun or accept_upload(community, path, name, by=by, keep=True, here=True)
    look_at_import(found, by=by, here=True)
    if found.stands is State.ASKING:
        answer_questions(found, _guesses(found), by=by, here=True)
    check_import(found, by=by)
    if found.stands is State.READY:
        start_import(found, by=by, here=True)
    take_in(found, by=by)
    if found.stands is not State.DONE:
        raise Refusal(Reason(_REFUSED, values={"name": name}))


def _guesses(found: Import) -> dict[str, str]:
    return {question["key"]: question["guess"] for question in found.questions}
