"""The `veche` command: friendly names."""

import os
import sys

from veche.config.explaining import explained

COMMANDS = {
    "up": "start everything on this machine: web, workers and scheduler",
    "web": "start the web server alone, for more than one machine",
    "work": "start workers and scheduler alone, for more than one machine",
    "import": "take in an export: a chat, a list, a mailbox",
    "export": "write people or interactions to a file",
    "demo": "fill a believable demo community",
    "user": "make a user, set a password, give a role, list who works here",
    "check": "check that everything is whole: database, audit, search, figures",
    "rebuild-columns": "make the columnar copy of the ledger anew",
    "backup": "write everything to one file, while Veche runs",
    "restore": "bring a backup back into an empty Veche",
    "migrate": "bring the database to this version (up does it by itself)",
}


def main() -> None:
    """Run a command; answers 0 when done, 1 when refused, 70 when something broke, 130 when stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veche.config.settings")
    words = sys.argv[1:]
    if not words or words[0] in {"-h", "--help", "help"}:
        print_help()
        return
    if words[0] in {"--version", "version"}:
        from veche import __version__

        print(f"Veche {__version__}")  # noqa: T201
        return
    sys.exit(explained(lambda: _run(words)))


def print_help() -> None:
    """Print the commands with a line each."""
    width = max(map(len, COMMANDS))
    lines = [f"  veche {name.ljust(width)}  {line}" for name, line in COMMANDS.items()]
    print("Veche: the workbench of the community manager.\n", *lines, sep="\n")  # noqa: T201
    print("\nveche COMMAND --help says more. Settings: docs/operate/settings.md")  # noqa: T201


def _run(words: list[str]) -> int:
    if words[0] in {"up", "web"}:
        from veche.config import running

        return running.up(words[1:]) if words[0] == "up" else running.web(words[1:])
    from django.core.management import ManagementUtility

    ManagementUtility(["veche", words[0].replace("-", "_"), *words[1:]]).execute()
    return 0
