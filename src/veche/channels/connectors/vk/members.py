"""Members: lists of people, with what they tell of themselves, and lists of who liked a post.

Of what VK tells, views on religion and politics are not taken: the law keeps them apart.
"""

import hashlib
import re
from typing import Any

from veche.channels.connectors.vk.desk import BROKEN, GONE, NO_LIST_DATE, NO_PAGE, Desk
from veche.channels.connectors.vk.pages import Page
from veche.channels.connectors.vk.values import dict_of, dicts_of, first_number, number_of, text_of
from veche.channels.terms import Record
from veche.kit.terms import Reason, Refusal
from veche.kit.text import clean_name
from veche.ledger.terms import Handle, Kind, Sighting

LONGEST = 500
_SEXES = {1: "female", 2: "male"}
_BIRTHDAY = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?")


def read_user(desk: Desk, item: dict[str, Any], page: Page, spare: str) -> Record:
    """Answer that somebody is in a list, with what the list says of them."""
    if item.get("deactivated") == "deleted" or item.get("first_name") == "DELETED":
        return Record(spare, (), GONE)
    desk.people.learn_user(item)
    handle = desk.people.handle(first_number(item, "id", "uid"))
    if handle is None:
        return Record(spare, (), BROKEN)
    if item.get("type") == "profile":  # so lists of likes mark theirs
        return _in_list(desk, handle, page, spare, {})
    handle = handle._replace(aliases=(*handle.aliases, *_phones(item)))
    return _in_list(desk, handle, page, spare, _described(item))


def read_number(desk: Desk, number: int, page: Page, spare: str) -> Record:
    """Answer that somebody is in a list of numbers without names."""
    handle = desk.people.handle(number)
    return _in_list(desk, handle, page, spare, {}) if handle and number > 0 else Record(spare, (), BROKEN)


def _in_list(desk: Desk, handle: Handle, page: Page, spare: str, extra: dict[str, Any]) -> Record:
    """Who stands in a list under a post likes it; who stands in one of a community is its member."""
    page = desk.page(page)
    if not page.owner:
        return Record(spare, (), NO_PAGE)
    if desk.made_at is None:
        raise Refusal(Reason(NO_LIST_DATE, field="date"))
    where = f"{desk.prefix}id{handle.value}"
    if page.post and not extra:
        post = f"post/{page.post}"
        liked = Sighting(
            desk.wall(page.owner), handle, Kind.REACTED, desk.made_at, f"{post}/like/{handle.value}",
            thread=post, reply_to=post, extra={"emoji": "❤"},
        )  # fmt: skip
        return Record(where, (liked,))
    # Listed again with other details it is another fact: details are not lost on known people.
    number = f"listed/{handle.value}{_digest(extra)}"
    listed = Sighting(
        desk.members(page.owner), handle, Kind.LISTED, desk.made_at, number, extra=extra or None
    )
    return Record(where, (listed,))


def _digest(extra: dict[str, Any]) -> str:
    if not extra:
        return ""
    parts = [*sorted(f"{key}={value}" for key, value in extra["traits"].items()), *extra.get("tags", ())]
    return "/" + hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=10).hexdigest()


def _described(item: dict[str, Any]) -> dict[str, Any]:
    """Answer what a user tells, under the names that traits have in lists of people."""
    occupation, career = dict_of(item.get("occupation")), dicts_of(item.get("career"))
    work = career[-1] if career else {}
    at_work = occupation if occupation.get("type") == "work" else {}
    found = {
        "sex": _SEXES.get(number_of(item.get("sex")), ""),
        "birthday": _birthday(text_of(item.get("bdate"))),
        "city": text_of(dict_of(item.get("city")).get("title")) or text_of(item.get("home_town")),
        "company": text_of(work.get("company")) or text_of(at_work.get("name")),
        "job": text_of(work.get("position")),
        "education": text_of(item.get("university_name")),
        "languages": ", ".join(map(text_of, _texts(dict_of(item.get("personal")).get("langs")))),
        "interests": text_of(item.get("interests")),
        "own:site": text_of(item.get("site")),
    }
    traits = {key: kept for key, value in found.items() if (kept := clean_name(value, LONGEST))}
    role = clean_name(text_of(item.get("role")), 100)
    if not traits and not role:
        return {}
    return {"traits": traits} | ({"tags": [role]} if role else {})


def _texts(value: Any) -> list[str]:
    return [item for item in value[:20] if type(item) is str] if type(value) is list else []


def _birthday(text: str) -> str:
    """Answer «D.M.YYYY» as ISO 8601, «--03-04» where the year is hidden, or nothing."""
    found = _BIRTHDAY.fullmatch(text)
    if not found:
        return ""
    day, month, year = int(found[1]), int(found[2]), int(found[3] or 0)
    if not (1 <= day <= 31 and 1 <= month <= 12) or (year and not 1880 <= year <= 2100):
        return ""
    return f"{year:04}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"


def _phones(item: dict[str, Any]) -> tuple[Handle, ...]:
    """Answer the number somebody shows, where it is written so that it is one beyond doubt."""
    digits = re.sub(r"[\s()-]", "", text_of(item.get("mobile_phone")))
    if re.fullmatch(r"8\d{10}", digits) or re.fullmatch(r"7\d{10}", digits):
        digits = f"+7{digits[1:]}"
    return (Handle("phone", digits),) if re.fullmatch(r"\+[1-9]\d{9,14}", digits) else ()
