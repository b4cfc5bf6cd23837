"""Which way letters go: examples of UAX #9, capitals standing for Hebrew as they do there."""

import pytest

from veche.kit.lettering.direction import in_order, levels_of

HEBREW = {capital: chr(0x5D0 + place) for place, capital in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
LATIN = {letter: capital for capital, letter in HEBREW.items()}


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("anna", "anna"), ("DAVID", "DIVAD"), ("anna DAVID", "anna DIVAD"), ("DAVID anna", "anna DIVAD"),
        ("DAVID 12", "12 DIVAD"), ("anna (DAVID) 12", "anna (DIVAD) 12"), ("DAVID (anna)", ")anna( DIVAD"),
        ("BEN-DAVID", "DIVAD-NEB"), ("DAVID 1,5", "1,5 DIVAD"), ("12 DAVID", "DIVAD 12"),
    ],
)  # fmt: skip
def test_a_line_stands_as_it_is_read(said, seen):
    text = "".join(HEBREW.get(letter, letter) for letter in said)

    shown = in_order(list(zip(levels_of(text), text, strict=True)))

    assert "".join(LATIN.get(letter, letter) for letter in shown) == seen
