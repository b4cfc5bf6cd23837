"""Originals: the letter of ours inside a report: its headers, and where our own text begins in it."""

from __future__ import annotations

import re

from veche.mailing.rules.reports.addresses import ADDRESS
from veche.mailing.rules.reports.mails import Fields, Mail, fields_in

_HOLDERS = frozenset({"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers",
                      "message/partial", "text/rfc822", "text/x-rfc822-headers"})  # fmt: skip
# What stands between the words of a server and the letter it could not deliver.
_CUT = re.compile(
    r"(?im)^(?:[-=_*\s>]{0,80}(?:below (?:this line|is a copy)|this is a copy of|copy of (?:the"
    r"|your) (?:original )?message"
    r"|original message(?: headers?| follows)?|included is a copy|the (?:attached"
    r"|following is)? ?(?:original )?message (?:headers )?follows"
    r"|message (?:header|text|headers) follow|returned message(?: follows|[ -]*$)|undelivered message follows"
    r"|headers? of (?:the )?(?:original|message)"
    r"|your (?:original )?message (?:follows|reads)|unsent message (?:follows|below)"
    r"|start of (?:returned|forwarded) message|received message"
    r"|(?:original )?message headers|the header page of the original|исходное сообщение"
    r"|заголовки исходного|original mail as follows|(?:urspr(?:ü|ue)ngliche |original)nachricht"
    r"|message (?:d'origine|original)\b|messaggio originale|mens(?:aje|agem) original|oorspronkelijk bericht"
    r"|oryginalna wiadomość|вихідне повідомлення|原始?邮件|原始郵件|元のメッセージ)"
    r"[^\n]{0,120}$"
    r"|(?:return-path|received|x-original-to|delivered-to):[ ]?(?=[<a-z]))"
)
_OURS = re.compile(
    r"(?m)^(?:message-id|subject|from|to|date|mime-version|received|return-path|x-mailer"
    r"|list-unsubscribe):",
    re.I,
)
_MARK = re.compile(r"\bb-([a-z2-7]{29})@", re.IGNORECASE)
_TOKEN = re.compile(r"/l/([A-Za-z0-9_-]{24})/")
_ID = re.compile(r"<([^<>\s]{1,250})>")
MOST_MARKS = 20


def original_of(mail: Mail) -> Fields:
    """Answer the headers of the letter a report is about, as far as it gives them back."""
    for part in mail.parts:
        if part.kind in _HOLDERS and (found := fields_in(part.text.lstrip("\n").partition("\n\n")[0])).all:
            return found
    for part in mail.parts:
        if part.kind.startswith("text/") and (found := _loose(part.text)).all:
            return found
    return Fields()


def _loose(text: str) -> Fields:
    """Answer the headers where a letter begins within a text: a block with several of their names."""
    cut = _CUT.search(text)
    for block in re.split(r"\n[ \t]*\n", text[cut.start() :] if cut else text)[:60]:
        lines = re.sub(r"(?m)^(?:> ?|   ?)(?=[A-Za-z-]+:)", "", block)
        if len({name.lower() for name in _OURS.findall(lines)}) >= 2:
            return fields_in(lines)
    return Fields()


def words_before(text: str) -> str:
    """Answer what a server itself says in a text: what stands before the letter it gives back."""
    cut = _CUT.search(text)
    if not cut:
        return text
    before = text[: cut.start()]
    # Some begin with the letter and speak behind it, or say nothing before it.
    return before if ADDRESS.search(before) or len(before) > 300 else text


def message_id_of(original: Fields) -> str:
    """Answer the Message-ID of the original without its brackets."""
    found = _ID.search(original.get("message-id"))
    return found[1] if found else original.get("message-id").strip()[:250]


def marks_in(*texts: str) -> tuple[str, ...]:
    """Answer what may be marks of return addresses of ours, in their order, each once."""
    found = (mark.lower() for text in texts for mark in _MARK.findall(text))
    return tuple(dict.fromkeys(found))[:MOST_MARKS]


def tokens_in(*texts: str) -> tuple[str, ...]:
    """Answer what may be tokens of links of ours."""
    return tuple(dict.fromkeys(token for text in texts for token in _TOKEN.findall(text)))[:MOST_MARKS]
