"""Media: what a message carries beside words, and the numbers that stand with it.

Of contact cards only is kept that there was one: the number belongs to somebody else.
"""

from typing import Any, NamedTuple

from veche.channels.connectors.telegram.words import words_of
from veche.kit.text import clean_name
from veche.ledger.terms import Mark

MOST_OPTIONS = 30
LONGEST_EMOJI = 40
_MEDIA = int(Mark.MEDIA)
_TYPES = {
    "sticker": "sticker", "video_message": "video", "voice_message": "voice", "animation": "animation",
    "video_file": "video", "audio_file": "audio",
}  # fmt: skip
_SIGNS = (
    ("photo", "photo"), ("poll", "poll"), ("contact_information", "contact"),
    ("location_information", "location"), ("place_name", "location"), ("game_title", "game"),
    ("invoice_information", "invoice"), ("giveaway_information", "giveaway"),
    ("giveaway_results", "giveaway"), ("todo_list", "list"), ("story_id", "story"),
    ("paid_stars_amount", "paid"), ("file", "file"),
)  # fmt: skip


class Carried(NamedTuple):
    """What a message carries: its kind, words it adds, numbers."""

    media: str = ""
    words: str = ""
    tallies: tuple[tuple[str, int], ...] = ()
    marks: int = 0


NOTHING = Carried()


def carried_by(message: dict[str, Any]) -> Carried:
    """Answer what a message carries."""
    kind = message.get("media_type")
    if type(kind) is str and kind:
        return Carried(_TYPES.get(kind, "file"), marks=_MEDIA)
    media = next((media for key, media in _SIGNS if key in message), "")
    if not media:
        return NOTHING
    if media == "poll":
        return _poll(message["poll"])
    words = words_of(message.get("place_name")) if media == "location" else ""
    if media == "list":
        words = _list(message["todo_list"])
    return Carried(media, words, marks=_MEDIA)


def _poll(poll: Any) -> Carried:
    """A poll's words are its question and options; who voted how is not told, how many did is."""
    if type(poll) is not dict:
        return Carried("poll", marks=_MEDIA)
    options = [option for option in _items(poll.get("answers")) if type(option) is dict]
    lines = [words_of(poll.get("question")), *(f"— {words_of(option.get('text'))}" for option in options)]
    counts = [("votes", poll.get("total_voters"))]
    counts += [(f"votes/{number}", option.get("voters")) for number, option in enumerate(options, 1)]
    return Carried("poll", "\n".join(lines), tallies_of(counts), _MEDIA)


def _list(todo: Any) -> str:
    if type(todo) is not dict:
        return ""
    tasks = [task for task in _items(todo.get("answers") or todo.get("items")) if type(task) is dict]
    return "\n".join([words_of(todo.get("title")), *(f"— {words_of(task.get('text'))}" for task in tasks)])


def tallies_of(counts: list[tuple[str, Any]]) -> tuple[tuple[str, int], ...]:
    """Answer the counts that say something: whole, above nothing, of a size the world has."""
    return tuple((name, count) for name, count in counts if type(count) is int and 0 < count < 1 << 53)


def _items(value: Any) -> list[Any]:
    return value[:MOST_OPTIONS] if type(value) is list else []


# In this order: an animation is a document too, a venue a location.
_BOT_API = (
    ("animation", "animation"), ("photo", "photo"), ("video", "video"), ("video_note", "video"),
    ("voice", "voice"), ("audio", "audio"), ("sticker", "sticker"), ("poll", "poll"), ("venue", "location"),
    ("location", "location"), ("contact", "contact"), ("dice", "dice"), ("game", "game"),
    ("invoice", "invoice"), ("giveaway", "giveaway"), ("giveaway_winners", "giveaway"), ("story", "story"),
    ("paid_media", "paid"), ("checklist", "list"), ("document", "file"), ("live_photo", "photo"),
)  # fmt: skip


def carried_by_bot_message(message: dict[str, Any]) -> tuple[str, str, tuple[tuple[str, int], ...]]:
    """Answer the kind of what a message of the Bot API carries, the words it adds and its numbers."""
    media = next((media for key, media in _BOT_API if message.get(key)), "")
    if media == "poll":
        poll = message["poll"]
        counts = [("votes", poll.get("total_voter_count"))]
        counts += [(f"votes/{n}", o.get("voter_count")) for n, o in enumerate(_items(poll.get("options")), 1)]
        lines = [poll.get("question"), *(f"— {words_of(o.get('text'))}" for o in _items(poll.get("options")))]
        return media, "\n".join(map(words_of, lines)), tallies_of(counts)
    if media == "list":
        return media, _list({**message["checklist"], "items": message["checklist"].get("tasks")}), ()
    return media, words_of((message.get("venue") or {}).get("title")), ()


def emoji_of(reaction: dict[str, Any]) -> str:
    """Answer the emoji of a reaction; a custom one has a path or a number for a name, which says nothing."""
    emoji = reaction.get("emoji")
    if type(emoji) is str and (emoji := clean_name(emoji, LONGEST_EMOJI)):
        return emoji
    return "paid" if reaction.get("type") == "paid" else "custom"
