"""Ready layouts of letters, in both languages: a beginning that shows what the blocks are for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Blocks = list[dict[str, Any]]


def layout_of(key: str, language: str) -> tuple[str, Blocks]:
    """Answer the subject and the blocks a letter of this layout begins with; empty for an unknown one."""
    words = _RU if language == "ru" else _EN
    made = _LAYOUTS.get(key)
    return (words[f"{key}.subject"], made(words)) if made else ("", [])


def is_sample(text: str) -> bool:
    """Tell whether a text is one that a layout begins with to be written over."""
    return text.strip() in {words[key] for words in (_EN, _RU) for key in ("plain.text", "digest.text")}


def _heading(text: str, level: int = 2) -> dict[str, Any]:
    return {"kind": "heading", "text": text, "level": level}


def _text(text: str) -> dict[str, Any]:
    return {"kind": "text", "text": text}


def _plain(words: Mapping[str, str]) -> Blocks:
    return [_text(words["greeting"]), _text(words["plain.text"]), _text(words["signature"])]


def _digest(words: Mapping[str, str]) -> Blocks:
    return [
        _heading(words["digest.heading"], 1), _text(words["digest.lead"]),
        _heading(words["digest.news"]), _text(words["digest.text"]),
        {"kind": "listed", "of": "event", "most": 3, "title": words["digest.events"]},
        {"kind": "divider"}, _text(words["digest.ask"]), _text(words["signature"]),
    ]  # fmt: skip


def _invitation(words: Mapping[str, str]) -> Blocks:
    return [
        _text(words["greeting"]), _text(words["invitation.text"]),
        {"kind": "shown", "of": "event", "thing": "", "button": words["invitation.button"]},
        _text(words["invitation.why"]), _text(words["signature"]),
    ]  # fmt: skip


def _words(words: Mapping[str, str]) -> Blocks:
    return [
        _heading(words["words.heading"], 1), _text(words["words.lead"]),
        {"kind": "said", "text": ""}, {"kind": "said", "text": ""},
        {"kind": "divider"}, _text(words["words.ask"]), _text(words["signature"]),
    ]  # fmt: skip


_LAYOUTS = {"plain": _plain, "digest": _digest, "invitation": _invitation, "words": _words}
_EN = {
    "greeting": "Hello, {first_name|friend}!",
    "signature": "Yours,\nthe team of {community}",
    "plain.subject": "A letter from {community}",
    "plain.text": "Write here what you would say if you met them.",
    "digest.subject": "What is new in {community}",
    "digest.heading": "What is new",
    "digest.lead": "Hello, {first_name|friend}! The most important things of these days, in one letter.",
    "digest.news": "What happened",
    "digest.text": "- First piece of news, with a [link](https://example.org)\n- Second piece of news",
    "digest.events": "Where we meet",
    "digest.ask": "One thing we ask you for: answer this letter and tell what you would like to read here.",
    "invitation.subject": "{first_name|Friend}, come and join us",
    "invitation.text": "We meet soon, and it would be good to see you there.",
    "invitation.button": "I will come",
    "invitation.why": "Who comes: people like you. What to bring: good spirits. Questions: just answer.",
    "words.subject": "What people say in {community}",
    "words.heading": "People say",
    "words.lead": "Hello, {first_name|friend}! What we heard in our chats and found too good to lose.",
    "words.ask": "Would you like to say something too? Answer this letter.",
}
_RU = {
    "greeting": "Здравствуйте, {first_name|друг}!",
    "signature": "Ваша\nкоманда {community}",
    "plain.subject": "Письмо от {community}",
    "plain.text": "Напишите здесь то, что сказали бы при встрече.",
    "digest.subject": "Что нового в {community}",
    "digest.heading": "Что нового",
    "digest.lead": "Здравствуйте, {first_name|друг}! Самое важное за эти дни – в одном письме.",
    "digest.news": "Что произошло",
    "digest.text": "- Первая новость со [ссылкой](https://example.org)\n- Вторая новость",
    "digest.events": "Где встретимся",
    "digest.ask": "И одна просьба: ответьте на это письмо и расскажите, о чём вам хотелось бы читать.",
    "invitation.subject": "{first_name|Друг}, приходите к нам",
    "invitation.text": "Скоро встречаемся, и будем рады видеть вас.",
    "invitation.button": "Приду",
    "invitation.why": "Кто придёт: такие же люди, как вы. Что взять: хорошее настроение. Вопросы – в ответ.",
    "words.subject": "Что говорят в {community}",
    "words.heading": "Говорят участники",
    "words.lead": "Здравствуйте, {first_name|друг}! То, что прозвучало в наших чатах и что жаль потерять.",
    "words.ask": "Хотите сказать что-нибудь и вы? Ответьте на это письмо.",
}
