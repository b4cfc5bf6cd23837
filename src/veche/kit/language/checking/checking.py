"""Checking: all that can be found in a text, in its order, each place told once."""

from collections.abc import Iterable, Iterator

from veche.kit.language.checking.findings import Checked, Finding, Kind
from veche.kit.language.checking.readability import readability_of
from veche.kit.language.checking.sentences import sentences_in
from veche.kit.language.checking.spelling import misspelt_in
from veche.kit.language.checking.splitting import Pieces
from veche.kit.language.checking.typography import typography_in
from veche.kit.language.checking.wording import wordings_in

LANGUAGES = ("ru", "en")
# Characters that are read, and findings that are listed: more helps nobody.
LONGEST_TEXT = 200_000
MOST_FINDINGS = 1_000
_WEIGHT = {kind: place for place, kind in enumerate(Kind)}
# These are about whole sentences: they hold others.
_HOLDING = frozenset({Kind.LONG, Kind.SHOUTING, Kind.CHAIN, Kind.PASSIVE})


def check_text(text: str, language: str, *, own: Iterable[str] = ()) -> Checked:
    """Answer what may be better in a text whose main language is `ru` or `en`.

    Words of the other language are checked too.

    Places count Unicode code points of `text` as it is given: an emoji may be several, a line end of
    Windows is two (browsers count one: unify line ends first). `own` are words that are right here, in any
    form of theirs. Of a text in another language nothing is said. Never raises; takes time in the length of
    the text, and reads no more than `LONGEST_TEXT` of it.
    """
    if language not in LANGUAGES:
        return Checked((), readability_of((), "en"))
    pieces = Pieces(text[:LONGEST_TEXT])
    found = sorted(_all_in(pieces, language, own), key=lambda one: (one.start, _WEIGHT[one.kind], -one.end))
    kept = list(_apart(found))
    is_cut = len(text) > LONGEST_TEXT or len(kept) > MOST_FINDINGS
    return Checked(tuple(kept[:MOST_FINDINGS]), readability_of(pieces.sentences, language), is_cut)


def _all_in(pieces: Pieces, language: str, own: Iterable[str]) -> Iterator[Finding]:
    yield from misspelt_in(pieces, language, own)
    yield from wordings_in(pieces, language)
    yield from sentences_in(pieces, language)
    yield from typography_in(pieces, language)


def _apart(found: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what lies over a finding told before, unless one of the two is about a whole sentence."""
    reached = 0
    for one in found:
        if one.kind in _HOLDING:
            yield one
        elif one.start >= reached:
            reached = one.end
            yield one
