"""Writes the demo's year as the files that real communities have: the importers read nothing else."""

import io
import json
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from random import Random
from typing import Any

from veche.kit.text import latin
from veche.kit.time import HOUR
from veche.portal.rules.cast import Player
from veche.portal.rules.sheets import profile_of, sheets_of
from veche.portal.rules.year import CHAT, LIST, SLACK, WALL, Said, Year

GROUP, CHANNEL = 1_900_000_001, 1_900_000_002
CHAT_TITLE = "Бегуны: чат"
# Numbers nobody has there: a made-up person must not link to somebody's real page.
_NOBODY_IN_TELEGRAM = 990_000_000_000


Content = dict[str, Any]


def exports_of(year: Year) -> dict[str, bytes]:
    """Answer the files of the year by name: five channels and three sheets."""
    return {
        "Бегуны-чат.json": _telegram_chat(year),
        "Бегуны-новости.json": _telegram_channel(year),
        "run-the-city-slack.zip": _slack(year),
        "vk-стена.json": _vk(year),
        "organisers.mbox": _mbox(year),
        **sheets_of(year),
    }


def _telegram_chat(year: Year) -> bytes:
    messages: list[Content] = []
    for at, player, inviter in year.joins:
        if not player.is_foreign:
            messages.append(_joined(at, player, inviter))
    messages += [_telegram_message(said) for said in year.said[CHAT]]
    messages.sort(key=lambda message: int(str(message["date_unixtime"])))
    head = {"name": CHAT_TITLE, "type": "private_supergroup", "id": GROUP}
    return _json(head | {"messages": _numbered(messages)})


def _numbered(messages: list[Content]) -> list[Content]:
    """Give messages their ids in order and point replies at them."""
    ids = {message["said"]: place for place, message in enumerate(messages, start=1) if "said" in message}
    for place, message in enumerate(messages, start=1):
        message["id"] = place
        message.pop("said", None)
        if "replies" in message:
            message["reply_to_message_id"] = ids[message.pop("replies")]
    return messages


def _joined(at: int, player: Player, inviter: Player | None) -> Content:
    head = {"type": "service", **_clock(at), "text": "", "text_entities": []}
    if inviter is None:
        how = {"action": "join_group_by_link", "actor": player.nick, "actor_id": _user(player)}
        return head | how | {"inviter": "Group"}
    who = {"actor": inviter.nick, "actor_id": _user(inviter)}
    return head | who | {"action": "invite_members", "members": [player.nick]}


def _telegram_message(said: Said) -> Content:
    message: Content = {
        "said": said.number,
        "type": "message",
        **_clock(said.at),
        "from": said.who.nick,
        "from_id": _user(said.who),
        "text": said.text,
        "text_entities": [{"type": "plain", "text": said.text}],
    }
    if said.reply_to:
        message["replies"] = said.reply_to
    if said.likes:
        recent = [
            {"from": p.nick, "from_id": _user(p), "date": _clock(said.at + HOUR)["date"]} for p in said.likes
        ]
        message["reactions"] = [{"type": "emoji", "count": len(recent), "emoji": "🔥", "recent": recent}]
    return message


def _telegram_channel(year: Year) -> bytes:
    draw = Random(1)  # noqa: S311
    messages = [
        {
            "id": post.number,
            "type": "message",
            **_clock(post.at),
            "from": "Бегуны: новости",
            "from_id": f"channel{CHANNEL}",
            "text": post.text,
            "text_entities": [{"type": "plain", "text": post.text}],
            "reactions": [{"type": "emoji", "count": draw.randint(3, 60), "emoji": "❤"}],
        }
        for post in year.posts
    ]
    return _json({"name": "Бегуны: новости", "type": "public_channel", "id": CHANNEL, "messages": messages})


def _slack(year: Year) -> bytes:
    foreigners = [p for p in year.cast if p.is_foreign]
    days: dict[str, list[Content]] = {}
    stamps = {said.number: f"{said.at // 1000}.{said.number:06d}" for said in year.said[SLACK]}
    for at, player, _ in year.joins:
        if player.is_foreign:
            line = {"subtype": "channel_join", "text": f"<@{_slack_id(player)}> has joined the channel"}
            _put(
                days, at, {"type": "message", "user": _slack_id(player), "ts": f"{at // 1000}.000000", **line}
            )
    for said in year.said[SLACK]:
        message: Content = {
            "type": "message",
            "user": _slack_id(said.who),
            "text": said.text,
            "ts": stamps[said.number],
        }
        if said.reply_to:
            message["thread_ts"] = stamps[said.reply_to]
        if said.likes:
            fans = sorted({_slack_id(p) for p in said.likes if p.is_foreign})
            if fans:
                message["reactions"] = [{"name": "tada", "users": fans, "count": len(fans)}]
        _put(days, said.at, message)
    members = {"id": "C0GENERAL", "name": "run-the-city", "members": [_slack_id(p) for p in foreigners]}
    files: Content = {"users.json": [_slack_user(p) for p in foreigners], "channels.json": [members]}
    files |= {f"run-the-city/{day}.json": lines for day, lines in sorted(days.items())}
    return _zip({name: _json(content) for name, content in files.items()})


def _put(days: dict[str, list[Content]], at: int, message: Content) -> None:
    days.setdefault(_utc(at).date().isoformat(), []).append(message)


def _slack_user(player: Player) -> Content:
    profile = {"real_name": player.full, "display_name": player.first.lower(), "email": player.email}
    return {"id": _slack_id(player), "team_id": "T0RUN", "name": latin(player.first), "profile": profile}


def _vk(year: Year) -> bytes:
    """Write wall.get and wall.getComments as VK's API answers them with extended=1."""
    draw = Random(2)  # noqa: S311
    owner = -210_000_001
    posts = [
        {
            "id": post.number,
            "owner_id": owner,
            "from_id": owner,
            "date": post.at // 1000,
            "text": post.text,
            "post_type": "post",
            "likes": {"count": draw.randint(5, 80)},
            "reposts": {"count": draw.randint(0, 9)},
            "views": {"count": draw.randint(300, 2500)},
            "comments": {"count": 0},
        }
        for post in year.posts
    ]
    comments = [
        {
            "id": 100_000 + said.number,
            "from_id": profile_of(said.who),
            "post_id": said.reply_to,
            "owner_id": owner,
            "date": said.at // 1000,
            "text": said.text,
            "likes": {"count": len(said.likes)},
        }
        for said in year.said[WALL]
    ]
    writers = {said.who.number: said.who for said in year.said[WALL]}
    profiles = [
        {"id": profile_of(p), "first_name": p.first, "last_name": p.last} for _, p in sorted(writers.items())
    ]
    groups = [{"id": -owner, "name": "Бегуны", "screen_name": "runthecity"}]
    return _json(
        [
            {"response": {"count": len(posts), "items": posts, "profiles": [], "groups": groups}},
            {"response": {"count": len(comments), "items": comments, "profiles": profiles, "groups": groups}},
        ]
    )


def _mbox(year: Year) -> bytes:
    letters = []
    ids = {said.number: f"<{said.number}.{said.at}@lists.example.org>" for said in year.said[LIST]}
    for said in year.said[LIST]:
        letter = EmailMessage()
        letter["From"] = f"{said.who.full} <{said.who.email}>"
        letter["To"] = "organisers@lists.example.org"
        letter["List-Id"] = "Organisers <organisers.lists.example.org>"
        letter["Subject"] = f"{'Re: ' if said.reply_to else ''}{said.subject}"
        letter["Date"] = format_datetime(_utc(said.at))
        letter["Message-ID"] = ids[said.number]
        if said.reply_to:
            letter["In-Reply-To"] = letter["References"] = ids[said.reply_to]
        letter.set_content(f"{said.text}\n\n-- \n{said.who.full}\n")
        stamp = _utc(said.at).strftime("%a %b %d %H:%M:%S %Y")
        letters.append(b"From " + said.who.email.encode() + b" " + stamp.encode() + b"\n" + letter.as_bytes())
    return b"\n".join(letters) + b"\n"


def _clock(at: int) -> dict[str, str]:
    return {"date": _utc(at).strftime("%Y-%m-%dT%H:%M:%S"), "date_unixtime": str(at // 1000)}


def _utc(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)


def _user(player: Player) -> str:
    return f"user{telegram_number(player)}"


def telegram_number(player: Player) -> int:
    """Answer the number of somebody's account, which nobody has."""
    return _NOBODY_IN_TELEGRAM + player.number


def _slack_id(player: Player) -> str:
    return f"U{player.number:08d}"


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()
