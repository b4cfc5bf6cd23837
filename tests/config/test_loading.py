"""What stands in memory as soon as Veche is up: idle memory is in the budget."""

import os
import subprocess
import sys

# Every page and job needs these. All else is imported in the function that uses it.
LOADED_AT_ONCE = {
    "_cffi_backend", "allauth", "anyio", "asgiref", "cryptography", "dj_database_url", "django", "fido2",
    "granian", "mailparser_reply", "orjson", "sqlparse", "whitenoise",
}  # fmt: skip
LOADING = """
import sys, threading
import veche.config.serving
from veche.kit.rooms import rooms

rooms()
files = {name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}
print(*{name.partition(".")[0] for name, file in files.items() if "site-packages" in file})
print(threading.active_count(), {thread.name for thread in threading.enumerate()})
"""


def test_only_what_everybody_needs_is_loaded_before_it_is_used_and_no_thread_runs_that_a_fork_would_lose(
    tmp_path,
):
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("VECHE_")}
    surroundings |= {"VECHE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "veche.config.settings"}

    answer = subprocess.run(
        [sys.executable, "-c", LOADING], env=surroundings, capture_output=True, text=True, check=True
    )

    packages, threads = answer.stdout.splitlines()
    assert set(packages.split()) - LOADED_AT_ONCE == set()
    assert threads == "1 {'MainThread'}"
