"""Wording: reports of no standard, read by their text: qmail (QSBMF), Exim, Exchange and many others."""

from __future__ import annotations

import re
from functools import partial

from veche.mailing.rules.reports.addresses import ADDRESS, MACHINES, addresses_in, small
from veche.mailing.rules.reports.automatic import is_delay
from veche.mailing.rules.reports.causes import Judged, judged
from veche.mailing.rules.reports.evidence import UNSAID, coded, near, whole
from veche.mailing.rules.reports.machine import LONGEST_KEPT, MOST_RECIPIENTS
from veche.mailing.rules.reports.mails import Fields, Mail
from veche.mailing.rules.reports.originals import words_before
from veche.mailing.terms.returning import Cause, Returned, Trust, What

# Google writes of a group that does not let us post in the language of whoever reads it, without a code.
_GROUPS = "@googlegroups.com"
LONGEST_SAID = 30_000
# How much is read closely of one report, all its recipients together; then only the beginning.
LONGEST_JUDGED, _BEGINNING = 40_000, 200
# What Exchange repeats of the letter before it says whom it did not reach.
_REPEATED = re.compile(r"(?im)^[ \t]*your message[ \t]*\n\s*(?:[ \t]*(?:to|cc|subject|sent):[^\n]*\n)+")
# Postfix breaks what it heard into lines, and sets them in: «<anna@example.org>: host … said: 550 …».
_BROKEN = re.compile(r"(?m)^<[^<>\n]{1,300}>[^:\n]{0,300}:[^\n]*(?:\n[ \t]{2,}[^\n]+)+")
# Lines of a letter's headers that slipped in between the words of a server.
_HEADERS = re.compile(
    r"(?im)^[> \t]*(?:content-|mime-version|message-id|in-reply-to|references|received|subject|date|cc"
    r"|sender"
    r"|errors-to|reply-to|list-|user-agent|precedence|x-)[\w-]*:[^\n]*(?:\n[ \t][^\n]*)*"
)
# What sendmail writes of one recipient: «550 <anna@example.org>... User unknown».
_ONE_LINE = re.compile(r"[45]\d\d [^\n]{0,300}\.\.\. [^\n]+")
# An address at the beginning of a line, or behind words that lead up to one.
_LEADS = re.compile(
    r"(?im)^[ \t>*|\d.)-]{0,20}(?:"
    r"(?:(?:to|recipient|recipients|address|user|mailbox|account|original recipient|failed recipient"
    r"|rcpt|rcpt to"
    r"|e-?mail|destination|addressee|envelope-to|final recipient|your message to|delivery to|mail to"
    r"|message to"
    r"|unable to deliver (?:message|mail) to|получател\w*|кому)\b[^\n@<]{0,60})?"
    r"[<(\['\"]{0,2})"
)
# An address that a report goes on to speak of: «<anna@example.org>: 550 …».
_SPOKEN_OF = re.compile(r"(?m)^<[^<>@\s]{1,64}@[^<>@\s]{1,255}>: ?\S")
_AROUND = " \t\n<>()[]'\",;:*|-"
_SAYS_NO = re.compile(
    r"(?i)unknown|not exist|no such|reject|full|fail|disabled|unavailable|\b[45]\d\d\b|[45]\.\d\.\d"
)


def said_in(mail: Mail) -> str:
    """Answer the words of a report itself, without the letter that it gives back."""
    texts = [words_before(part.text) for part in mail.parts if part.kind in ("text/plain", "text/html")]
    plain = [words_before(part.text) for part in mail.parts if part.kind == "text/plain"]
    chosen = plain if any(text.strip() for text in plain) else texts
    said = _HEADERS.sub("", _REPEATED.sub("\n", "\n\n".join(chosen)[:LONGEST_SAID]))
    return _BROKEN.sub(lambda match: " ".join(match[0].split()), said)


def words_about(said: str, address: str) -> str:
    """Answer what a text says of one recipient: from its address to the next one's line.

    What is said of somebody else is not said of one who is not named.
    """
    place = said.lower().find(address) if address else -1
    if place < 0:
        return "" if address and _SPOKEN_OF.search(said) else said[:3_000]
    begins = said.rfind("\n", 0, place) + 1
    rest = said[begins : begins + 3_000]
    if alone := _ONE_LINE.match(rest):
        return alone[0]
    for match in ADDRESS.finditer(rest, place - begins + len(address)):
        line = rest.rfind("\n", 0, match.start()) + 1
        if small(match[0]) != address and line > 0 and _LEADS.fullmatch(rest, line, match.start()):
            return rest[:line]
    return rest


def read_words(mail: Mail, said: str, original: Fields) -> list[Returned]:
    """Answer what a report in words says, a recipient each; one without an address where it names none."""
    gave_up = not is_delay(mail, said)
    recipients = _recipients(mail, said, original)[:MOST_RECIPIENTS] or [""]
    about = [words_about(said, address) for address in recipients]
    told = _each_judged(about, gave_up)
    for place in range(len(told) - 2, -1, -1):  # named one below the other, with one reason for all
        if len(about[place].strip(_AROUND)) <= len(recipients[place]):
            told[place] = told[place + 1]
    if all(one.cause in UNSAID for one in told):
        of_all = _judged(said[:5_000], gave_up)
        told = told if of_all.cause in UNSAID else [of_all] * len(told)
    return [_returned(*one) for one in zip(recipients, told, about, strict=True)]


def _each_judged(about: list[str], gave_up: bool) -> list[Judged]:
    """Judge what is said of each; the same is judged once, and of very many only the beginning."""
    known: dict[str, Judged] = {}
    left = LONGEST_JUDGED
    for words in about:
        if words not in known:
            known[words] = _judged(words if left > 0 else words[:_BEGINNING], gave_up)
            left -= len(words)
    return [known[words] for words in about]


def _returned(address: str, told: Judged, words: str) -> Returned:
    if not told.code and address.endswith(_GROUPS):
        told = told._replace(what=What.BLOCKED, cause=Cause.POLICY)
    kept = " ".join(words.split())[:LONGEST_KEPT]
    return Returned(told.what, address, told.cause, told.status, told.code, kept, Trust.WORDS)


def _judged(words: str, gave_up: bool) -> Judged:
    """Judge a text by the lines that hold a code, else by its beginning: the rest is politeness."""
    judge = partial(judged, gave_up=gave_up)
    return coded(words, judge) or near(words, judge) or whole(words, judge)


def _recipients(mail: Mail, said: str, original: Fields) -> list[str]:
    """Answer whom a text is about: who is named as failed, or begins a line, or our recipient."""
    failed = [found for value in mail.fields.many("x-failed-recipients") for found in addresses_in(value)]
    if failed:
        return failed
    ours = {
        *addresses_in(mail.fields.get("to")),
        *addresses_in(original.get("from")),
        *addresses_in(mail.fields.get("from")),
    }
    meant = set(addresses_in(original.get("to")))
    leading, saying, other = [], [], []
    for match in ADDRESS.finditer(said):
        address = small(match[0])
        if (
            (address in ours and address not in meant)
            or MACHINES.match(address)
            or "." not in address.partition("@")[2]
        ):
            continue
        begins = said.rfind("\n", 0, match.start()) + 1
        if said[: match.start()].rstrip("< ").lower().endswith("from:"):
            continue
        if _LEADS.fullmatch(said, begins, match.start()):
            leading.append(address)
        elif _SAYS_NO.search(said, match.end(), match.end() + 200):
            saying.append(address)
        else:
            other.append(address)
    named = list(dict.fromkeys(leading)) or list(dict.fromkeys(saying)) or list(meant)[:1]
    return named or (other[:1] if len(set(other)) == 1 else [])
