"""What the title of a column says it means, in Russian, English and a little elsewhere."""

import re
from functools import lru_cache

from veche.channels.connectors.table.fields import SKIP
from veche.channels.connectors.table.words import meanings_in
from veche.kit.text import fold

# Words that carry their meaning into longer titles: «Ваш e-mail для билета».
_SIGNS = (
    ("email", "email|mail|почта|почты|почту|имейл|емейл|correo|courriel"),
    ("telegram", "telegram|телеграм|телеграмм|телеграме|тг|tg"),
    ("vk", "вконтакте|vk|вк"),
    ("github", "github|гитхаб"),
    ("instagram", "instagram|инстаграм"),
    ("discord", "discord|дискорд"),
    ("phone", "phone|телефон|телефона|мобильный|telefono|whatsapp"),
    ("birthday", "рождения|birth|birthday|birthdate|nacimiento|naissance"),
    ("patronymic", "отчество"),
    ("last", "фамилия|фамилию|surname|lastname"),
    ("name", "фио|fullname"),
    ("first", "firstname"),
    ("city", "город|города|городе|city"),
    ("job", "должность|профессия|occupation"),
    ("company", "компания|компании|организация|company|employer"),
    ("amount", "сумма|стоимость|amount"),
    ("sex", "gender"),
)
SIGNS = tuple((meaning, frozenset(words.split("|"))) for meaning, words in _SIGNS)
# Whose a dotted column is: «member.name» is a person's, «venue.name» is not.
_PEOPLE = """
user member author from sender owner customer contact person u guest participant buyer profile subscriber
attendee actor creator account client commenter
"""
PEOPLE = frozenset(_PEOPLE.split()) | {"from user"}
THINGS = {
    "event": "event", "product": "product", "item": "product", "newsletter": "list", "channel": "channel",
    "chat": "channel", "room": "channel", "list": "list",
}  # fmt: skip
_POLITE = frozenset(
    ("ваш", "ваша", "ваше", "ваши", "your", "укажите", "введите", "enter", "please", "контактный")
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OTHER = re.compile(r"[^\w]+|_")
_LONGEST = 8


@lru_cache(maxsize=10_000)
def plain_title(title: str) -> str:
    """Answer a column's title as it is compared: «firstName» and «First-name:» are «first name»."""
    words = _OTHER.sub(" ", fold(_CAMEL.sub(" ", title))).split()
    return " ".join(word for word in words if word not in _POLITE)


def field_of_title(title: str) -> str:
    """Answer what a column's title says it means, or nothing."""
    *around, last = title.split(".")
    if around and " " not in title.strip():
        return _field_of_dotted(plain_title(around[-1]), plain_title(last))
    return known_title(title) or _field_of_signs(title)


def known_title(title: str) -> str:
    """Answer what a title known word for word means, or nothing."""
    titles, plain = meanings_in("titles.txt"), plain_title(title)
    return titles.get(plain) or titles.get(plain.replace(" ", ""), "")


def _field_of_signs(title: str) -> str:
    """Look for telling words in what a person wrote; a machine's «githubType» is not «GitHub»."""
    if title.isascii() and " " not in title.strip():
        return ""
    words = set(plain_title(title).split())
    if len(words) > _LONGEST:
        return ""
    return next((meaning for meaning, signs in SIGNS if words & signs), "")


def _field_of_dotted(owner: str, last: str) -> str:
    """Read «member.name» and «event.title»; what belongs to anything else is left out."""
    if owner in PEOPLE:
        if last in {"id", "uuid", "user id", "member id"}:
            return "account"
        meaning = meanings_in("titles.txt").get(last, "")
        return meaning if meaning in {"name", "first", "last", "nick", "email", "phone", "city"} else SKIP
    if owner in THINGS and last in {"name", "title", "subject"}:
        return THINGS[owner]
    return SKIP
