"""Cleaning: nh3 with the list of letters; Outlook's own comments are written anew, never copied."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from veche.kit.mail_markup.styles import clean_style

if TYPE_CHECKING:
    import nh3

TAGS = frozenset({
    "a", "abbr", "article", "b", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup",
    "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol", "p", "pre", "q", "s",
    "section", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "u", "ul",
})  # fmt: skip
_EVERYWHERE = {
    "align", "aria-hidden", "aria-label", "aria-roledescription", "bgcolor", "class", "dir", "height", "lang",
    "role", "style", "title", "valign", "width",
}  # fmt: skip
ATTRIBUTES = {
    "*": _EVERYWHERE, "a": {"href", "target"}, "img": {"alt", "border", "src"},
    "table": {"border", "cellpadding", "cellspacing"}, "td": {"colspan", "rowspan", "scope"},
    "th": {"colspan", "rowspan", "scope"}, "col": {"span"}, "ol": {"start", "type"},
    "font": {"color", "face", "size"},
}  # fmt: skip
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_WITH_CONTENT = {
    "audio", "canvas", "embed", "iframe", "math", "noembed", "noframes", "object", "script", "select",
    "style", "svg", "template", "textarea", "title", "video", "xmp",
}  # fmt: skip
_CLASS = re.compile(r"[\w \-]{1,200}")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
# What mrml writes for Outlook: a scaffold of tables that others must not see, or what Outlook must not.
_FOR_OUTLOOK = re.compile(r"\[if (mso \| IE|mso)\]>(.*)<!\[endif\]", re.DOTALL)
_NOT_FOR_OUTLOOK = {"[if !mso]><!": "<!--[if !mso]><!-->", "<![endif]": "<!--<![endif]-->"}
_SCAFFOLD = re.compile(r"<(/?)(table|tbody|tr|td)((?:\s+[\w-]+=\"[^\"<>]*\")*)\s*/?>|&nbsp;")
_PAIR = re.compile(r"([\w-]+)=\"([^\"<>]*)\"")
_SCAFFOLD_NAMES = frozenset({
    "align", "bgcolor", "border", "cellpadding", "cellspacing", "class", "role", "style", "valign", "width",
})  # fmt: skip
_SCAFFOLD_VALUE = re.compile(r"[\w #%.\-]{0,100}")
_STYLE = re.compile(r"<style\b([^>]*)>(.*?)</style\s*>", re.IGNORECASE | re.DOTALL)
_MEDIA = re.compile(r"\bmedia\s*=\s*[\"']([\w\s():,.\-]{1,150})[\"']", re.IGNORECASE)
_BODY = re.compile(r"<body\b([^>]*)>(.*?)(?:</body\s*>|\Z)", re.IGNORECASE | re.DOTALL)

Relative = Callable[[str], str | None]


def clean_mail(html: str, relative: Relative | None = None) -> str:
    """Answer the part of a letter's body that may stay: no script, frame, form, handler or foreign style.

    Addresses without a scheme go, unless `relative` answers what stands for them. Of the comments only
    Outlook's scaffold of tables stays, and that is rebuilt tag by tag from a list of its own: a
    comment never says what it said, so nothing can hide in one.
    """
    return _COMMENT.sub(_kept_comment, _cleaner(relative).clean(html))


def split_document(html: str) -> tuple[str, str]:
    """Answer what stands in the style elements of a document, and its body as an element of its own."""
    styles = "\n".join(_sheet(*found) for found in _STYLE.findall(_COMMENT.sub("", html)))
    rest = _STYLE.sub("", html)
    body = _BODY.search(rest)
    return (styles, f"<div{body[1]}>{body[2]}</div>") if body else (styles, rest)


def _sheet(attributes: str, css: str) -> str:
    media = _MEDIA.search(attributes)
    return f"@media {media[1]}{{{css}}}" if media else css


@cache
def _cleaner(relative: Relative | None) -> nh3.Cleaner:
    import nh3

    return nh3.Cleaner(
        tags=set(TAGS), clean_content_tags=_WITH_CONTENT, attributes=ATTRIBUTES,
        attribute_filter=_kept_attribute, strip_comments=False, link_rel=None, url_schemes=set(SCHEMES),
        url_relative=relative or "deny",
    )  # fmt: skip


def _kept_attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return clean_style(value) or None
    if name == "class":
        return value if _CLASS.fullmatch(value) else None
    if name == "target":
        return "_blank" if value == "_blank" else None
    return value


def _kept_comment(found: re.Match[str]) -> str:
    said = found[1]
    if said in _NOT_FOR_OUTLOOK:
        return _NOT_FOR_OUTLOOK[said]
    outlook = _FOR_OUTLOOK.fullmatch(said)
    if outlook is None:
        return ""
    scaffold = "".join(_kept_tag(tag) for tag in _SCAFFOLD.finditer(outlook[2]))
    return f"<!--[if {outlook[1]}]>{scaffold}<![endif]-->" if scaffold else ""


def _kept_tag(tag: re.Match[str]) -> str:
    if tag[2] is None:
        return tag[0]
    if tag[1]:
        return f"</{tag[2]}>"
    pairs = "".join(
        f' {name}="{value}"'
        for name, given in _PAIR.findall(tag[3])
        if (value := _scaffold_value(name, given)) is not None
    )
    return f"<{tag[2]}{pairs}>"


def _scaffold_value(name: str, value: str) -> str | None:
    if name not in _SCAFFOLD_NAMES:
        return None
    if name == "style":
        return clean_style(value.replace("&quot;", "'")).replace('"', "'") or None
    return value if _SCAFFOLD_VALUE.fullmatch(value) else None
