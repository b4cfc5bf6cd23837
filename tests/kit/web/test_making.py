"""The door as the settings make it; what is misspelt keeps Veche from starting."""

import subprocess
import sys

import pytest

from veche.config import environment
from veche.kit.web.making import web_for


def test_the_exceptions_of_the_settings_are_those_of_the_door(settings, listener):
    settings.MAY_REACH = [f"127.0.0.1:{listener.port}"]

    with web_for(["127.0.0.1"]).client() as client:
        assert client.get(f"http://127.0.0.1:{listener.port}/").content == b"hello"


def test_exceptions_are_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("VECHE_MAY_REACH", "chat.local:8065, 10.1.0.0/16")
    assert environment.reachable("MAY_REACH") == ["chat.local:8065", "10.1.0.0/16"]

    monkeypatch.setenv("VECHE_MAY_REACH", "10.1.0.0/99")
    with pytest.raises(SystemExit, match="VECHE_MAY_REACH"):
        environment.reachable("MAY_REACH")


def test_the_door_costs_nothing_until_somebody_goes_through():
    code = (
        "import sys, veche.kit.web, veche.kit.spool, veche.kit.previews;"
        "print([name for name in ('django', 'httpx', 'requests', 'aiohttp', 'idna') if name in sys.modules])"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
