"""What boxes do not say of themselves: which list the letters are of, the zone of dates without one."""

import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import PurePath

from veche.channels.connectors.mail.boxes import Form, form_of, letters_of, mended
from veche.channels.connectors.mail.headers import dates_of, has_zone, text_of
from veche.channels.connectors.mail.lists import place_of, tag_of
from veche.channels.terms import Ask, Question, Surroundings, Understanding
from veche.kit.files import Source, peeked
from veche.kit.terms import N_
from veche.kit.text import clean_name

MEMBERS_TRIED, LETTERS_TRIED = 40, 60
_LIST = N_("What to call this mailing list or mailbox")
_LIST_HELP = N_("For letters that do not say themselves which list they went over.")
_ZONE = N_("Time zone of the dates that do not name one")
_ZONE_HELP = N_("Some letters of this box write times without their zone.")
_DEFAULT = {"ru": "Почта"}
_INFO = re.compile(
    rb"mailman[23]?/(?:listinfo(?:\.cgi)?|lists|options)/([\w-]{2,60})|googlegroups\.com/(?:group"
    rb"|d/forum)/([\w-]{2,60})"
)
_ENDING = re.compile(r"(?:\.(?:mbox|mbx|mail|eml|txt|zip|gz|log\w{0,8}|template))+$", re.IGNORECASE)


def recognise(source: Source) -> Understanding:
    """Tell boxes and letters by their heads; of an archive half of the files have to be some."""
    forms = [form_of(start) for start, _ in _looked_into(source)]
    found = sum(form is not Form.NONE for form in forms)
    if found and found * 2 >= len(forms):
        return Understanding.YES
    return Understanding.MAYBE if found else Understanding.NO


def questions(source: Source, surroundings: Surroundings) -> tuple[Question, ...]:
    """Ask for what the first letters leave open."""
    lacks_list = lacks_zone = False
    tags: Counter[str] = Counter()
    for letter, postmark in _first_letters(source):
        lacks_list = lacks_list or place_of(letter) is None
        date = next(dates_of(letter, postmark), "")
        lacks_zone = lacks_zone or (bool(date) and not has_zone(date))
        tags[tag_of(text_of(letter, "subject"))] += 1
    asked = []
    if lacks_list:
        guess = _guess(source, tags, surroundings)
        asked.append(Question("list", _LIST, Ask.TEXT, guess, help=_LIST_HELP))
    if lacks_zone:
        asked.append(Question("zone", _ZONE, Ask.ZONE, surroundings.time_zone, help=_ZONE_HELP))
    return tuple(asked)


def _guess(source: Source, tags: Counter[str], surroundings: Surroundings) -> str:
    """Suggest a name: what the footers link to, the tag of the subjects, or what the file is called."""
    names: Counter[str] = Counter()
    for start, _ in _looked_into(source):
        names.update((one or other).decode() for one, other in _INFO.findall(start))
    if names:
        return max(names, key=lambda name: names[name])
    del tags[""]
    if tags:
        return max(tags, key=lambda tag: tags[tag])
    if all(form_of(start) not in (Form.MBOX, Form.RULED) for start, _ in _looked_into(source)):
        return _DEFAULT.get(surroundings.language, "Mail")
    name = PurePath(surroundings.file_name or source.name).name
    return clean_name(_ENDING.sub("", name).replace("_", " "), 100) or "Mail"


def _looked_into(source: Source) -> Iterator[tuple[bytes, str]]:
    step = max(1, len(source.members) // MEMBERS_TRIED)
    for member, file in source.each(source.members[::step]):
        if member.size:
            yield file.read(65536), member.name


def _first_letters(source: Source) -> Iterator[tuple[Message, str]]:
    step = max(1, len(source.members) // MEMBERS_TRIED)
    left = LETTERS_TRIED
    for _, file in source.each(source.members[::step]):
        start, whole = peeked(file)
        form = form_of(start)
        if form is Form.NONE:
            continue
        for piece in letters_of(whole, form):
            letter = _head_of(piece.data)
            if letter is not None:
                yield letter, piece.postmark.decode("utf-8", "replace")
            left -= 1
            if left <= 0:
                return
            if len(source.members) > LETTERS_TRIED:
                break


def _head_of(data: bytes) -> Message | None:
    """Answer the head of a letter; its body may be whatever it is."""
    head = re.split(rb"\r?\n\r?\n", mended(data), maxsplit=1)[0]
    try:
        return message_from_bytes(head + b"\n\n")
    except (AttributeError, LookupError, TypeError, ValueError):
        return None
