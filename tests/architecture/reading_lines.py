"""Looks for lines to the outside that do not go through the door, `kit/web`."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.inspecting import python_in

DOOR = "kit/web/"
CONNECTORS = ("channels/connectors/", "kit/smtp/")
MAY_TALK = {
    "kit/mail.py", "config/cli.py",
    # A server of the operator's own, which stands inside: only the environment names it.
    "ledger/columns/engines/clickhouse.py",
}  # fmt: skip
# What opens lines by itself.
CLIENTS = {
    "requests", "httpx", "httpcore", "urllib3", "aiohttp", "aiohttp_socks", "aiohappyeyeballs", "websockets",
    "http.client", "urllib.request", "socket", "ftplib", "telnetlib", "nntplib", "xmlrpc.client", "pycurl",
}  # fmt: skip
# What speaks to an outside over a line that it is given: a connector gives it the door's.
LIBRARIES = {
    "aiogram", "discord", "nio", "slack_sdk", "mastodon", "vk_api", "imap_tools", "feedparser", "imaplib",
    "smtplib", "poplib",
}  # fmt: skip
# Calls of theirs that would open one of their own.
OPENING = {
    "IMAP4", "IMAP4_SSL", "IMAP4_stream", "POP3", "POP3_SSL", "SMTP", "SMTP_SSL", "LMTP", "MailBox",
    "MailBoxTls", "MailBoxUnencrypted", "ClientSession", "TCPConnector", "UnixConnector", "AiohttpSession",
    "WebClient", "AsyncWebClient", "urlopen", "create_connection", "open_connection", "getaddrinfo",
    "open_unix_connection", "gethostbyname",
}  # fmt: skip
# Calls that open one of their own unless they are given one by this name.
GIVEN = {"VkApi": "session", "Mastodon": "session"}
# What of `socket` opens nothing.
HARMLESS = {"gethostname", "socket", "timeout", "gaierror"}


def lines_past_the_door(root: Path) -> list[str]:
    """Nothing talks to the outside but through the one door."""
    found = []
    for path, tree in python_in(root):
        where = str(path.relative_to(root))
        if where.startswith(DOOR) or where in MAY_TALK:
            continue
        nodes = list(_at_run_time(tree))
        is_connector = where.startswith(CONNECTORS)
        for node in nodes:
            for module in _imported(node):
                if _is_of(module, CLIENTS) and not (module == "socket" and _is_harmless(nodes)):
                    found.append(f"{where}:{node.lineno} {module}: talks to the outside past the door")
                elif _is_of(module, LIBRARIES) and not is_connector:
                    found.append(f"{where}:{node.lineno} {module}: only a connector speaks to its outside")
            if isinstance(node, ast.Call) and _opens(node):
                found.append(f"{where}:{node.lineno} {ast.unparse(node.func)}: opens a line of its own")
    return found


def _at_run_time(tree: ast.AST) -> Iterator[ast.AST]:
    """Answer every node but those that only a type checker reads."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        yield node
        yield from _at_run_time(node)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        longer = [f"{node.module}.{alias.name}" for alias in node.names]
        return [node.module] if _is_of(node.module, CLIENTS | LIBRARIES) else longer
    return []


def _is_of(module: str, names: set[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def _is_harmless(nodes: list[ast.AST]) -> bool:
    """Tell whether a file takes nothing of `socket` but names: of this machine, of types, of errors."""
    uses = {node.attr for node in nodes if isinstance(node, ast.Attribute) and _name(node.value) == "socket"}
    calls = [
        node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "socket.socket"
    ]
    taken = any(isinstance(node, ast.ImportFrom) and node.module == "socket" for node in nodes)
    return uses <= HARMLESS and not calls and not taken


def _opens(call: ast.Call) -> bool:
    name = _name(call.func)
    if name in GIVEN:
        return GIVEN[name] not in {word.arg for word in call.keywords}
    return name in OPENING


def _name(node: ast.AST) -> str:
    return str(getattr(node, "id", getattr(node, "attr", "")))
