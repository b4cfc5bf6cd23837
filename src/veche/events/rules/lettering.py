"""Lettering: which typeface a piece of a name is printed in, and in which order its letters stand.

reportlab draws one glyph for each character from left to right. Names written from right to left are
put in that order here, and Arabic letters in the forms that join (Unicode Standard, 9.2); marks of
vowels between them, which most names go without, keep their letters from joining.
"""

import unicodedata
from functools import cache
from itertools import groupby

PLAIN, HAN, KANA, HANGUL = "plain", "han", "kana", "hangul"
_KANA, _HANGUL = ((0x3040, 0x30FF), (0x31F0, 0x31FF)), ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))
_HAN = ((0x2E80, 0x303F), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF))
_FORMS = ("<isolated>", "<initial>", "<medial>", "<final>")


def pieces_of(text: str) -> list[tuple[str, str]]:
    """Split a line as it is drawn into pieces of one typeface: (typeface, letters)."""
    line = as_drawn(text)
    is_japanese = any(_within(letter, _KANA) for letter in line)
    faces = [(_face(letter, is_japanese), letter) for letter in line]
    return [(face, "".join(one[1] for one in ones)) for face, ones in groupby(faces, key=lambda one: one[0])]


def as_drawn(text: str) -> str:
    """Answer a line's letters in the order in which they stand on paper."""
    if not any(_is_rightward(letter) for letter in text):
        return text
    runs = _runs(_joined(text))
    first = next((back for back, letters in runs if back or any(map(str.isalpha, letters))), False)
    if first:
        runs.reverse()
    return "".join(letters[::-1] if back else letters for back, letters in runs)


def _runs(text: str) -> list[tuple[bool, str]]:
    """Split by direction; spaces and signs go on with what stands before them, unless it turns."""
    runs: list[tuple[bool, str]] = []
    for letter in text:
        back = _is_rightward(letter)
        if not back and not letter.isalnum() and runs:
            back = runs[-1][0]
        if runs and runs[-1][0] == back:
            runs[-1] = (back, runs[-1][1] + letter)
        else:
            runs.append((back, letter))
    return runs


def _joined(text: str) -> str:
    """Put Arabic letters in the forms they have beside their neighbours."""
    forms, letters = _forms(), []
    for place, letter in enumerate(text):
        mine = forms.get(letter)
        if mine is None:
            letters.append(letter)
            continue
        before = forms.get(text[place - 1], {}) if place else {}
        after = forms.get(text[place + 1], {}) if place + 1 < len(text) else {}
        joins_before = "<initial>" in before and "<final>" in mine
        joins_after = "<initial>" in mine and "<final>" in after
        wish = _FORMS[(2 if joins_after else 3) if joins_before else (1 if joins_after else 0)]
        letters.append(mine.get(wish, mine.get("<isolated>", letter)))
    return "".join(letters)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Read the joining forms out of Unicode's own table: letter → form → character."""
    found: dict[str, dict[str, str]] = {}
    for number in (*range(0xFB50, 0xFBFF), *range(0xFE70, 0xFEFD)):
        form, _, letters = unicodedata.decomposition(chr(number)).partition(" ")
        if form in _FORMS and letters and " " not in letters:
            found.setdefault(chr(int(letters, 16)), {}).setdefault(form, chr(number))
    return found


def _face(letter: str, is_japanese: bool) -> str:
    if _within(letter, _HANGUL):
        return HANGUL
    if _within(letter, _KANA):
        return KANA
    if _within(letter, _HAN):
        return KANA if is_japanese else HAN
    return PLAIN


def _within(letter: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(letter) <= high for low, high in ranges)


def _is_rightward(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in {"R", "AL"}
