"""Beginnings: every prefix of JSON says as much as it holds and never more."""

import json

from hypothesis import given
from hypothesis import strategies as st

from veche.channels.rules.beginnings import beginning_of, promising
from veche.kit.files import Member

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=15,
)


@given(
    value=st.lists(values) | st.dictionaries(st.text(max_size=5), values), layout=st.sampled_from([None, 1])
)
def test_whole_texts_are_read_whole(value, layout):
    assert beginning_of(json.dumps(value, indent=layout).encode()) == value


@given(value=st.dictionaries(st.text(max_size=5), values), share=st.floats(0, 1))
def test_any_prefix_holds_the_first_keys(value, share):
    text = json.dumps(value).encode()

    found = beginning_of(text[: int(share * len(text))])

    assert found is None or list(found) == list(value)[: len(found)]


@given(st.binary(max_size=60) | st.text(alphabet='{}[],:" \\truefals01', max_size=60).map(str.encode))
def test_nothing_breaks_it(sample):
    beginning_of(sample)


def test_lines_of_json_begin_with_the_first():
    assert beginning_of(b'{"a": 1}\n{"b": 2}') == {"a": 1}


def test_unknown_escapes_do_not_hide_the_rest():
    assert beginning_of(b'{"name": "a\\x0b", "id": 5, "mess') == {"name": "", "id": 5}


def test_deep_nesting_is_no_export():
    assert beginning_of(b"[" * 5000) is None


def test_names_only_save_looking():
    few = [Member("a.jpg", 1), Member("b.json", 1)]
    many = [Member(f"{n}.jpg", 1) for n in range(100)]

    assert promising(few, ".json") == few
    assert promising([*many, *few], ".json") == [few[1]]
    assert promising(many, ".json") == many[:20]
