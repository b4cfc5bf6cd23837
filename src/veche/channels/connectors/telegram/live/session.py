"""Session: aiogram's methods over the guarded door. Comes with aiogram: import it where it is needed."""

from collections.abc import AsyncGenerator
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods.base import TelegramMethod, TelegramType


class Session(BaseSession):
    """Asks the Bot API through a client of our door; nobody else runs in its loop, so it may wait."""

    def __init__(self, client: Any, api: TelegramAPIServer) -> None:
        super().__init__(api=api)
        self.client = client

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        """Ask, and answer what aiogram makes of the reply."""
        files: dict[str, Any] = {}
        values = {}
        for key, value in method.model_dump(warnings=False).items():
            prepared = self.prepare_value(value, bot=bot, files=files)
            if prepared:
                values[key] = prepared
        parts = {
            key: (file.filename or key, b"".join([part async for part in file.read(bot)]))
            for key, file in files.items()
        }
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        waits = {} if timeout is None else {"timeout": float(timeout)}
        reply = self.client.post(url, data=values, files=parts or None, **waits)
        response = self.check_response(
            bot=bot, method=method, status_code=reply.status_code, content=reply.text
        )
        return response.result  # type: ignore[return-value]

    async def close(self) -> None:
        """Leave the client to whoever opened it."""

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        """Answer no files: the connector fetches none."""
        raise NotImplementedError
        yield b""  # pragma: no cover
