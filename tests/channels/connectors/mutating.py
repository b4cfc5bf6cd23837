"""Samples of files as a broken disk, a clumsy editor or an enemy would leave them."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st


def as_bytes(content: Any) -> bytes:
    """Answer a sample as a file: bytes and texts as they are, anything else as JSON."""
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return content.encode()
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def mutated(*samples: Any) -> st.SearchStrategy[bytes]:
    """Answer scratched bytes of the samples and, where they are JSON, trees with junk grafted in."""
    texts = st.sampled_from([as_bytes(sample) for sample in samples])
    rotten = st.builds(_scratch, texts, st.lists(_SCRATCHES, max_size=6))
    trees = [sample for sample in samples if not isinstance(sample, bytes | str)]
    if not trees:
        return rotten
    return rotten | st.builds(_graft, st.sampled_from(trees), st.lists(_GRAFTS, min_size=1, max_size=5))


_SCRATCHES = st.tuples(
    st.sampled_from(["cut", "drop", "twice", "write"]),
    st.floats(0, 1),
    st.integers(1, 40),
    st.binary(max_size=6)
    | st.sampled_from([b'"', b"{", b"]", b"\\x0b", b"\0", b"\xff", b"null", b"9" * 400, b"\n", b"<div>"]),
)
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.sampled_from(["1" * 300, "user", "channel", "\ud800", "NaN", "9999-99-99", -1, 0, 10**30]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
_GRAFTS = st.tuples(st.floats(0, 1), st.sampled_from(["put", "remove"]), JUNK)


def _scratch(data: bytes, scratches: list[tuple[str, float, int, bytes]]) -> bytes:
    for how, where, length, piece in scratches:
        at = int(where * len(data))
        if how == "cut":
            data = data[: at + 1]
        elif how == "drop":
            data = data[:at] + data[at + length :]
        elif how == "twice":
            data = data[: at + length] + data[at:]
        else:
            data = data[:at] + piece + data[at + len(piece) :]
    return data


def _graft(tree: Any, grafts: list[tuple[float, str, Any]]) -> bytes:
    tree = json.loads(json.dumps(tree))
    for where, how, junk in grafts:
        places = list(_places(tree))
        if places:
            around, key = places[int(where * (len(places) - 1))]
            if how == "remove":
                del around[key]
            else:
                around[key] = junk
    return as_bytes(tree)


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in keys:
        yield tree, key
        yield from _places(tree[key])
