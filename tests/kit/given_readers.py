"""Readers that behave and misbehave, for the sandbox: a child must be able to import them."""

import os
import signal
import time

from veche.kit.terms import Reason, Refusal


def count(last):
    yield from range(last)


def refuse_after(last):
    yield from range(last)
    raise Refusal(Reason("It breaks at {line}.", place=str(last), values={"line": last}))


def stumble():
    yield 1
    raise ZeroDivisionError("a fault of ours")


def hoard():
    kept = []
    while True:
        kept.append(bytearray(16 * 1024**2))
        yield len(kept)


def dream():
    yield 1
    time.sleep(60)


def turn():
    yield 1
    while True:
        pass


def end_by(number):
    yield 1
    os.kill(os.getpid(), getattr(signal, number))


def write(path):
    with open(path, "w") as file:
        file.write("x")
        file.flush()
    yield 1


class Evil:
    def __reduce__(self):
        return os.system, ("true",)


def smuggle():
    yield Evil()


def surroundings():
    yield dict(os.environ)


def read_half(path):
    with open(path, "rb") as file:
        file.read(1000)
        yield 1
        time.sleep(60)
