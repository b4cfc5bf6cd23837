"""Learns what each feature is worth for finding the answered message: `python -m benchmarks.linking --train`.

A softmax over the candidates of a message and «it starts something», by Adam on −log P(drawn by hand) with a
little pull to zero. Some features depend on links found before, so messages are looked at with the weights
of the round before, three times: the model learns among its own mistakes.
"""

import textwrap
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.linking import Chat, files, read_chat, score
from veche.inbox.rules.linking import Linker, weights
from veche.inbox.rules.linking.features import COUNT, PAIRS, RELATIONS, STARTS, STEPS
from veche.inbox.rules.linking.linker import probabilities
from veche.inbox.rules.linking.weights import Weights
from veche.inbox.rules.linking.window import LOOK_BACK

ROUNDS, PASSES, BATCH, PULL, PACE = 3, 20, 128, 3e-4, 0.03
RELATED = len(RELATIONS) * len(STEPS)


class Example(NamedTuple):
    """A message: the features of its candidates (a row each), of a start, and which rows are right."""

    candidates: np.ndarray
    start: np.ndarray
    right: np.ndarray


class Batch(NamedTuple):
    """Some messages on top of each other; candidates stand in the cells where `cells` is true."""

    candidates: np.ndarray
    starts: np.ndarray
    cells: np.ndarray
    right: np.ndarray


def learn(*, is_final: bool) -> None:
    """Learn and score. For good: from all but the held-out files, and written into the rules."""
    learning, choosing, _ = files()
    flat = plain_start()
    with ProcessPoolExecutor(2) as pool:
        for number in range(ROUNDS):
            paths = learning + choosing if is_final else learning
            examples = [e for found in pool.map(look, paths, [flat] * len(paths)) for e in found]
            flat = fit(flat, list(batches(examples)))
            chats = [read_chat(path) for path in choosing]
            print(f"round {number + 1}: {score(chats, partial(answers, flat))}", flush=True)
    if is_final:
        write(flat)


def plain_start() -> np.ndarray:
    """Answer weights that prefer what is near and by whom is named: enough for a first look."""
    flat = np.zeros(COUNT + len(STARTS))
    shaped = shape(flat)
    shaped.relations[:, 1:] = -0.4
    shaped.relations[:2, 0] = 3
    return flat


def shape(flat: np.ndarray) -> Weights:
    """Answer a row of numbers as weights, over the same memory."""
    relations = flat[:RELATED].reshape(len(RELATIONS), len(STEPS))
    return Weights(relations, flat[RELATED:COUNT], flat[COUNT:])


def answers(flat: np.ndarray, chat: Chat) -> dict[int, int]:
    """Answer the links found with these weights."""
    linker = Linker(shape(flat))
    links = (linker.hear(said) for said in chat.messages)
    return {link.number: link.number if link.answers is None else link.answers for link in links}


def look(path: Path, flat: np.ndarray) -> list[Example]:
    """Answer the annotated messages of a file as the model meets them with these weights."""
    chat, linker, found = read_chat(path), Linker(shape(flat)), []
    for said in chat.messages:
        if said.is_notice:
            continue
        now, ground, numbers = linker.look(said)
        drawn = chat.by_hand.get(said.number, set())
        right = [row for row, number in enumerate([*numbers, said.number]) if number in drawn]
        if right:
            features = ground.matrix().T.astype(np.uint8)
            found.append(Example(features, ground.starts.astype(np.uint8), np.array(right)))
        best = int(probabilities(ground, linker.weights).argmax())
        linker.remember(said, now, None if best == len(numbers) else best)
    return found


def batches(examples: list[Example]) -> Iterator[Batch]:
    """Answer the examples in batches of a drawn order. The last column is the start."""
    order = np.random.default_rng(1).permutation(len(examples))
    for place in range(0, len(order), BATCH):
        some = [examples[number] for number in order[place : place + BATCH]]
        cells = np.zeros((len(some), LOOK_BACK), bool)
        right = np.zeros((len(some), LOOK_BACK + 1), bool)
        for row, example in enumerate(some):
            count = len(example.candidates)
            cells[row, :count] = True
            right[row, np.where(example.right == count, LOOK_BACK, example.right)] = True
        yield Batch(
            np.concatenate([e.candidates for e in some]), np.array([e.start for e in some]), cells, right
        )


def slope(flat: np.ndarray, batch: Batch) -> np.ndarray:
    """Answer the gradient of the mean loss of a batch."""
    features = batch.candidates.astype(np.float32)
    worth = np.full(batch.right.shape, -1e9)
    worth[:, :-1][batch.cells] = features @ flat[:COUNT].astype(np.float32)
    worth[:, -1] = batch.starts @ flat[COUNT:]
    likely = np.exp(worth - worth.max(1, keepdims=True))
    likely /= likely.sum(1, keepdims=True)
    wanted = np.where(batch.right, likely, 0)
    missing = likely - wanted / np.maximum(wanted.sum(1, keepdims=True), 1e-12)
    pull = missing[:, :-1][batch.cells].astype(np.float32)
    return np.concatenate([pull @ features, missing[:, -1] @ batch.starts]) / len(batch.starts)


def fit(flat: np.ndarray, some: list[Batch]) -> np.ndarray:
    """Answer better weights after some passes (Adam, Kingma and Ba 2015), the pace falling to zero."""
    draw, step = np.random.default_rng(1), 0
    mean, square = np.zeros_like(flat), np.zeros_like(flat)
    for number in range(PASSES):
        pace = PACE * (1 + np.cos(np.pi * number / PASSES)) / 2
        for place in draw.permutation(len(some)):
            down = slope(flat, some[place]) + PULL * flat
            step += 1
            mean, square = 0.9 * mean + 0.1 * down, 0.99 * square + 0.01 * down**2
            flat = flat - pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return flat


def write(flat: np.ndarray) -> None:
    """Put the learnt numbers between the marks of the rules' table."""
    shaped = shape(flat)
    lines = ["RELATED: dict[str, str] = {"]
    for name, row in zip(RELATIONS, shaped.relations, strict=True):
        lines += [f'    "{name}": """', *textwrap.wrap(" ".join(map(told, row)), 100, initial_indent=" " * 8,
                                                        subsequent_indent=" " * 8), '    """,']  # fmt: skip
    lines += ["}", *_named("PAIRED", PAIRS, shaped.pairs), *_named("STARTING", STARTS, shaped.starts)]
    path = Path(weights.__file__)
    head, _, rest = path.read_text().partition("# fmt: off\n")
    _, _, tail = rest.partition("# fmt: on\n")
    path.write_text("\n".join([f"{head}# fmt: off", *lines, f"# fmt: on\n{tail}"]))


def told(number: float) -> str:
    """Answer a weight in two places, as a person reads it."""
    return f"{number + 0:.2f}".replace("-0.00", "0.00")


def _named(title: str, names: tuple[str, ...], numbers: np.ndarray) -> list[str]:
    pairs = zip(names, numbers, strict=True)
    return [f"{title} = {{", *(f'    "{name}": {told(number)},' for name, number in pairs), "}"]
