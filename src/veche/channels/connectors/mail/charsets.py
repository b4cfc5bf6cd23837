"""Charsets: bytes to text where what a letter says of its own encoding is wrong, unknown or missing."""

import codecs
import io

from veche.kit.encodings import encoding_of

# Names that letters use and Python does not know, and those that stand for a larger set.
_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949", "euc-kr": "cp949", "x-windows-949": "cp949", "shift_jis": "cp932",
    "x-sjis": "cp932", "big5": "big5hkscs", "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8",
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "iso-8859-9": "cp1254",
    "windows-874": "cp874", "x-mac-cyrillic": "mac_cyrillic", "koi8r": "koi8-r", "koi-8": "koi8-r",
    "koi8": "koi8-r", "win-1251": "cp1251", "windows1251": "cp1251", "x-cp1251": "cp1251",
    "cp-1251": "cp1251", "utf8": "utf-8", "utf8mb4": "utf-8", "utf-8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8", "x-unicode-2-0-utf-7": "utf-7", "cp-850": "cp850", "ibm866": "cp866",
}  # fmt: skip
# Codecs of Python that are no charsets of a text, or cost more than they bring.
_NO_CHARSETS = frozenset(
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem")
)
_ASCII = frozenset(("ascii", "cp1252", "iso8859-1", "latin-1"))
_CYRILLIC = ("cp1251", "koi8-r", "cp866")
_FREQUENT = frozenset("оеаинтсрвл")


def decoded(data: bytes, charset: str = "") -> str:
    """Answer the text of bytes: by the charset they claim if that can be, else by what they look like."""
    if data.isascii() and not _is_escaping(charset):
        return data.decode("ascii")
    codec = _codec(charset)
    if codec in ("", "utf-8", *_ASCII) and (text := _strict(data, "utf-8")) is not None:
        return text
    text = _strict(data, codec) if codec and codec != "ascii" else None
    if text is None:
        codec = encoding_of(io.BytesIO(data[:65536]))
        return data.decode(codec, "replace")
    return _less_scrambled(data, text, codec)


def raw_decoded(text: str) -> str:
    """Answer a header whose raw bytes were kept as surrogates."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return decoded(text.encode("utf-8", "surrogateescape"))
    return text


def _codec(charset: str) -> str:
    name = charset.strip().strip("\"'").lower().partition("*")[0]
    try:
        codec = codecs.lookup(_ALIASES.get(name, name)).name if name else ""
        b"".decode(codec or "ascii")
    except (LookupError, ValueError, TypeError):
        return ""
    return "" if codec in _NO_CHARSETS else codec


def _is_escaping(charset: str) -> bool:
    """Tell charsets that write everything in ASCII by switching: UTF-7, ISO-2022, HZ."""
    return charset.lower().startswith(("utf-7", "iso-2022", "hz", "x-unicode", "utf-16", "utf-32"))


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError, LookupError):
        return None


def _less_scrambled(data: bytes, text: str, codec: str) -> str:
    """Undo Russian that claims one encoding and is in another: its commonest letters are not there."""
    if codec not in (*_CYRILLIC, "cp1252", "iso8859-5", "iso8859-2", "cp1250"):
        return text
    if _likeness(text) > 0.3:
        return text
    others = [other for name in _CYRILLIC if (other := _strict(data, name)) is not None]
    best = max(others, key=_likeness, default=text)
    return best if _likeness(best) > 0.45 else text


def _likeness(text: str) -> float:
    """Answer how much of the letters beyond ASCII are the commonest ones of Russian, in lower case."""
    foreign = [letter for letter in text[:5000] if letter > "\x7f"]
    if len(foreign) < 8:
        return 0.3
    return sum(letter in _FREQUENT for letter in foreign) / len(foreign)
