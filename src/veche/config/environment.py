"""Reads settings from the environment; every name is described in docs/operate/settings.md.

The watcher reads them too: what it does not need is imported where it is.
"""

import os
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """Answer the setting VECHE_<name>, or the default where it is not set or empty."""
    return os.environ.get(f"VECHE_{name}") or default


def number(name: str, default: int) -> int:
    """Answer a whole-number setting; refuses to start with anything else."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise SystemExit(f"VECHE_{name} must be a whole number, not «{value}».") from None


def names(name: str, default: str) -> list[str]:
    """Answer a comma-separated setting as a list."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def reachable(name: str) -> list[str]:
    """Answer a comma-separated setting of hosts and networks; refuses to start with anything else."""
    from veche.kit.web.addresses import read_exceptions

    places = names(name, "")
    try:
        read_exceptions(places)
    except ValueError as error:
        raise SystemExit(f"VECHE_{name} must be hosts, addresses or networks: {error}.") from None
    return places


def data_folder() -> Path:
    """Answer the folder of all data, made if it is not there, closed to other users."""
    folder = Path(text("DATA") or Path.home() / ".local/share/veche").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key(folder: Path) -> str:
    """Answer the signing key: from the environment, or from a file outside the database."""
    import secrets

    if key := text("SECRET_KEY"):
        return key
    path = folder / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
