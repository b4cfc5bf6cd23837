"""Talking: one line to VK's API (dev.vk.com/api/api-requests) and to the servers it names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from veche.channels.connectors.vk.live.errors import BUSY, FAILING, meaning_of
from veche.channels.connectors.vk.values import dict_of, dicts_of, number_of
from veche.channels.terms.addresses import whole_address
from veche.channels.terms.live import Access, Doubtful
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.time import SECOND, now

if TYPE_CHECKING:
    import httpx

API, VERSION = "https://api.vk.com", "5.199"
NO_KEY = N_("This is no key of a community: VK gives one of letters, digits and dots like vk1.a.….")
BAD_API = N_("This is no address of a server of VK's API.")
SILENT = N_("VK does not answer.")
ODD = N_("VK answered with something that is no answer.")
CUT_OFF = N_("The line to VK broke after the message had gone out: it may stand there or not.")
NO_GROUP = N_("This key belongs to no community: create one in the community's own settings.")


class Line:
    """An open line to VK. `second` is the second of VK's clock at its latest answer."""

    def __init__(self, client: httpx.Client, api: str, keys: tuple[str, str]) -> None:
        self.client, self.api = client, api
        self.keys = keys  # of the community, of an administrator
        self.second = 0

    def ask(self, method: str, *, is_deed: bool = False, as_person: bool = False, **values: Any) -> Any:
        """Ask with a method, and answer its response.

        A deed is not to be done twice: where it may have been done, it raises `Doubtful`. What VK
        lets only people do is asked with an administrator's key, if there is one.
        """
        field = "user_token" if as_person and self.keys[1] else "token"
        told = {key: value for key, value in values.items() if value is not None}
        told |= {"access_token": self.keys[field == "user_token"], "v": VERSION}
        said = self._said("POST", f"{self.api}/method/{method}", is_deed=is_deed, data=told)
        if error := dict_of(said.get("error")):
            raise meaning_of(error, field)
        if "response" not in said:
            raise _odd(is_deed=is_deed)
        return said["response"]

    def listen(self, server: str, key: str, ts: str, wait: int, patience: float) -> dict[str, Any]:
        """Ask a long poll server for what comes after `ts`, waiting if there is nothing yet."""
        address = whole_address(server)
        asked = {"act": "a_check", "key": key, "ts": ts, "wait": str(wait)}
        return self._said("GET", address, is_deed=False, params=asked, timeout=patience)

    def upload(self, address: str, field: str, name: str, media_type: str, content: bytes) -> dict[str, Any]:
        """Bring a file to the address VK has named for it; nobody sees it before it is attached."""
        return self._said("POST", address, is_deed=False, files={field: (name, content, media_type)})

    def group(self, facts: Any) -> int:
        """Answer the number of the key's community, which `check` remembers."""
        return number_of(facts.get("group")) or number_of(self.community().get("id"))

    def community(self) -> dict[str, Any]:
        """Answer the community whose key this is."""
        said = self.ask("groups.getById")
        found = dicts_of(said.get("groups")) if isinstance(said, dict) else dicts_of(said)
        if not found:
            raise Refusal(Reason(NO_GROUP, field="token"))
        return found[0]

    def _said(self, verb: str, address: str, *, is_deed: bool, **options: Any) -> dict[str, Any]:
        try:
            reply = self.client.request(verb, address, **options)
        except Exception as error:
            meaning = _broken(error, is_deed=is_deed)
        else:
            self.second = _second_of(reply)
            return _read(reply, is_deed=is_deed)
        raise meaning  # outside of `except`: its trace would hold what was asked, with the key in it


@contextmanager
def line_to(access: Access) -> Iterator[Line]:
    """Open a line; refuses a key or an address that are none."""
    assert access.web is not None
    keys = tuple(access.settings.get(one, "").strip() for one in ("token", "user_token"))
    for key, field in zip(keys, ("token", "user_token"), strict=True):
        if (not key and field == "token") or not all(" " < sign < "\x7f" for sign in key):
            raise Refusal(Reason(NO_KEY, field=field))
    api = access.settings.get("api", "").strip().rstrip("/") or API
    if not api.startswith(("https://", "http://")):
        raise Refusal(Reason(BAD_API, field="api"))
    with access.web.client(follow_redirects=False) as client:
        yield Line(client, api, (keys[0], keys[1]))


def _read(reply: httpx.Response, *, is_deed: bool) -> dict[str, Any]:
    if reply.status_code == 429:
        raise Trouble(BUSY, float(number_of(reply.headers.get("retry-after"))) or None)
    if reply.status_code >= 500:
        raise Trouble(FAILING)
    try:
        said = reply.json()
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise _odd(is_deed=is_deed and reply.status_code < 300)
    return said


def _odd(*, is_deed: bool) -> Exception:
    return Doubtful(CUT_OFF) if is_deed else Trouble(ODD)


def _broken(error: Exception, *, is_deed: bool) -> Exception:
    """Answer what broke in our words; nothing of what was asked stands in it."""
    from veche.kit.web import BrokenOff

    if isinstance(error, BrokenOff):
        return Doubtful(CUT_OFF) if is_deed else Trouble(SILENT, error.retry_after)
    # A refusal is the door's; what else there is, is a fault of ours.
    return Trouble(SILENT, error.retry_after) if isinstance(error, Trouble) else error


def _second_of(reply: httpx.Response) -> int:
    try:
        return int(parsedate_to_datetime(reply.headers.get("date", "")).timestamp())
    except (TypeError, ValueError):
        return now() // SECOND
