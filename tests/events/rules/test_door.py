"""Codes are read back and foreign ones refused; scans are judged alike in any order."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.events.rules.door import digest_of, is_inside, judge, read_code, read_short, short_of, write_code
from veche.events.terms.door import Code, Outcome, Pass, PassKind

SECRETS = st.text("abcXYZ019-_", min_size=1, max_size=32)
PASSES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(PassKind), st.integers(0, 9)), max_size=10
).map(lambda rows: [Pass(str(n), at, kind, str(undoes)) for n, (at, kind, undoes) in enumerate(rows)])


@settings(max_examples=examples(200))
@given(st.integers(0, 2**40), SECRETS, st.binary(min_size=64, max_size=64))
def test_a_code_is_read_back_however_a_scanner_types_it(event, secret, signature):
    code = Code(event, secret, signature)
    written = write_code(code)
    typed = written.translate(str.maketrans("QWERTYUIOPASDFGHJKLZXCVBNM", "йцукенгшщзфывапролдячсмить"))

    assert read_code(written) == read_code(f" {written.lower()}\n") == read_code(typed) == code


@settings(max_examples=examples(200))
@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    for told in (text, f"V1{text}"):
        found = read_code(told)
        assert found is None or read_code(write_code(found)) == found


def test_a_number_is_typed_as_people_type():
    number = short_of(digest_of(7, "secret"))

    assert read_short(f" {number.lower()} ") == read_short(number.replace("-", "")) == number
    assert read_short("Анна") == ""


@settings(max_examples=examples(300))
@given(PASSES, st.randoms(use_true_random=False))
def test_the_order_in_which_scans_arrive_changes_nothing(passes, chance):
    shuffled = list(passes)
    chance.shuffle(shuffled)

    assert judge(shuffled) == judge(passes)
    assert is_inside(shuffled) == is_inside(passes)
    outcomes = judge(passes)
    inside = 0
    for one in sorted(passes, key=lambda one: (one.at, one.key)):
        inside += {Outcome.IN: 1, Outcome.OUT: -inside}.get(outcomes[one.key], 0)
        assert inside <= 1  # nobody is inside twice


def test_the_first_comes_in_and_every_other_is_a_double_until_they_go_out():
    told = [
        Pass("a", 10, PassKind.IN), Pass("b", 20, PassKind.IN), Pass("c", 30, PassKind.OUT),
        Pass("d", 40, PassKind.IN), Pass("e", 50, PassKind.IN), Pass("f", 60, PassKind.UNDO, "a"),
    ]  # fmt: skip

    assert list(judge(told).values()) == [
        Outcome.VOID, Outcome.VOID, Outcome.OUT, Outcome.IN, Outcome.DOUBLE, Outcome.UNDO,
    ]  # fmt: skip
