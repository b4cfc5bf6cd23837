"""An outside that speaks over web sockets: a real server in a thread, which says what its script says.

with lines.opened(script) as line:      # script(Talk): what happens on each socket, one after the other
    … connector.listen(…) at line.address …
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

from aiohttp import WSMsgType, web


@dataclass
class Talk:
    """One socket as the script sees it."""

    socket: web.WebSocketResponse
    number: int  # of the socket, from 0
    said: list[Any]  # what the connector said on all of them
    port: int = 0

    async def say(self, *messages: Any) -> None:
        """Say something as JSON."""
        for message in messages:
            await self.socket.send_str(message if isinstance(message, str) else json.dumps(message))

    async def hear(self) -> Any:
        """Wait for what the connector says; nothing where it has gone."""
        message = await self.socket.receive(timeout=5)
        if message.type is not WSMsgType.TEXT:
            return None
        self.said.append(json.loads(message.data))
        return self.said[-1]

    async def hang_up(self, code: int = 1000) -> None:
        """Close the socket for a reason."""
        await self.socket.close(code=code)


Script = Callable[[Talk], Awaitable[None]]


@dataclass
class Lines:
    """Where the sockets are, and what was said on them."""

    script: Script
    address: str = ""
    said: list[Any] = field(default_factory=list)
    count: int = 0
    ready: Event = field(default_factory=Event)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    async def answer(self, request: web.Request) -> web.WebSocketResponse:
        """Take one socket and follow the script on it."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        talk = Talk(socket, self.count, self.said, request.url.port or 0)
        self.count += 1
        await self.script(talk)
        while not socket.closed and await talk.hear() is not None:
            pass
        return socket

    def run(self) -> None:
        """Serve until the loop is stopped."""
        asyncio.set_event_loop(self.loop)
        app = web.Application()
        app.router.add_get("/{tail:.*}", self.answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        self.loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", 0)
        self.loop.run_until_complete(site.start())
        port = runner.addresses[0][1]
        self.address = f"ws://127.0.0.1:{port}/"
        self.ready.set()
        self.loop.run_forever()
        self.loop.run_until_complete(runner.cleanup())
        self.loop.close()


@contextmanager
def opened(script: Script) -> Iterator[Lines]:
    """Answer a running outside, gone at the end."""
    lines = Lines(script)
    thread = Thread(target=lines.run, daemon=True)
    thread.start()
    assert lines.ready.wait(5)
    try:
        yield lines
    finally:
        lines.loop.call_soon_threadsafe(lines.loop.stop)
        thread.join(5)
