"""Arrays of giant JSON files: the same elements as the plain parser, or a refusal that names the place."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.kit import json_arrays
from veche.kit.json_arrays import read_arrays
from veche.kit.terms import Refusal

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.text(max_size=20)
    | st.floats(allow_nan=False)
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "messages", "text", '"messages":[', "},{"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)
layouts = st.sampled_from(
    [{"indent": 1}, {"indent": 4, "ensure_ascii": False}, {"separators": (",", ":")}, {}]
)


@pytest.fixture(autouse=True, params=[16, 64, 4096])
def small_chunks(request, monkeypatch):
    monkeypatch.setattr(json_arrays, "CHUNK", request.param)


@given(elements=st.lists(values, max_size=12), after=values, layout=layouts)
def test_every_element_comes_through_whatever_the_layout(elements, after, layout):
    document = {"name": "Чат", "inner": {"list": [1, {"b": 2}]}, "messages": elements, "after": after}

    array = next(iter(read_arrays(_file(document, layout), "messages")))
    found = list(array.elements)

    assert found == elements
    assert array.context == {"name": "Чат", "inner": {"list": [1, {"b": 2}]}}


@given(elements=st.lists(values, min_size=1, max_size=6), layout=layouts, data=st.data())
def test_a_file_that_breaks_off_is_refused_with_the_place(elements, layout, data):
    whole = _file({"name": "x", "messages": elements}, layout).getvalue()
    cut = data.draw(st.integers(1, len(whole) - 1))

    with pytest.raises(Refusal) as refusal:
        for array in read_arrays(io.BytesIO(whole[:cut]), "messages"):
            list(array.elements)

    assert 0 <= int(refusal.value.reasons[0].place) <= cut


def test_arrays_deep_inside_know_what_stands_around_them():
    document = {
        "about": "export",
        "chats": {
            "list": [{"name": "a", "id": 1, "messages": [{"n": 1}]}, {"name": "b", "messages": [{"n": 2}]}]
        },
    }

    found = [
        (a.context["name"], list(a.elements)) for a in read_arrays(_file(document, {"indent": 1}), "messages")
    ]

    assert found == [("a", [{"n": 1}]), ("b", [{"n": 2}])]


def test_an_array_at_the_top_has_no_key():
    array = next(iter(read_arrays(_file([{"a": 1}, {"a": 2}], {}))))

    assert (array.key, list(array.elements)) == ("", [{"a": 1}, {"a": 2}])


def test_broken_letters_do_not_stop_the_reading():
    raw = b'{"messages": [{"text": "\xff\xfe broken", "lone": "\\ud83d"}, {"text": "ok"}]}'

    array = next(iter(read_arrays(io.BytesIO(raw), "messages")))

    assert [element["text"][-6:] for element in array.elements] == ["broken", "ok"]


@pytest.mark.parametrize(
    "raw", [b"", b"   ", b"\x00\x01\x02", b"hello", b"[" * 5000, b'{"a":' * 5000, b"{]}"]
)
def test_junk_gives_a_refusal_or_nothing_but_never_a_crash(raw):
    try:
        for array in read_arrays(io.BytesIO(raw), "messages"):
            list(array.elements)
    except Refusal:
        pass


def _file(document, layout) -> io.BytesIO:
    return io.BytesIO(json.dumps(document, **layout).encode())
