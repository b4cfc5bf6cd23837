"""Emoji: the signs behind the short names that most reactions have; others keep their name."""

import re

from veche.kit.text import clean_name

LONGEST = 40
_SHORT = re.compile(r"(?<![\w:]):([a-z0-9_+-]{1,60}):(?::skin-tone-[2-6]:)?(?![\w:])")
_SIGNS = {
    "+1": "👍", "thumbsup": "👍", "-1": "👎", "thumbsdown": "👎", "heart": "❤", "hearts": "♥", "tada": "🎉",
    "fire": "🔥", "eyes": "👀", "pray": "🙏", "raised_hands": "🙌", "clap": "👏", "joy": "😂", "smile": "😄",
    "grinning": "😀", "laughing": "😆", "slightly_smiling_face": "🙂", "wink": "😉", "blush": "😊",
    "heart_eyes": "😍", "sunglasses": "😎", "thinking_face": "🤔", "cry": "😢", "sob": "😭", "scream": "😱",
    "open_mouth": "😮", "rage": "😡", "white_check_mark": "✅", "heavy_check_mark": "✔", "x": "❌",
    "100": "💯", "rocket": "🚀", "star": "⭐", "star2": "🌟", "sparkles": "✨", "muscle": "💪",
    "ok_hand": "👌", "wave": "👋", "point_up": "☝", "partying_face": "🥳", "hugging_face": "🤗",
    "purple_heart": "💜", "blue_heart": "💙", "green_heart": "💚", "yellow_heart": "💛",
    "exploding_head": "🤯", "rolling_on_the_floor_laughing": "🤣", "bulb": "💡", "warning": "⚠",
    "question": "❓", "coffee": "☕",
    "sweat_smile": "😅", "innocent": "😇", "confetti_ball": "🎊", "trophy": "🏆", "cake": "🍰",
    "birthday": "🎂", "handshake": "🤝", "heavy_plus_sign": "➕", "raised_hand": "✋",
    "v": "✌", "see_no_evil": "🙈",
}  # fmt: skip


def sign_of(name: str) -> str:
    """Answer the emoji of a short name, without the colour of its skin."""
    name = name.partition("::")[0]
    return _SIGNS.get(name) or f":{clean_name(name, LONGEST)}:"


def with_signs(text: str) -> str:
    """Answer a text with the emoji whose short names we know."""
    return _SHORT.sub(lambda found: _SIGNS.get(found[1], found[0]), text)
