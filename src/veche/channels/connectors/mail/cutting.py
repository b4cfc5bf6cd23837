"""Cutting: what somebody wrote anew, without the quotes, the signature and the footer of the list."""

import re
from collections.abc import Iterator

from veche.channels.connectors.mail.languages import endings, openings_of_quotes

LONGEST_TEXT = 100_000
# A quote of one's whole letter begins early; a signature is short.
SEARCHED_HEAD, SEARCHED_TAIL = 24_000, 4_000
LONGEST_LINE = 400
MOST_TRIES, MOST_FOOTERS = 12, 6
_SPARE = "\ue000"  # stands for a line that is too long to look for anything in it
_BLANKS = re.compile(r"\n(?:[ \t]*\n){2,}")
# Every heading of a quote ends in a colon, or stands between lines, or is a block of «From: …».
_CANDIDATE = re.compile(r"(?m):[ \t]*$|^-{2,}|^[>* ]*[^\W\d_][^\n:]{1,24}:[* ]*\S|>$")
_INDENTED_RULE = re.compile(r"(?m)^[ \t]{1,4}--$|^—$|^_{3,12}$(?=(?:\n[^\n]{0,80}){1,6}\Z)")
_QUOTE = re.compile(r"[ \t]{0,2}(?:[A-ZА-ЯЁ]{1,3})?>")
# Python's prompt at the beginning of a line looks like a quote of a quote of a quote.
_PROMPT, _SHALLOW = (
    re.compile(r">>> ?(?!>)"),
    re.compile(r"(?m)^[ \t]{0,2}(?:[A-ZА-ЯЁ]{1,3})?(?:>{1,2}(?!>)|> )"),
)
_SIGNED = re.compile(r"(?m)^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Z][\w-]*: [^\n]*\n)*\n?")
_SEALED = re.compile(
    r"(?ms)^-----BEGIN PGP (?:SIGNATURE|MESSAGE|PUBLIC KEY BLOCK)-----$.*?(?:^-----END PGP [A-Z ]+-----$|\Z)"
)
# What Pipermail leaves where it took something away.
_SCRUBBED = re.compile(
    r"(?m)^-{10,} next part -{10,}\n(?:(?:An? [^\n]{3,40} (?:was|were) scrubbed[^\n]*|(?:Name|Type|Size"
    r"|Desc|URL|From|Subject"
    r"|Date|To)[ \t]*:[^\n]*)\n?)*"
)
# A file written out in letters, as programs before MIME sent them.
_UUENCODED = re.compile(r"(?ms)^begin [0-7]{3,4} [^\n]{1,200}\n(?:[!-`][^\n]{0,80}\n)*?(?:`?\n?end$|\Z)")
_INTRODUCES = re.compile(
    r"(?:wrote|writes?|said|schrieb|écrit|escribió|ha scritto|napisał\w*|пиш\w+|писал\w*(?:\(а\))?"
    r"|написал\w*(?:\(а\))?"
    r"|[\w.+-]+(?:@| at )[\w.-]+[>)\]\"]*|\d\d?:\d\d(?::\d\d)?)[^\n]{0,60}[:>]\s*$|^\s*(?:quoting"
    r"|in article|цитирую)\b"
    r"|^\s*\*? ?(?:on|at|am|le|el|il)\s.*:\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"[ \t]*(?:[_=~#*-]{3,}|[-=~_]{2,}[-=~_ ]{8,}|-- ?|~-+[-~ ]*|-=[-=]+|(?:_\._)+,?_*.*)[ \t]*$"
)
_RULES_AT_END = re.compile(r"(?:\n[ \t]*[-_=*]{3,}[ \t]*)+\s*\Z")
_FOOTER = re.compile(
    r"unsubscri|listinfo|mailing list|mail list|you (?:received|are receiving|got) this|list archive"
    r"|to post to|groups\.io"
    r"|googlegroups|yahoo!? groups|post a message|to view this discussion|do you yahoo|get your free"
    r"|join msn|hotmail\.com"
    r"|отпис|отказаться от|вы получили это|вы подписаны|список рассылки|лист рассылки|архив рассылки|рассылк",
    re.IGNORECASE,
)
_FOOTER_START = re.compile(
    r"\s*(?:to unsubscribe\b|you received this message because|you are receiving this|чтобы (?:отписаться"
    r"|отказаться)"
    r"|вы получили это (?:сообщение|письмо)|для отмены подписки)",
    re.IGNORECASE,
)
_SIGN_OFF_REST = re.compile(r"[\s,!.]*(?:[^\W\d_a-zа-яё][\w.'-]*[\s,]*){0,4}[.!]?\s*$")
_HEAD_LINE = re.compile(r"[* ]*[^\W\d_][\w -]{1,20}:[* ]*\S")


def own_words(text: str) -> str:
    """Answer what of a letter's text its author wrote anew."""
    text = "\n".join(line.rstrip() for line in text[:LONGEST_TEXT].split("\n"))
    text = _INDENTED_RULE.sub("--", _unsealed(text))
    text = _without_footer(_BLANKS.sub("\n\n", text).strip("\n"))
    spared, long = _spared(text)
    own = _without_signature(_without_quotes(spared))
    return _unspared(_RULES_AT_END.sub("", own), long).strip()


def _unsealed(text: str) -> str:
    """Take away seals of PGP and files written out in letters."""
    if "- next part -" in text:
        text = _SCRUBBED.sub("", text)
    if "-----BEGIN PGP" in text:
        text = _SEALED.sub("", _SIGNED.sub("", text))
    return _UUENCODED.sub("", text) if "\nbegin " in f"\n{text}" else text


def _spared(text: str) -> tuple[str, list[str]]:
    """Put aside what is too long for the heading of a quote: to search it costs much and finds nothing."""
    long: list[str] = []
    lines = []
    for line in text.replace(_SPARE, "").split("\n"):
        if len(line) > LONGEST_LINE and not _QUOTE.match(line):
            lines.append(f"{_SPARE}{len(long)}{_SPARE}")
            long.append(line)
        else:
            lines.append(line[: 2 * LONGEST_LINE])
    return "\n".join(lines), long


def _unspared(text: str, long: list[str]) -> str:
    return re.sub(f"{_SPARE}(\\d+){_SPARE}", lambda found: long[int(found[1])], text)


def _without_footer(text: str) -> str:
    """Cut off what lists and free mail services add: behind a rule, or a last paragraph about leaving."""
    lines = text.split("\n")
    for _ in range(MOST_FOOTERS):
        start = _start_of_footer(lines)
        if start is None:
            break
        del lines[start:]
        while lines and (_RULE.match(lines[-1]) or not lines[-1].strip()):
            lines.pop()
    return "\n".join(lines)


def _start_of_footer(lines: list[str]) -> int | None:
    for at in range(len(lines) - 1, max(-1, len(lines) - 30), -1):
        if _FOOTER_START.match(lines[at]):
            return at
        if _RULE.match(lines[at]) and _FOOTER.search("\n".join(lines[at + 1 :])):
            return at
    return None


def _without_quotes(text: str) -> str:
    """Cut off every line that is marked as a quote, and what follows the heading of an unmarked one."""
    text = _unquoted(text)
    for found in _headings(text):
        before, heading = text[: found.start()], found[0].strip()
        is_alone = not text[found.end() :].strip() and "\n" not in heading
        if before.strip() and not is_alone:
            return before
    return text


def _headings(text: str) -> Iterator[re.Match[str]]:
    """Find headings of quotes in order; the library is asked only where one may begin, or a line above."""
    asked = -1
    for candidate in _CANDIDATE.finditer(text, 0, SEARCHED_HEAD):
        line = text.rfind("\n", 0, candidate.start()) + 1
        for start in (text.rfind("\n", 0, max(0, line - 1)) + 1, line):
            if start > asked:
                asked = start
                found = openings_of_quotes().match(text, start)
                if found:
                    yield found


def _unquoted(text: str) -> str:
    """Drop quoted lines with the one or two that introduce them."""
    kept: list[str] = []
    was_quote = False
    has_quotes = _SHALLOW.search(text) is not None
    for line in text.split("\n"):
        is_quote = _QUOTE.match(line) is not None and (has_quotes or not _PROMPT.match(line))
        if is_quote and not was_quote:
            _drop_introduction(kept)
        if not is_quote:
            if was_quote and line.strip() and kept and kept[-1].strip():
                kept.append("")
            kept.append(line)
        was_quote = is_quote or (was_quote and not line.strip())
    return _BLANKS.sub("\n\n", "\n".join(kept))


def _drop_introduction(kept: list[str]) -> None:
    """Drop the lines that say whose words follow; programs break them into as many as three."""
    blank = 0
    while blank < min(2, len(kept)) and not kept[-1 - blank].strip():
        blank += 1
    lines = kept[: len(kept) - blank][-3:]
    while lines and not all(line.strip() for line in lines):
        lines = lines[1:]
    if not lines or not lines[-1].endswith((":", ">", ":*")):
        return
    known = openings_of_quotes().search("\n".join(lines))
    if not known and not _INTRODUCES.search(lines[-1]):
        return
    begins = next((count for count in range(1, len(lines) + 1) if _starts_heading(lines[-count])), 1)
    del kept[len(kept) - blank - begins :]


def _starts_heading(line: str) -> bool:
    return re.match(r"\s*(?:on|at|am|le|el|il|in|\d+|\w{2,11}, \d+)\b", line, re.IGNORECASE) is not None


def _without_signature(text: str) -> str:
    """Cut off the signature: the first place that looks like the beginning of one and is near the end."""
    at = max(0, text.rfind("\n", 0, max(0, len(text) - SEARCHED_TAIL)))
    for _ in range(MOST_TRIES):
        found = endings().search(text, at)
        if not found:
            return text
        if _is_ending(found[0].strip("\n"), text[: found.start()]):
            return text[: found.start()]
        line_end = text.find("\n", found.start() + len(found[0]) - len(found[0].lstrip()))
        if line_end < 0:
            return text
        at = line_end
    return text


def _is_ending(tail: str, before: str) -> bool:
    lines = [line for line in tail.strip().split("\n") if line.strip()]
    first = lines[0].strip() if lines else ""
    if set(first) <= set("-_") and len(first) == 2:
        return len(lines) <= 30
    if set(first) <= set("-_"):
        return len(lines) <= 12 or all(_HEAD_LINE.match(line) for line in lines[1:3])
    if len(lines) > 10 or not before.strip() or any(len(line) > 120 for line in lines[1:]):
        return False
    return re.match(r"(?i)sent |get |отправлен|послано|из моб", first) is not None or _is_sign_off(first)


def _is_sign_off(line: str) -> bool:
    """Tell «Best regards, Anna» from a sentence that begins as one."""
    found = re.match(r"(?i)(?:[^\W\d_]+ ){0,3}(?:regards|wishes|thanks|thank you|best|пожелани\w+"
        r"|уважением|доброго"
                     r"|хорошего|наилучшего|приветом|спасибо|удачи|ваша?|встречи|обнимаю|grüßen?"
                     r"|cordialement|saludos)", line)  # fmt: skip
    rest = line[found.end() :] if found else line.partition(",")[2]
    return _SIGN_OFF_REST.fullmatch(rest) is not None
