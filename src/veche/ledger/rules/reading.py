"""Reading: what is seen in words at a glance."""

import re

from veche.ledger.terms import Mark

# Words a question starts with; «как» and «what» also start exclamations, so a plain
# beginning counts only in short sentences without an exclamation mark. «кто-то», «какие же» ask nothing.
_STARTS = re.compile(
    r"(?:^|[.!?\n]\s*|,\s)(?:а |и |но |and |but |so )?(?:(?:кто|что|где|когда|куда|откуда|почему|зачем"
    r"|сколько|какой|какая|какие|какое|чей)(?!-| же\b| бы\b)|подскажите"
    r"|посоветуйте|подскажи|посоветуй|не знаете|кто-нибудь"
    r"|кто-то знает|есть ли|можно ли|who|what|where|when|why|which|whose"
    r"|how (?:do|can|to|much|many|long|does|is|are|should)"
    r"|does any(?:one|body)|has any(?:one|body)|any(?:one|body) know|can (?:i|we|you|some(?:one|body))"
    r"|could (?:you|some(?:one|body))|is (?:there|it possible)|are there|do (?:you|we) (?:know|have))\b",
    re.IGNORECASE,
)
_QUESTION, _LINK = int(Mark.QUESTION), int(Mark.LINK)
_IN_LINK = re.compile(r"\S*://\S*")
_SHORT = 160


def is_question(words: str) -> bool:
    """Tell whether words want an answer: a question mark that ends a word, or a question's beginning.

    A mark inside a link is none; quoted lines (starting with >) are passed over.
    """
    if "?" in words:
        text = _IN_LINK.sub("", words) if "://" in words else words
        if ">" in text:
            text = "\n".join(line for line in text.split("\n") if not line.startswith(">"))
        if re.search(r"[\w)»\"'][ ]?\?(?![\w=&])", text):
            return True
    return len(words) <= _SHORT and "!" not in words and _STARTS.match(words) is not None


def marks_of(words: str) -> int:
    """Answer the marks that stand in words: a question, a link."""
    marks = _QUESTION if is_question(words) else 0
    if "://" in words or "www." in words or "t.me/" in words:
        marks |= _LINK
    return marks
