"""Talking: methods of VK's API through vk_api over the guarded door, and what its errors mean.

Codes: <https://dev.vk.com/en/reference/errors>.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from veche.channels.connectors.vk.values import dict_of, number_of, text_of
from veche.channels.terms.live import Access, Doubtful
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.text import clean_name

VERSION = "5.199"
API = "https://api.vk.ru"
NO_GROUP = N_("The number of the community is missing: it stands in its address, as in vk.com/club123.")
SILENT = N_("VK does not answer.")
ODD = N_("VK answered with something that is no answer.")
CUT_OFF = N_("The line to VK broke after the message had gone out: it may stand there or not.")
SLOW = N_("VK asks to wait before the next question.")
FAILING = N_("VK has a fault of its own at the moment.")
CAPTCHA = N_("VK wants a person to prove that it is one. It lets go after a while.")
SAID_NO = N_("VK refuses: {said}")
ADMIN_ONLY = N_("VK lets only an administrator's own key do this: fill it in among the settings.")
_LACKS = N_("The key lacks the right to do this: make one with the rights that the steps name.")
_WAITS = {6: 1.0, 9: 60.0, 29: 600.0}
_FAULTS = frozenset({1, 10, 43, 603})
_MEANINGS = {
    5: N_("VK does not know this key. Make a new one in the settings of the community."),
    7: _LACKS, 15: N_("VK gives no access to this."), 18: N_("This page was deleted or blocked."),
    27: ADMIN_ONLY, 28: ADMIN_ONLY, 203: N_("VK gives no access to this community."),
    212: N_("Comments under this post are closed."), 213: N_("Comments under this post are closed."),
    214: N_("VK does not let this be published."), 900: N_("This person has blocked the community."),
    901: N_("A community may write only to people who have written to it first."),
    902: N_("This person takes no messages because of their privacy settings."),
    914: N_("The message is too long for VK."), 917: N_("The community is not in this chat."),
    925: N_("The community is no administrator of this chat."), 945: N_("This chat is closed."),
}  # fmt: skip


class Line:
    """An open line to VK's API, with the community's key or its administrator's."""

    def __init__(self, access: Access, session: Any) -> None:
        self.access, self.session = access, session
        self.group = group_of(access)

    def ask(self, method: str, *, is_deed: bool = False, as_admin: bool = False, **values: Any) -> Any:
        """Ask with a method and answer its response.

        A deed is not to be done twice: where it may have been done, it raises `Doubtful`.
        """
        key = self.access.settings.get("admin_token", "").strip() if as_admin else ""
        try:
            return self._api(key).method(method, {k: v for k, v in values.items() if v is not None})
        except Exception as error:
            meaning = _meaning(error, is_deed=is_deed)
        raise meaning  # outside of `except`: its trace would hold the key

    def wait(self, server: str, **values: Any) -> dict[str, Any]:
        """Ask a long poll server, which answers when there is news."""
        from veche.kit.web import BrokenOff

        try:
            reply = self.session.get(server, params=values, timeout=float(values["wait"]) + 5)
            answer = reply.json() if reply.ok else None
        except ValueError:
            answer = None
        except (BrokenOff, Trouble):
            answer = ()
        if type(answer) is not dict:
            raise Trouble(ODD if answer is None else SILENT)
        return answer

    def _api(self, key: str) -> Any:
        from jconfig import MemoryConfig  # type: ignore[import-untyped]
        from vk_api.vk_api import VkApiGroup  # type: ignore[import-untyped]

        token = key or self.access.settings.get("token", "").strip()
        api = VkApiGroup(token=token, api_version=VERSION, session=self.session, config=MemoryConfig)
        api.error_handlers = {}  # we wait and try again ourselves
        return api


class _Elsewhere:
    """A session that asks another server of the API than VK's own."""

    def __init__(self, session: Any, api: str) -> None:
        self.session, self.api = session, api.rstrip("/")

    def post(self, url: str, *values: Any, **options: Any) -> Any:
        return self.session.post(url.replace(API, self.api, 1), *values, **options)

    def get(self, url: str, **options: Any) -> Any:
        return self.session.get(url, **options)


@contextmanager
def line_to(access: Access) -> Iterator[Line]:
    """Open a line; refuses settings without a community."""
    assert access.web is not None
    group_of(access)
    api = access.settings.get("api", "").strip()
    with access.web.requests_session() as session:
        yield Line(access, _Elsewhere(session, api) if api else session)


def group_of(access: Access) -> int:
    """Answer the number of the community, also written as «club123» or as a link."""
    told = access.settings.get("group", "").strip().rstrip("/").rpartition("/")[2]
    number = number_of(told.removeprefix("club").removeprefix("public").removeprefix("event"))
    if not number:
        raise Refusal(Reason(NO_GROUP, field="group"))
    return abs(number)


def refusal_of(code: int, said: str) -> Exception:
    """Answer what an error of VK means."""
    if code in _WAITS:
        return Trouble(SLOW, _WAITS[code])
    if code in _FAULTS:
        return Trouble(FAILING)
    if code == 14:
        return Trouble(CAPTCHA, 600.0)
    return Refusal(_MEANINGS.get(code) or Reason(SAID_NO, values={"said": clean_name(said, 200)}))


def _meaning(error: Exception, *, is_deed: bool) -> Exception:
    from vk_api.exceptions import ApiError, ApiHttpError  # type: ignore[import-untyped]

    from veche.kit.web import BrokenOff

    if isinstance(error, ApiError):
        told = dict_of(error.error)
        return refusal_of(number_of(told.get("error_code")), text_of(told.get("error_msg")))
    if isinstance(error, ApiHttpError):
        return Trouble(FAILING)
    if is_deed and isinstance(error, (BrokenOff, ValueError, KeyError, TypeError)):
        return Doubtful(CUT_OFF)
    if isinstance(error, Trouble):
        return Trouble(SILENT, error.retry_after)
    return Trouble(ODD) if isinstance(error, (ValueError, KeyError, TypeError)) else error
