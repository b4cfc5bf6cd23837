"""Words: text that is now a string and now a list of strings and entities."""

from typing import Any

from veche.ledger.terms import Handle


def words_of(text: Any) -> str:
    """Answer a message's words: links keep where they lead, quotes their sign, all else its text."""
    if type(text) is str:
        return text
    if type(text) is not list:
        return ""
    return "".join(_piece(piece) for piece in text)


def _piece(piece: Any) -> str:
    if type(piece) is str:
        return piece
    if type(piece) is not dict:
        return ""
    text = piece.get("text")
    if type(text) is not str:
        return ""
    kind = piece.get("type")
    if kind == "text_link":
        return _with_link(text, piece.get("href"))
    if kind == "blockquote":
        return "> " + text.replace("\n", "\n> ")
    return text


def _with_link(text: str, href: Any) -> str:
    if type(href) is not str or not href or href.rstrip("/") == text.rstrip("/"):
        return text
    return f"{text} ({href})" if text.strip() else href


def mentioned(text: Any) -> Handle | None:
    """Answer the one account that a text speaks to by its number; nothing if there are none or several."""
    if type(text) is not list:
        return None
    found = {
        (piece.get("user_id"), piece.get("text"))
        for piece in text
        if type(piece) is dict and piece.get("type") == "mention_name" and _is_number(piece.get("user_id"))
    }
    if len(found) != 1:
        return None
    [(number, _)] = found
    return Handle("telegram", str(number))


def _is_number(value: Any) -> bool:
    return type(value) is int and 0 < value < 1 << 63
