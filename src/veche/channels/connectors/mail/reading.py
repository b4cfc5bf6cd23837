"""Reading: every letter of every box as a record."""

from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from typing import NamedTuple
from zoneinfo import ZoneInfoNotFoundError

from veche.channels.connectors.mail import automatic
from veche.channels.connectors.mail.automatic import Auto
from veche.channels.connectors.mail.bodies import Body, body_of
from veche.channels.connectors.mail.boxes import Form, Piece, form_of, letters_of, mended
from veche.channels.connectors.mail.cutting import own_words
from veche.channels.connectors.mail.headers import (
    Address,
    addresses_in,
    dates_of,
    kept_id,
    moment_in,
    text_of,
)
from veche.channels.connectors.mail.lists import bare_subject, named_place, place_of
from veche.channels.connectors.mail.people import author_of, handle_of
from veche.channels.connectors.mail.threads import Threads
from veche.channels.terms import Answers, Record, Surroundings
from veche.kit.files import Source, peeked
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name, fold
from veche.kit.time import DAY, Moment, zone_of
from veche.ledger.terms import About, Handle, Kind, Mark, Nature, Place, Sighting

ALIEN = N_("It is neither a letter nor a box of letters.")
BROKEN = N_("It is not built as a letter is.")
NOBODY = N_("It does not say who wrote it.")
NO_DATE = N_("Nothing in it says when it was written.")
AWAY = N_("It is an automatic reply: a machine wrote it, nobody was active.")
DELAY = N_("It says that a letter is late, not that it came back.")
SPAM = N_("It was marked as spam on its way.")
DRAFT = N_("It is a draft that was never sent.")
REPORT = N_("It is a report of one machine to another.")
NO_RECIPIENT = N_("It says that a letter came back, but not whose.")
NO_COMPLAINER = N_("It is a complaint that does not say whose.")
NO_ZONE = N_("There is no time zone of this name: {zone}")
_REFUSED = {Auto.REPLY: AWAY, Auto.DELAY: DELAY, Auto.REPORT: REPORT}
# What the standard library's parser is known to stumble with over broken letters.
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MessageError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip
_MEDIA = int(Mark.MEDIA)
_HEAD = ("from", "date", "subject", "message-id", "received", "return-path", "sender")
MOST_IN_DIGEST, MOST_AUTHORS = 200, 50_000


def read(source: Source, answers: Answers, surroundings: Surroundings) -> Iterator[Record]:
    """Answer every letter of the upload; a file that holds none is one record."""
    zone = answers.get("zone") or surroundings.time_zone
    try:
        zone_of(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refusal(Reason(NO_ZONE, field="zone", values={"zone": zone[:60]})) from error
    desk = Desk(named_place(answers.get("list", "")), zone)
    for member, file in source.each(source.members):
        name = clean_name(member.name)
        start, whole = peeked(file)
        form = form_of(start)
        if form is Form.NONE:
            yield Record(name if source.form == "zip" else "1", (), ALIEN)
            continue
        for piece in letters_of(whole, form):
            where = name if form is Form.LETTER else f"{name}: {piece.number}"
            yield desk.record_of(piece, where if source.form == "zip" else str(piece.number))


class _Opened(NamedTuple):
    """A letter with what was read of it already."""

    letter: Message
    place: Place
    at: Moment
    subject: str
    body: Body


class Desk:
    """Opens one letter after another; `place` is for those that do not say which list they went over.

    `own` is the address whose letters are ours: whoever one of them is for is told, as for those who
    wrote before.
    """

    def __init__(self, place: Place, zone: str, own: str = "") -> None:
        self.place, self.zone, self.own, self.threads = place, zone, own, Threads()
        self.authors: set[str] = set()

    def record_of(self, piece: Piece, where: str) -> Record:
        """Answer what one letter says, or why nothing is taken from it."""
        try:
            letter = message_from_bytes(mended(piece.data))
            if not any(text_of(letter, name) for name in _HEAD):
                return Record(where, (), BROKEN)
            found = self._read(letter, self.place, piece.postmark.decode("utf-8", "replace"))
        except _FAULTS:
            return Record(where, (), BROKEN)
        return Record(where, (), found) if isinstance(found, str) else Record(where, found)

    def _read(self, letter: Message, place: Place, postmark: str = "") -> tuple[Sighting, ...] | str:
        sender = author_of(letter, postmark)
        subject = text_of(letter, "subject")
        kind = automatic.kind_of(letter, sender, subject)
        if refused := _unwanted(letter, kind):
            return refused
        at = self._when(letter, postmark)
        if at is None:
            return NO_DATE
        opened = _Opened(letter, place_of(letter) or place, at, subject, body_of(letter))
        if kind and kind is not Auto.RECEIPT:
            return self._reported(opened, kind)
        if sender is None:
            return NOBODY
        if kind is Auto.RECEIPT:
            return (self._receipt(opened, sender),)
        return self._digest(opened) if _is_digest(opened) else (self._letter(opened, sender),)

    def _when(self, letter: Message, postmark: str) -> Moment | None:
        """Answer when it was written: its own date, unless there is none or its clock was years away."""
        own, taken = None, None
        for number, text in enumerate(dates_of(letter, postmark)):
            at = moment_in(text, self.zone)
            if number == 0 and text_of(letter, "date"):
                own = at
            else:
                taken = taken or at
        if own is None or (taken and (own > taken + DAY or own < taken - 400 * DAY)):
            return taken or own
        return own

    def _letter(self, opened: _Opened, sender: Address) -> Sighting:
        letter, place, at, subject, body = opened
        handle, thread = handle_of(sender, place), self.threads.of(letter)
        if len(self.authors) < MOST_AUTHORS:
            self.authors.add(handle.value)
        title = bare_subject(subject)
        words = own_words(body.text)
        if title and not thread.parent and not _is_answer(subject):
            words = f"{title}\n\n{words}".strip()
        return Sighting(
            place, handle, Kind.MESSAGED, at, thread.own, words,
            thread=thread.root, reply_to=thread.parent, about=_about(place, title),
            target=None if thread.parent else self._addressee(letter, place, handle),
            marks=_MEDIA if body.files else 0,
            extra={"automatic": True} if automatic.is_generated(letter) else None,
        )  # fmt: skip

    def _addressee(self, letter: Message, place: Place, author: Handle) -> Handle | None:
        """Answer whom alone a letter is for, if they wrote one too: any other address may be a list."""
        found = addresses_in(text_of(letter, "to"))
        if len(found) != 1 or found[0].mail == author.value:
            return None
        if found[0].mail not in self.authors and author.value != self.own:
            return None
        handle = handle_of(found[0], place)
        return handle if handle.nature is Nature.PERSON else None

    def _digest(self, opened: _Opened) -> tuple[Sighting, ...] | str:
        """Answer the letters that a list sent together as one."""
        seen: list[Sighting] = []
        for inner in opened.body.enclosed[:MOST_IN_DIGEST]:
            found = self._read(inner, opened.place)
            seen += () if isinstance(found, str) else found
        return tuple(seen) or BROKEN

    def _reported(self, opened: _Opened, kind: Auto) -> tuple[Sighting, ...] | str:
        if kind is Auto.BOUNCE:
            return self._returned(opened) or NO_RECIPIENT
        return self._complained(opened, kind) or NO_COMPLAINER

    def _returned(self, opened: _Opened) -> tuple[Sighting, ...]:
        own, place = self.threads.of(opened.letter).own, opened.place
        return tuple(
            Sighting(place, handle_of(Address(one.mail), place), Kind.BOUNCED, opened.at, f"{own}/{number}",
                     extra={"status": one.status} if one.status else None)
            for number, one in enumerate(automatic.returned_in(opened.letter, opened.body.text))
        )  # fmt: skip

    def _complained(self, opened: _Opened, kind: Auto) -> tuple[Sighting, ...]:
        own, place = self.threads.of(opened.letter).own, opened.place
        did = Kind.UNSUBSCRIBED if kind is Auto.LEAVING else Kind.COMPLAINED
        who = automatic.complained_in(opened.letter, opened.body.enclosed)
        return tuple(Sighting(place, handle_of(Address(mail), place), did, opened.at, own) for mail in who)

    def _receipt(self, opened: _Opened, sender: Address) -> Sighting:
        thread, handle = self.threads.of(opened.letter), handle_of(sender, opened.place)
        return Sighting(opened.place, handle, Kind.OPENED, opened.at, thread.own, reply_to=thread.parent)


def _unwanted(letter: Message, kind: Auto) -> str:
    if automatic.is_draft(letter):
        return DRAFT
    return SPAM if automatic.is_spam(letter) else _REFUSED.get(kind, "")


def _is_digest(opened: _Opened) -> bool:
    """Tell a list's digest from a letter that forwards another."""
    if opened.letter.get_content_type() == "multipart/digest":
        return True
    return len(opened.body.enclosed) > 1 and "digest" in opened.subject.lower()


def _is_answer(subject: str) -> bool:
    return fold(subject).lstrip().startswith(("re:", "re[", "отв:", "aw:", "ha:", "на:"))


def _about(place: Place, title: str) -> About | None:
    return About("topic", f"{place.key}/{kept_id(fold(title))}"[:250], title) if title else None
