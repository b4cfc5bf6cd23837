"""Letters that tests draw: everything a letter can hold."""

from veche.kit.cards import Card
from veche.mailing.rules.rendering import Draft
from veche.mailing.terms.writing import (
    Button,
    Columns,
    Divider,
    Heading,
    Lent,
    Listed,
    Photo,
    Picture,
    Quote,
    Said,
    Shown,
    Spacer,
    Text,
)

_EVENT = Card(
    "Встреча",
    "Говорим о письмах",
    "1 декабря, 19:00",
    "Москва",
    "https://e.example/1",
    "https://e.example/1.png",
)
LENT = Lent(
    photos={
        name: Photo(f"https://v.example/f/{name}", 1200, 600, 80_000)
        for name in ("head.png", "a.png", "me.png")
    },
    cards={("events", "1"): _EVENT},
    newest={"events": [_EVENT] * 3},
)


def everything():
    """Answer a draft with every kind of block."""
    words = "Как **дела**? [Сайт](https://e.example/?a=1&b=2), https://e.example/y.\n\n- раз\n- два"
    return Draft("Привет, {first_name|друг}", preheader="Коротко о главном", blocks=[
        Heading(text="Здравствуйте, {first_name|друг}", level=1), Text(text=words),
        Picture(file="a.png", alt="Кот", link="https://e.example/cat"),
        Columns(columns=((Text(text="Слева"),), (Button(text="Иду", link="https://e.example/go"),))),
        Shown(of="events", thing="1"), Listed(of="events", title="Скоро"),
        Quote(text="Кто ищет", source="Поговорка"),
        Said(text="Мне {m:он|f:она|n:оно}", name="Аня", picture="me.png", may_name=True, may_picture=True),
        Divider(), Spacer(height=20), Text(text="С вами {community|мы}, {city|где бы вы ни были}"),
    ])  # fmt: skip
