"""Makes data by a seed: a Telegram export of any size, written as it is made."""

import json
import random
from pathlib import Path

START = 1_700_000_000
RUSSIAN = (
    "привет всем спасибо сегодня завтра встреча пятница билет место зал доклад чат вопрос ответ когда где"
)
MORE = (
    "кто можно нужно хочу приду опоздаю подскажите отлично здорово кофе пицца проект код стартап работа бег"
)
ENGLISH = (
    "hello thanks today meeting ticket place talk question where when can need great coffee project code"
)
WORDS = (*RUSSIAN.split(), *MORE.split(), *ENGLISH.split())
NAMES = (
    "Анна Ким",
    "Пётр Волков",
    "Мария",
    "Иван Сидоров",
    "Olga",
    "Tim Baker",
    "Саша",
    "Ёлка",
    "Юлия Щукина",
    "Max",
)


def write_telegram_export(path: Path, messages: int, people: int, seed: int = 1) -> None:
    """Write a supergroup's export as Telegram Desktop does: replies, reactions, edits, joins, media."""
    draw = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        file.write(
            '{\n "name": "Болталка",\n "type": "public_supergroup",\n "id": 1234567,\n "messages": [\n'
        )
        for number in range(1, messages + 1):
            text = json.dumps(_message(number, people, draw), ensure_ascii=False, indent=1)
            file.write("  " + text.replace("\n", "\n  ") + (",\n" if number < messages else "\n"))
        file.write(" ]\n}\n")


def _message(number: int, people: int, draw: random.Random) -> dict[str, object]:
    who = min(int(draw.paretovariate(0.9)), people)
    at = START + number * 31
    head = {"id": number, "date_unixtime": str(at), "date": "2023-11-14T22:13:20"}
    name = f"{NAMES[who % len(NAMES)]} {who}"
    if number % 50 == 0:
        joined = {"actor": name, "actor_id": f"user{who}", "action": "join_group_by_link", "inviter": "Group"}
        return head | {"type": "service", **joined, "text": "", "text_entities": []}
    text = " ".join(draw.choices(WORDS, k=draw.randint(1, 20))) + ("?" if draw.random() < 0.1 else "")
    message = head | {"type": "message", "from": name, "from_id": f"user{who}"}
    if draw.random() < 0.35 and number > 10:
        message["reply_to_message_id"] = number - draw.randint(1, 9)
    if draw.random() < 0.05:
        message |= {"edited": "2023-11-14T22:14:20", "edited_unixtime": str(at + 60)}
    if draw.random() < 0.05:
        message |= {"photo": "(File not included.)", "width": 1280, "height": 720}
    entities: list[object] = [{"type": "plain", "text": text}]
    if draw.random() < 0.1:
        link = {"type": "link", "text": f"https://example.org/{number}"}
        message["text"] = [text + " ", link, ""]
        entities.append(link)
    else:
        message["text"] = text
    message["text_entities"] = entities
    if draw.random() < 0.1:
        fan = min(int(draw.paretovariate(0.9)), people)
        recent = [{"from": f"P {fan}", "from_id": f"user{fan}", "date": "2023-11-14T22:20:20"}]
        message["reactions"] = [{"type": "emoji", "count": 1, "emoji": "👍", "recent": recent}]
    return message
