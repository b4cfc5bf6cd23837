"""A database that was brought up in a hurry has the schema Django would have given it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

# `ROOMS=` takes all rooms, for half a minute.
ROOMS = os.environ.get("ROOMS", "people account").split() or [""]
BY_DJANGO, BY_US = "django.core.management.commands.migrate", "veche.kit.management.commands.migrate"
PROGRAM = """
import django
from django.core.management import call_command
django.setup()
from {command} import Command
for room in {rooms}:
    call_command(Command(), *filter(None, [room]), verbosity=0)
"""


@pytest.fixture
def schema(tmp_path):
    def made(command):
        folder = tmp_path / command
        folder.mkdir()
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("VECHE_")}
        surroundings |= {"VECHE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "veche.config.settings"}
        program = PROGRAM.format(command=command, rooms=ROOMS)
        subprocess.run([sys.executable, "-c", program], env=surroundings, check=True)
        with closing(sqlite3.connect(folder / "veche.sqlite3")) as connection:
            return sorted(map(repr, connection.execute("SELECT name, tbl_name, sql FROM sqlite_master")))

    return made


def test_the_schema_is_the_one_that_django_would_have_made(schema):
    assert schema(BY_US) == schema(BY_DJANGO)
