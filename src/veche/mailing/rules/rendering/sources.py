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
NOT_ALLOWED = N_("{tag} is not allowed in letters here.")
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*?(/?)>")
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
    bare = _COMMENTS.sub("", source)
    foreign = sorted({found.lower() for found in _FOREIGN.findall(bare)})
    if foreign:
        raise Refusal(*(Reason(NOT_ALLOWED, "source", values={"tag": tag}) for tag in foreign))
    if "<" in _TAG.sub("", bare):
        raise Refusal(Reason(NO_MJML, "source", values={"error": "<"}))
    _check_depth(bare)
    return to_parts(bare)


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
