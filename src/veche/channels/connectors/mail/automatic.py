"""Automatic: letters that machines write: returns, complaints, receipts, answers of people who are away."""

import re
from email.message import Message
from enum import StrEnum
from typing import NamedTuple

from veche.channels.connectors.mail.bodies import text_of_part
from veche.channels.connectors.mail.headers import Address, addresses_in, text_of

LONGEST_REPORT = 60_000
MOST_RECIPIENTS = 200


class Auto(StrEnum):
    """What kind of automatic letter it is."""

    NONE = ""
    BOUNCE = "bounce"
    DELAY = "delay"
    COMPLAINT = "complaint"
    LEAVING = "leaving"  # a report of a wish to get no more
    RECEIPT = "receipt"
    REPORT = "report"  # other reports of machines to machines
    REPLY = "reply"  # out of the office


class Returned(NamedTuple):
    """Whose letter came back, and the status of RFC 3463 that says why."""

    mail: str
    status: str = ""


_MACHINE = re.compile(
    r"^(?:mailer-?daemon|postmaster|mail-?daemon|mdaemon|bounces?|mailerdaemon|mmdf"
    r"|mail[ ._-]?delivery[\w .-]*"
    r"|(?:no-?reply-?)?mail[ ._-]?(?:delivery|router|sweeper)\w*|internet-mail-delivery)(?:@|$)",
    re.IGNORECASE,
)
_BOUNCED = re.compile(
    r"undeliver|delivery (?:status|failure|has failed|problem|report|notification)|returned (?:mail"
    r"|to sender|message)"
    r"|failure notice|mail delivery (?:failed|failure|system)|delivery.{0,20}fail|could not be delivered"
    r"|(?:mail|message) (?:not|wasn't|could not be) delivered|rejected mail|user unknown|unzustellbar"
    r"|non remis"
    r"|недоставлен|не доставлен|не может быть доставлен|сбой доставки|ошибка доставки|возврат"
    r"|mail system error"
    r"|couldn't be delivered|permanent error|nicht zugestellt|delivery incomplete|blocked by"
    r"|can't be delivered",
    re.IGNORECASE,
)
_DELAYED = re.compile(
    r"\bdelay(?:ed)?\b|still being retried|not yet been delivered|warning: could not send|задерж", re.I
)
_AWAY = re.compile(
    r"^(?:re: ?)?(?:out of (?:the )?office|automatic reply|auto(?:matic|mated)?[- ]?(?:reply|response"
    r"|antwort)|autoreply"
    r"|vacation|on (?:vacation|holiday|leave)|away from (?:my|the)|i am (?:out|away)|автоответ"
    r"|автоматический ответ"
    r"|отсутствую|нет на месте|в отпуске|я в отпуске|abwesenheit|réponse automatique|respuesta automática"
    r"|risposta automatica)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"^([A-Za-z-]{3,40}):[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_ADDRESS = r"[^\s<>\"'(),;:\[\]]{1,64}@[A-Za-z0-9.-]{2,180}[A-Za-z0-9]"
_NAMED = re.compile(
    rf"(?im)^[ \t>*]*(?:(?:to|recipient|address|user|mailbox|original recipient|failed recipient"
    rf"|rcpt)\b[^\n@<]{{0,40}}"
    rf"|(?:unable|could not|couldn't|wasn't able)[^\n@<]{{0,80}}|[\d\s.)]{{0,8}})<?({_ADDRESS})>?"
)
_ALONE = re.compile(rf"(?im)^[ \t>*<\d.)-]*({_ADDRESS})>?[ \t:]*$")
_FAILING = re.compile(rf"(?i)<?({_ADDRESS})>?[^\n]{{0,120}}(?:unknown|not exist|no such|reject|full|fail"
    rf"|disabled|unavailable|55\d|5\.\d\.\d)")  # fmt: skip


def kind_of(letter: Message, sender: Address | None, subject: str) -> Auto:
    """Answer what kind of automatic letter this is, if it is one."""
    reported = _reported(letter)
    if reported:
        return reported
    told = sender.mail if sender else text_of(letter, "from").strip('"<> ')
    is_machine = _MACHINE.match(told) is not None or (sender is None and "mailer-daemon" in told.lower())
    is_from_nobody = "<>" in (text_of(letter, "return-path").strip(), text_of(letter, "from").strip())
    if text_of(letter, "x-failed-recipients"):
        return Auto.BOUNCE
    if (is_machine or is_from_nobody) and _BOUNCED.search(subject):
        return Auto.DELAY if _DELAYED.search(subject) else Auto.BOUNCE
    if _is_away(letter, subject):
        return Auto.REPLY
    if is_machine:
        return Auto.DELAY if _DELAYED.search(subject) else Auto.BOUNCE
    return Auto.NONE


def _reported(letter: Message) -> Auto:
    """Answer what a letter says of itself as a report (RFC 3462 and those that build on it)."""
    said = text_of(letter, "content-type").lower()
    if not said.startswith("multipart/report"):
        return Auto.NONE
    if "feedback-report" in said:
        return _feedback(letter)
    if "disposition-notification" in said:
        shown = re.search(r"(?im)^disposition:[^\n]*;\s*(?:displayed|read|processed)", report_of(letter))
        return Auto.RECEIPT if shown else Auto.REPORT
    actions = re.findall(r"(?im)^action:\s*(\w+)", report_of(letter))
    if actions and all(
        action.lower() in ("delayed", "relayed", "delivered", "expanded") for action in actions
    ):
        return Auto.DELAY if "delayed" in [action.lower() for action in actions] else Auto.REPORT
    return Auto.BOUNCE


def _feedback(letter: Message) -> Auto:
    found = re.search(r"(?im)^feedback-type:\s*([\w-]+)", report_of(letter))
    kind = found[1].lower() if found else "abuse"
    if kind.startswith("opt-out"):
        return Auto.LEAVING
    return Auto.COMPLAINT if kind in ("abuse", "fraud", "virus", "other", "miscategorized") else Auto.REPORT


def _is_away(letter: Message, subject: str) -> bool:
    submitted = text_of(letter, "auto-submitted").lower()
    if submitted.startswith("auto-replied") or text_of(letter, "precedence").lower() in (
        "auto_reply",
        "auto-reply",
    ):
        return True
    if any(
        text_of(letter, name) for name in ("x-autoreply", "x-autorespond", "x-autoresponder", "x-vacation")
    ):
        return True
    return _AWAY.match(subject.strip()) is not None


def is_spam(letter: Message) -> bool:
    """Tell what a filter on the way marked as spam."""
    is_flagged = (
        text_of(letter, "x-spam-flag").lower() == "yes"
        or text_of(letter, "x-spam-status").lower()[:3] == "yes"
    )
    return is_flagged or bool(_labels(letter) & {"spam", "спам"})


def is_draft(letter: Message) -> bool:
    """Tell what was written and never sent."""
    return bool(_labels(letter) & {"draft", "drafts", "черновики", "черновик"}) or bool(
        text_of(letter, "x-mozilla-draft-info")
    )


def _labels(letter: Message) -> set[str]:
    """Answer the labels that Gmail's export writes above each letter."""
    return {label.strip('" ').lower() for label in text_of(letter, "x-gmail-labels").split(",")}


def is_generated(letter: Message) -> bool:
    """Tell letters that a program sent for somebody: commits, tickets, statistics."""
    return text_of(letter, "auto-submitted").lower().startswith("auto-generated")


def report_of(letter: Message) -> str:
    """Answer the part of a report that machines read, and the headers of the letter it is about."""
    texts: list[str] = []
    for part in _parts(letter, 0):
        kind = part.get_content_type()
        if kind in ("message/delivery-status", "message/feedback-report", "message/disposition-notification"):
            texts.append(_fields(part))
    return "\n".join(texts)[:LONGEST_REPORT]


def _fields(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list):  # the parser takes the blocks of a delivery status for letters
        blocks = [block for block in payload if isinstance(block, Message)]
        return "\n\n".join(
            "\n".join(f"{key}: {value}" for key, value in b.raw_items()) for b in blocks[:MOST_RECIPIENTS]
        )
    return text_of_part(part, "text/plain")


def _parts(letter: Message, depth: int) -> list[Message]:
    payload = letter.get_payload()
    if letter.get_content_maintype() != "multipart" or not isinstance(payload, list) or depth > 4:
        return [letter]
    return [found for part in payload[:50] if isinstance(part, Message) for found in _parts(part, depth + 1)][
        :200
    ]


def returned_in(letter: Message, text: str) -> list[Returned]:
    """Answer whose letters came back: from the report, from headers, else from what it says in words."""
    found: dict[str, Returned] = {}
    for block in re.split(r"\n\s*\n", report_of(letter)):
        fields = {key.lower(): value for key, value in _FIELD.findall(block)}
        told = fields.get("original-recipient") or fields.get("final-recipient") or ""
        if fields.get("action", "failed").lower() in ("delayed", "delivered", "relayed"):
            continue
        status = _STATUS.search(fields.get("status", ""))
        for address in addresses_in(told.rpartition(";")[2])[:1]:
            found.setdefault(address.mail, Returned(address.mail, status[1] if status else ""))
    if not found:
        for address in addresses_in(text_of(letter, "x-failed-recipients")):
            found.setdefault(address.mail, Returned(address.mail))
    return list(found.values())[:MOST_RECIPIENTS] or _said_in(letter, text)


def _said_in(letter: Message, text: str) -> list[Returned]:
    """Read the failed addresses out of sentences: not those of the machine, not those it writes to."""
    text = re.split(r"(?im)^[- ]*(?:below this line|this is a copy|[-=]{2,} ?(?:original|the|returned"
        r"|included)|received: )", text[:8000])[0]  # fmt: skip
    own = {
        address.mail for name in ("from", "to", "reply-to") for address in addresses_in(text_of(letter, name))
    }
    status = _STATUS.search(text)
    for pattern in (_FAILING, _ALONE, _NAMED):
        mails = dict.fromkeys(found.lower() for found in pattern.findall(text))
        answers = [mail for mail in mails if mail not in own and not _MACHINE.match(mail)]
        if answers:
            return [Returned(mail, status[1] if status else "") for mail in answers[:20]]
    others = {mail.lower() for mail in re.findall(_ADDRESS, text[:4000])} - own
    others = {
        mail
        for mail in others
        if not _MACHINE.match(mail) and not mail.startswith(("support@", "abuse@", "help@"))
    }
    return [Returned(mail, status[1] if status else "") for mail in others] if len(others) == 1 else []


def complained_in(letter: Message, enclosed: tuple[Message, ...]) -> list[str]:
    """Answer who complained: the recipient of the letter that the complaint is about."""
    fields = {key.lower(): value for key, value in _FIELD.findall(report_of(letter))}
    told = [fields.get(name, "") for name in ("original-rcpt-to", "removal-recipient")]
    told += [
        text_of(inner, name) for inner in enclosed[:1] for name in ("delivered-to", "x-original-to", "to")
    ]
    for text in told:
        mails = [address.mail for address in addresses_in(text) if "redacted" not in address.mail]
        if mails:
            return mails[:1]
    return []
