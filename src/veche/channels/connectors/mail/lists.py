"""Lists: which mailing list a letter belongs to, by what lists write into its head."""

import re
from email.message import Message

from veche.channels.connectors.mail.headers import Address, addresses_in, text_of
from veche.kit.text import clean_name, fold
from veche.ledger.terms import Place

NETWORK = "mail"
LONGEST_KEY = 200
_LIST_ID = re.compile(r"(?P<title>[^<>]*)<(?P<id>[^<>\s]{1,180})>")
_TAG = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|sv|antw|отв|на)\s*(?:\[\d+\])?:\s*)*\[(?P<tag>[^\[\]\n]{2,40})\]", re.IGNORECASE
)
_REPLY = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|sv|vs|wg|tr|rv|antw|отв|ответ|пересл|на)\s*(?:\[\d+\]|\(\d+\))?\s*:\s*)+",
    re.IGNORECASE,
)
_NOT_LISTS = re.compile(r"patch|bug|rfc|announce|vote|issue|pr\b|jira|#|\d{3}", re.IGNORECASE)


def place_of(letter: Message) -> Place | None:
    """Answer the list that a letter says it went over, if it says so."""
    said = text_of(letter, "list-id")
    if said:
        found = _LIST_ID.search(said)
        key = found["id"] if found else said.strip("<> ")
        if key and " " not in key:
            return _place(key, found["title"] if found else "")
    for name in ("x-beenthere", "x-mailing-list", "list-post", "mailing-list", "x-list", "x-loop"):
        told = text_of(letter, name).removeprefix("list ").replace("<mailto:", "<")
        for address in addresses_in(told.partition(";")[0])[:1]:
            return _place(address.mail.replace("@", "."), address.mail.partition("@")[0])
    groups = text_of(letter, "newsgroups").split(",")[0].strip()
    return _place(groups, groups) if groups and " " not in groups else None


def _place(key: str, title: str) -> Place:
    title = clean_name(title.strip(" \"'.")) or key.partition(".")[0]
    return Place(NETWORK, fold(clean_name(key, LONGEST_KEY)), title, "list")


def named_place(title: str) -> Place:
    """Answer the channel that the person who imports named."""
    title = clean_name(title, 100) or "Mail"
    return Place(NETWORK, fold(title), title, "list")


def tag_of(subject: str) -> str:
    """Answer the list's tag in a subject: «[Runners] Re: shoes»."""
    found = _TAG.match(subject)
    return found["tag"] if found and not _NOT_LISTS.search(found["tag"]) else ""


def bare_subject(subject: str) -> str:
    """Answer a subject without «Re:», «Fwd:» and the list's tag."""
    before = ""
    bare = clean_name(subject)
    if len(bare) > 2 and bare[0] == bare[-1] and bare[0] in "'\"":
        bare = bare[1:-1]
    while bare != before:
        before = bare
        bare = _REPLY.sub("", bare)
        tag = _TAG.match(bare)
        if tag and not _NOT_LISTS.search(tag["tag"]) and bare[tag.end() :].strip():
            bare = bare[tag.end() :]
        bare = bare.strip()
    return bare


def is_list_itself(sender: Address, letter: Message) -> bool:
    """Tell whether a letter bears the list's address for its author's, as lists do where DMARC asks."""
    told = [
        text_of(letter, name).replace("<mailto:", "<")
        for name in ("list-post", "x-beenthere", "x-mailing-list", "to")
    ]
    own = {address.mail for text in told[:3] for address in addresses_in(text)}
    if sender.mail in own:
        return True
    is_via = re.search(r"\s(?:via|через)\s\S", sender.name, re.IGNORECASE) is not None
    return is_via and sender.mail in {address.mail for address in addresses_in(told[3])} | own
