"""How a process ends is answered as an exit code, and in words."""

import subprocess
import sys

import pytest

FORKING = """
import os, signal, sys
from veche.config.forking import exit_code, fork

def refuse(): raise SystemExit("VECHE_X must be a whole number")
def stop(): raise KeyboardInterrupt
def die(): os.kill(os.getpid(), signal.SIGKILL)
def break_(): return 1 / 0

print(exit_code(fork("veche test", {run})), end="")
"""


@pytest.mark.parametrize(
    ("run", "code", "said"),
    [
        ("lambda: None", "0", ""),
        ("lambda: 3", "3", ""),
        ("refuse", "1", "VECHE_X must be a whole number"),
        ("stop", "130", ""),
        ("die", "-9", ""),
        ("break_", "70", "Something broke: ZeroDivisionError"),
    ],
)
def test_a_forked_process_ends_as_a_command_would(run, code, said, tmp_path):
    program = FORKING.format(run=run)

    answer = subprocess.run(
        [sys.executable, "-c", program], env={"VECHE_DATA": str(tmp_path)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip

    assert answer.stdout == code
    assert said in answer.stderr
    assert ("ZeroDivisionError" in read(tmp_path)) == (code == "70")


def read(folder):
    log = folder / "errors.log"
    return log.read_text() if log.exists() else ""
