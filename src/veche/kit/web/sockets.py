"""Web sockets for whoever waits in a thread of its own: opened by the door, read one message at a time.

There is no thread and no queue behind a line: while nobody asks it, nothing of it moves. So what was
read is answered for, one message after another, by whoever reads it.
"""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from veche.kit.terms import Refusal, Trouble

if TYPE_CHECKING:
    import aiohttp

    from veche.kit.web import Web

LARGEST_MESSAGE = 16 * 1024**2
LONGEST_GOODBYE = 2.0


class Closed(Trouble):
    """The other side hung up; `code` is its reason as a number (RFC 6455, 7.4)."""

    def __init__(self, text: str, code: int = 0) -> None:
        self.code = code
        super().__init__(text)


class Line:
    """An open web socket. A broken one raises `Closed`, one that cannot be opened `Trouble`."""

    def __init__(self, web: Web, address: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._session: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        try:
            self._loop.run_until_complete(self._open(web, address))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def receive(self, timeout: float) -> str | None:
        """Answer the next message, or nothing if none came in so many seconds."""
        return self._loop.run_until_complete(self._receive(max(timeout, 0.001)))

    def send(self, text: str) -> None:
        """Say something."""
        self._loop.run_until_complete(self._send(text))

    def close(self) -> None:
        """Hang up; may be repeated."""
        if self._loop.is_closed():
            return
        try:
            self._loop.run_until_complete(asyncio.wait_for(self._close(), LONGEST_GOODBYE))
        except (TimeoutError, OSError):
            pass  # whoever does not answer a goodbye is gone too
        finally:
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()

    async def _open(self, web: Web, address: str) -> None:
        import aiohttp

        self._session = web.aiohttp_session()
        try:
            self._socket = await asyncio.wait_for(
                self._session.ws_connect(address, max_msg_size=LARGEST_MESSAGE), web.patience
            )
        except (Refusal, Trouble):
            raise
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            raise Trouble(f"the line could not be opened: {error or type(error).__name__}") from error

    async def _receive(self, timeout: float) -> str | None:
        import aiohttp

        socket = self._opened()
        try:
            message = await socket.receive(timeout=timeout)
        except TimeoutError:
            return None
        except (aiohttp.ClientError, OSError) as error:
            raise Closed(f"the line broke: {error}") from error
        if message.type is aiohttp.WSMsgType.TEXT:
            return str(message.data)
        if message.type is aiohttp.WSMsgType.BINARY:
            return bytes(message.data).decode("utf-8", "replace")
        raise Closed(f"the other side hung up: {_said(message)}", socket.close_code or 0)

    async def _send(self, text: str) -> None:
        import aiohttp

        try:
            await self._opened().send_str(text)
        except (aiohttp.ClientError, OSError) as error:
            raise Closed(f"the line broke: {error}") from error

    async def _close(self) -> None:
        if self._socket is not None:
            await self._socket.close()
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientWebSocketResponse:
        if self._socket is None:
            raise Closed("the line is not open")
        return self._socket


def _said(message: Any) -> str:
    return str(message.extra or message.data or message.type.name)[:200]
