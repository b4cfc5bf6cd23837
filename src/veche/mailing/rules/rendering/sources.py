"""Sources: MJML through mrml and HTML through the inliner; neither ever sees what could hurt it.

Both libraries walk a tree by calling themselves, and a tree of twenty thousand levels ends the process. So
how deep a source goes is counted first, by a count that errs on the safe side.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from veche.kit.mail_markup import clean_css, clean_mail, split_document
from veche.kit.terms import N_, Reason, Refusal
from veche.mailing.rules.rendering.marks import marked_address, quoted
from veche.mailing.rules.rendering.styling import inlined
from veche.mailing.terms.writing import LONGEST_SOURCE

DEEPEST = 100
MOST_TAGS = 8000
TOO_LARGE = N_("The source is too large: {most} characters and {tags} tags are the most.")
TOO_DEEP = N_("The source is nested too deeply: {most} levels are the most.")
NO_MJML = N_("This is no MJML that can be read: {error}")
STRAY = N_("Line {line}: a “<” that begins no tag. For the sign itself write &lt;.")
UNQUOTED = N_("Line {line}: values of attributes stand in quotes, also in {tag}.")
NEVER_CLOSED = N_("Line {line}: {tag} is never closed.")
NEVER_OPENED = N_("Line {line}: {tag} closes what is not open.")
NOT_ALLOWED = N_("{tag} is not allowed in letters here.")
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*?(/?)>")
_BARE_VALUE = re.compile(r"=\s*[^\s\"'>]")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_FOREIGN = re.compile(r"<\s*(mj-include|mj-raw|mj-font)\b", re.IGNORECASE)


class Parts(NamedTuple):
    """A document apart: its style sheet and its body."""

    css: str
    body: str


def from_mjml(source: str) -> Parts:
    """Answer the parts of a letter written in MJML.

    Refuses what mrml cannot read, mj-include, mj-raw and mj-font, which reach outside, and what is too deep.
    """
    _check_size(source)
    bare = _COMMENTS.sub(lambda found: "\n" * found[0].count("\n"), source)
    foreign = sorted({found.lower() for found in _FOREIGN.findall(bare)})
    if foreign:
        raise Refusal(*(Reason(NOT_ALLOWED, "source", values={"tag": tag}) for tag in foreign))
    if (at := _TAG.sub(lambda found: " " * len(found[0]), bare).find("<")) >= 0:
        raise Refusal(Reason(STRAY, "source", values={"line": _line_at(bare, at)}))
    _check_depth(bare)
    try:
        return to_parts(bare)
    except Refusal as refusal:
        raise Refusal(_unquoted(bare) or _unpaired(bare) or refusal.reasons[0]) from refusal


def to_parts(mjml: str) -> Parts:
    """Answer the parts that mrml makes of MJML; nothing is ever included from outside."""
    import mrml

    try:
        # In attributes mrml writes signs of the private area in a way of its own, «\\u{e100}», and no mark.
        made = mrml.to_html(
            _TAG.sub(lambda tag: quoted(tag[0]), mjml), mrml.ParserOptions(include_loader=mrml.noop_loader())
        )
    except OSError as error:
        raise Refusal(Reason(NO_MJML, "source", values={"error": str(error)[:200]})) from error
    return Parts(*split_document(made.content))


def _unquoted(source: str) -> Reason | None:
    """Answer the first tag with a value that has no quotes: HTML allows that, and MJML does not."""
    for found in _TAG.finditer(source):
        if _BARE_VALUE.search(_QUOTED.sub('""', found[0])):
            values = {"line": _line_at(source, found.start()), "tag": f"<{found[2]}>"}
            return Reason(UNQUOTED, "source", values=values)
    return None


def _unpaired(source: str) -> Reason | None:
    """Answer the first tag that has no other half, with its line: mrml says only that there is one."""
    open_now: list[tuple[str, int]] = []
    for found in _TAG.finditer(source):
        end, tag, closed = found[1], found[2].lower(), found[3]
        if tag in _VOID or closed:
            continue
        if not end:
            open_now.append((tag, found.start()))
        elif open_now and open_now[-1][0] == tag:
            open_now.pop()
        elif any(tag == name for name, _ in open_now):
            break
        else:
            values = {"line": _line_at(source, found.start()), "tag": f"</{tag}>"}
            return Reason(NEVER_OPENED, "source", values=values)
    if not open_now:
        return None
    tag, at = open_now[-1]
    return Reason(NEVER_CLOSED, "source", values={"line": _line_at(source, at), "tag": f"<{tag}>"})


def _line_at(source: str, at: int) -> int:
    return source.count("\n", 0, at) + 1


def from_html(source: str) -> Parts:
    """Answer the parts of a letter written in HTML, its style sheets put into the elements.

    It is cleaned before the inliner sees it: what is clean is balanced, so its depth is known exactly.
    """
    _check_size(source)
    css, body = split_document(source)
    clean, css = clean_mail(body, marked_address), clean_css(css)
    _check_depth(clean)
    return Parts(*split_document(inlined(f"<style>{css}</style><body>{clean}</body>")))


def _check_size(source: str) -> None:
    if len(source) > LONGEST_SOURCE or source.count("<") > MOST_TAGS:
        values = {"most": LONGEST_SOURCE, "tags": MOST_TAGS}
        raise Refusal(Reason(TOO_LARGE, "source", values=values))


def _check_depth(source: str) -> None:
    """Refuse what may be too deep. An end without its beginning lifts nothing."""
    open_now: Counter[str] = Counter()
    for end, name, closed in _TAG.findall(source):
        tag = name.lower()
        if tag in _VOID or closed:
            continue
        if not end:
            open_now[tag] += 1
        elif open_now[tag]:
            open_now[tag] -= 1
        if open_now.total() > DEEPEST:
            raise Refusal(Reason(TOO_DEEP, "source", values={"most": DEEPEST}))
