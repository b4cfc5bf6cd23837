"""Guesses what a table is and what its columns mean, by their titles and by their cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from veche.channels.connectors.table.contents import Contents, look_into
from veche.channels.connectors.table.fields import NAMING, OWN, SINGLE, SKIP, TRAITS, Purpose
from veche.channels.connectors.table.headers import field_of_title, known_title, plain_title
from veche.channels.connectors.table.mapping import Mapping
from veche.channels.connectors.table.words import meanings_in
from veche.kit.text import fold

# What the cells must look like for a title to be believed, and how many of them.
_MUST_LOOK = {
    "email": (("email",), 0.5), "phone": (("phone",), 0.3), "sex": (("sex",), 0.5),
    "when": (("date", "stamp", "number"), 0.6), "birthday": (("date", "number"), 0.5),
    "amount": (("number", "money"), 0.6),
}  # fmt: skip
# What cells say without any title: the share that must look like it.
_BY_CONTENT = (
    ("email", "email", 0.6), ("telegram", "telegram", 0.5), ("vk", "vk", 0.5), ("github", "github", 0.5),
    ("instagram", "instagram", 0.5), ("when", "date", 0.7), ("when", "stamp", 0.8), ("phone", "phone", 0.7),
    ("amount", "money", 0.7), ("sex", "sex", 0.9), ("name", "name", 0.5), ("name", "capitalised", 0.7),
    ("city", "city", 0.5), ("status", "status", 0.8),
)  # fmt: skip
# What is said of people in lists and hardly ever in conversations.
_DESCRIBED = frozenset(("phone", "birthday", "city", "sex", "company", "job", "patronymic"))
_SHORT_TEXT = 60
_PLAIN_NAMES = frozenset(("name", "имя", "nombre", "nom", "nome", "user first name"))
_OTHERS = frozenset(
    ("2", "second", "доп", "дополнительный", "другой", "work", "рабочий", "рабочая", "личный", "home")
)
# Which `when` is meant where a table has several: the deed's own before the row's.
_BEST_WHEN = (
    "date", "дата", "when", "timestamp", "time", "created at", "create at", "created", "creation date", "ts",
    "sent at", "sent", "added at", "published at",
)  # fmt: skip
_ONCE = SINGLE | {
    "name", "nick", "email", "phone", "telegram", "vk", "when", "text", "amount", "currency", "order",
    "event", "status", "list", "product", "channel",
}  # fmt: skip
_COMMON = frozenset((*NAMING, *TRAITS, "website", "note", "tags", "when", OWN, SKIP))
_USES: dict[Purpose, frozenset[str]] = {
    Purpose.PEOPLE: _COMMON,
    Purpose.ATTENDANCE: _COMMON | {"event", "status", "amount", "currency", "order", "product"},
    Purpose.PURCHASES: _COMMON | {"product", "amount", "currency", "order", "status"},
    Purpose.SUBSCRIBERS: _COMMON | {"list", "status"},
    Purpose.MESSAGES: NAMING | {"when", "text", "message_id", "reply_to", "channel", SKIP},
}


@dataclass(slots=True)
class Column:
    """A column on its way to a meaning."""

    title: str
    look: Contents
    meaning: str = ""


def guess_mapping(
    columns: Sequence[str], rows: Sequence[Sequence[str]], has_titles: bool, *, keep: bool = True
) -> Mapping:
    """Answer the likeliest mapping of a table by its titles and its first rows.

    What means nothing known becomes a trait of its own where somebody wrote it down (`keep`).
    """
    found = []
    for place, title in enumerate(columns):
        look = look_into([row[place] for row in rows if place < len(row)])
        found.append(Column(title, look, _meaning(title if has_titles else "", look)))
    purpose = _purpose(found)
    _put_names_right(found)
    is_of_people = not _is_hardly_people(found, purpose)
    # In nested records people have keys of their own, and the outer number is the record's.
    is_numbered = is_of_people and not any("." in c.title for c in found if c.meaning in NAMING)
    for column in found:
        column.meaning = _fit(column, purpose, has_titles, is_numbered)
    _leave_one_each(found, purpose)
    left = frozenset(("",)) if keep else frozenset(("", OWN))
    left |= frozenset() if is_of_people else NAMING
    meanings = {column.title: SKIP if column.meaning in left else column.meaning for column in found}
    return Mapping(purpose, meanings)


def _meaning(title: str, look: Contents) -> str:
    """Answer what one column means by its title, if its cells do not deny it, else by its cells."""
    meaning = field_of_title(title) if title else ""
    if meaning == SKIP or (meaning != "account" and look.share("card") > 0.3):
        return SKIP
    if meaning == "account" and look.share("snowflake") > 0.9:
        return "discord"
    if plain_title(title) in {"title", "обращение"} and look.share("sex") > 0.5:
        return "sex"
    if meaning and _agrees(meaning, look):
        return meaning
    if "." in title.strip(".") and " " not in title:
        return SKIP
    return next((what for what, like, share in _BY_CONTENT if look.filled and look.share(like) >= share), "")


def _agrees(meaning: str, look: Contents) -> bool:
    if not look.filled:
        return True
    if meaning in _MUST_LOOK:
        likes, share = _MUST_LOOK[meaning]
        return sum(look.share(like) for like in likes) >= share
    if meaning in {"name", "first", "last", "city", "company", "job"}:
        return max(look.share("email"), look.share("number"), look.share("date"), look.share("hex")) < 0.5
    return meaning != "status" or look.variety < 0.5 or look.filled < 12


def _purpose(columns: list[Column]) -> Purpose:
    meanings = {column.meaning for column in columns}
    statuses = _statuses(columns)
    came = {"attended", "missed", "registered", "declined"}
    subscribed = {"subscribed", "unsubscribed", "bounced", "complained"}
    likely = (
        (Purpose.PEOPLE, not NAMING & meanings),
        (Purpose.MESSAGES, _says_something(columns)),
        (Purpose.SUBSCRIBERS, statuses & subscribed or "list" in meanings),
        (Purpose.ATTENDANCE, "event" in meanings or statuses & came),
        (Purpose.PURCHASES, "amount" in meanings and meanings & {"product", "order", "currency", "when"}),
        (Purpose.ATTENDANCE, "status" in meanings and "order" not in meanings),
    )
    return next((purpose for purpose, is_so in likely if is_so), Purpose.PEOPLE)


def _statuses(columns: list[Column]) -> set[str]:
    """Answer what the status columns' titles and cells are about."""
    known = meanings_in("statuses.txt")
    found = set()
    for column in columns:
        if column.meaning == "status":
            words = plain_title(column.title).split()
            found |= {known[word] for word in [*words, " ".join(words)] if word in known}
            found |= {known[fold(text)] for text in column.look.samples if fold(text) in known}
    return found


def _says_something(columns: list[Column]) -> bool:
    """Tell messages from lists with notes: a text, a date, and people who come again and again."""
    meanings = {column.meaning: column for column in columns}
    text = meanings.get("text") or meanings.get("note") or _longest_text(columns)
    if text is None or "when" not in meanings or not NAMING & meanings.keys():
        return False
    named = [column for column in columns if column.meaning in NAMING]
    nested = any("." in column.title.strip(".") for column in named)
    known = text.meaning == "text" and bool(known_title(text.title))
    again = max(column.look.variety for column in named) < 0.7
    described = not _DESCRIBED.isdisjoint(meanings)
    if not (known or nested or (again and not described)):
        return False
    text.meaning = "text"
    return True


def _longest_text(columns: list[Column]) -> Column | None:
    wordy = [
        c for c in columns if not c.meaning and c.look.length > 12 and c.look.variety > 0.5 and _is_prose(c)
    ]
    return max(wordy, key=lambda column: column.look.length, default=None)


def _is_prose(column: Column) -> bool:
    return (
        column.look.share("hex") < 0.5
        and column.look.share("site") < 0.5
        and column.look.share("number") < 0.5
    )


def _put_names_right(columns: list[Column]) -> None:
    """«Name» beside «Surname» is the first name; a nickname beside a name stays one."""
    meanings = {column.meaning for column in columns}
    if "last" in meanings and "first" not in meanings:
        for column in columns:
            if column.meaning == "name" and plain_title(column.title) in _PLAIN_NAMES:
                column.meaning = "first"


def _fit(column: Column, purpose: Purpose, has_titles: bool, is_numbered: bool) -> str:
    """Answer the meaning as rows of this purpose can use it."""
    meaning, plain = column.meaning, plain_title(column.title)
    numbers = {"id", "uuid", "номер"}
    if not meaning and plain in numbers and has_titles:
        can_be = column.look.variety == 1 and (is_numbered or purpose is Purpose.MESSAGES)
        meaning = _number_of(purpose) if can_be else SKIP
    if not meaning and purpose is Purpose.MESSAGES and not has_titles and column.look.share("hex") > 0.9:
        meaning = "message_id" if column.look.variety == 1 else SKIP
    if meaning == "text" and purpose is not Purpose.MESSAGES:
        meaning = "note"
    if meaning in _USES[purpose]:
        return meaning
    if purpose is Purpose.MESSAGES or (meaning and meaning in {"text", "message_id", "reply_to", "channel"}):
        return SKIP
    return OWN if has_titles and _is_worth_keeping(column.look) else SKIP


def _number_of(purpose: Purpose) -> str:
    return {
        Purpose.PEOPLE: "account", Purpose.SUBSCRIBERS: "account", Purpose.MESSAGES: "message_id",
        Purpose.PURCHASES: "order",
    }.get(purpose, SKIP)  # fmt: skip


def _is_worth_keeping(look: Contents) -> bool:
    """Tell a trait somebody wrote down from what a machine noted."""
    technical = max(look.share("hex") if look.length > 8 else 0, look.share("ip"), look.share("stamp"))
    return look.fullness >= 0.1 and 0 < look.length <= _SHORT_TEXT and technical < 0.5


def _leave_one_each(columns: list[Column], purpose: Purpose) -> None:
    """Where several columns mean the same, keep the best and make the others traits or nothing."""
    for meaning in _ONCE:
        rivals = [column for column in columns if column.meaning == meaning]
        rivals.sort(key=_rank)
        for column in rivals[1:]:
            if meaning in {"email", "phone"} and _OTHERS & set(plain_title(column.title).split()):
                continue
            keep = purpose is not Purpose.MESSAGES and _is_worth_keeping(column.look)
            column.meaning = OWN if keep and meaning != "when" else SKIP


def _rank(column: Column) -> int:
    plain = plain_title(column.title)
    return _BEST_WHEN.index(plain) if plain in _BEST_WHEN else len(_BEST_WHEN)


def _is_hardly_people(columns: list[Column], purpose: Purpose) -> bool:
    """Tell a list of things: nobody is named, or by «name» alone, and in it hardly a human's."""
    naming = [column for column in columns if column.meaning in NAMING]
    if purpose is Purpose.MESSAGES or [column.meaning for column in naming] not in ([], ["name"]):
        return False
    if not naming:
        return True
    humans = {"city", "birthday", "sex", "company", "job", "education"}
    if len(columns) < 5 or humans & {column.meaning for column in columns}:
        return False
    return plain_title(naming[0].title) in _PLAIN_NAMES and naming[0].look.share("name") < 0.2
