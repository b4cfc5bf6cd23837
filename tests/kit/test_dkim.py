"""Our signatures, read by another's eyes: dkimpy verifies what `kit.dkim` signs."""

import dkim
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.kit.dkim import ED25519, RSA, check_selector, new_key, record_of, signer_of
from veche.kit.terms import Refusal

KEYS = {kind: new_key(kind) for kind in (RSA, ED25519)}
HEAD = (
    b"From: =?utf-8?B?0JrQu9GD0LE=?=\r\n <news@club.example>\r\nTo: anna@example.org\r\n"
    b"Subject:  Two   words\r\n"
    b"List-Unsubscribe: <https://club.example/l/t/u>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
)


def verified(letter: bytes, kind: str) -> bool:
    return dkim.verify(letter, dnsfunc=lambda *_, **__: record_of(KEYS[kind]).encode())


def signed(body: bytes, kind: str = RSA) -> bytes:
    return signer_of("club.example", "veche", KEYS[kind]).signed(HEAD + b"\r\n" + body)


@pytest.mark.parametrize("kind", [RSA, ED25519])
def test_a_signature_is_verified_by_others_and_covers_the_way_out_of_the_list(kind):
    letter = signed("Привет,  мир \r\n\r\n\r\n".encode(), kind)

    assert verified(letter, kind)
    assert not verified(letter.replace(b"/l/t/u", b"/l/x/u"), kind)
    assert not verified(letter.replace(b"One-Click", b"None"), kind)
    assert not verified(b"From: evil@example.net\r\n" + letter, kind)


@settings(max_examples=examples(100))
@given(st.lists(st.text(st.sampled_from("ая \t.=b"), max_size=30), max_size=8))
def test_any_body_is_seen_alike(lines):
    assert verified(signed(b"".join(line.encode() + b"\r\n" for line in lines), ED25519), ED25519)


def test_a_selector_is_a_name_of_the_dns():
    check_selector("veche-2026")
    for odd in ("", "a b", "a;b", "-a", "a" * 61):
        with pytest.raises(Refusal):
            check_selector(odd)
