"""The quick look before masking never spares a secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.ledger.rules.masking import BLOT, mask_secrets

SECRETS = (
    "AKIAABCDEFGHIJKLMNOP", "AIza" + "x" * 35, "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl",
    "пароль: тыква42", "https://a.example/?token=abcdef1234", "4111 1111 1111 1111", "ghp_" + "a1B2" * 6,
    "https://t.me/+AbCdEfGh1234", "Passcode – 123456", "xoxb-1234567890ab", "https://user:hunter22@a.example",
)  # fmt: skip


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_blotted_out_wherever_it_stands(secret):
    text, count = mask_secrets(f"привет {secret} пока")

    assert count == 1
    assert BLOT in text
    assert text.startswith("привет")
    assert text.endswith("пока")


@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(SECRETS)), max_size=5).map(" ".join))
def test_the_quick_look_changes_nothing(words):
    forced = mask_secrets(words + " =")  # a sign that makes it look closely, and is no secret itself

    assert mask_secrets(words) == (forced[0].removesuffix(" ="), forced[1])
