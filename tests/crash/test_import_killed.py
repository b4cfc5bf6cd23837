"""Kill -9 of `veche import` at random moments: in the end everything is in once, as if nothing had happened.

`make crash` kills 200 times; without KILLS a few, so that every run of the suite sees some.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from benchmarks.generating import write_telegram_export

pytestmark = [pytest.mark.crash, pytest.mark.long]

KILLS = int(os.environ.get("KILLS", "3"))
RECORDS = 30_000
PATIENCE = 300
SETTING_UP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from veche.core.actions import found_organisation, open_community
from veche.core.terms import SYSTEM
owner = {"owner_email": "o@example.org", "owner_name": "O", "password": "a long enough passphrase"}
home, _ = found_organisation("Club", language="en", by=SYSTEM, **owner)
open_community(home, name="Runners", slug="runners", by=SYSTEM)
"""
# Everything the import put into the ledger, without the numbers and clocks of one run.
FACTS = """
SELECT i.external_id, i.kind, i.occurred_at, d.kind, d.value, d.name, i.reply_to, i.marks, w.text,
       p.external_id
FROM ledger_interaction i JOIN ledger_identity d ON d.id = i.identity_id
LEFT JOIN ledger_wording w ON w.interaction_id = i.id
LEFT JOIN ledger_reply r ON r.child_id = i.id LEFT JOIN ledger_interaction p ON p.id = r.parent_id
ORDER BY i.external_id, w.text
"""
ACCOUNT = "SELECT state, seen, new, revised, duplicate, refused, masked, refusals FROM channels_import"


def environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("VECHE_")}
    return kept | {"VECHE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "veche.config.settings"}


def house(folder: Path) -> Path:
    """A Veche with one community."""
    folder.mkdir()
    subprocess.run([sys.executable, "-c", SETTING_UP], env=environment(folder), check=True)
    return folder


def importing(folder: Path, file: Path) -> subprocess.Popen[bytes]:
    """`veche import`, as a person types it."""
    words = [sys.executable, "-m", "veche", "import", str(file), "--community", "runners", "--yes"]
    return subprocess.Popen(
        words, env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip


def finished(folder: Path, file: Path) -> None:
    process = importing(folder, file)
    _, complained = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, complained.decode()


def ask(folder: Path, question: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "veche.sqlite3", timeout=30)) as connection:
        return connection.execute(question).fetchall()


def done(folder: Path) -> list[tuple]:
    """The account of the import that came to its end; those cut off before their yes do not count."""
    return [account for account in ask(folder, ACCOUNT) if account[0] == "done"]


def test_an_import_killed_again_and_again_ends_as_an_undisturbed_one(tmp_path):
    draw = random.Random(20261123)
    file = tmp_path / "result.json"
    write_telegram_export(file, RECORDS, people=500)
    calm = house(tmp_path / "calm")
    finished(calm, file)

    kills = within = 0
    while kills < KILLS:
        stormy = house(tmp_path / f"stormy-{kills}")
        struck = storm(stormy, file, draw, KILLS - kills)
        kills, within = kills + len(struck), within + sum(0 < seen < RECORDS for seen in struck)

        assert done(stormy) == done(calm)
        assert ask(stormy, FACTS) == ask(calm, FACTS)
        assert is_whole(stormy)
    assert within > 0


def storm(folder: Path, file: Path, draw: random.Random, most: int) -> list[int]:
    """Kill the import at random moments until it ends in spite of that; answers where it was each time."""
    struck: list[int] = []
    while len(struck) < most and not done(folder):
        process, before = importing(folder, file), _seen(folder)
        if draw.random() < 0.7:  # in the middle of taking in, not only of what comes before
            _wait_for(lambda before=before: _seen(folder) > before, process)
        time.sleep(draw.uniform(0, 1))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            struck.append(_seen(folder))
        process.communicate()
    if not done(folder):
        finished(folder, file)
    return struck


def is_whole(folder: Path) -> bool:
    """Tell whether `veche check` finds nothing amiss."""
    words = [sys.executable, "-m", "veche", "check"]
    return (
        subprocess.run(words, env=environment(folder), stdout=subprocess.DEVNULL, check=False).returncode == 0
    )


def _seen(folder: Path) -> int:
    return int(ask(folder, "SELECT coalesce(max(seen), 0) FROM channels_import")[0][0])


def _wait_for(happened, process) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None and not happened():
        time.sleep(0.02)
