"""Languages: how programs introduce a quote and end a letter, for the library that knows other ones.

Russian is not among those of mail-parser-reply, and English knows more ways than «On … wrote:».
"""

import re
from functools import cache

from mailparser_reply.parser import EmailMessage

LANGUAGES = ("en", "ru", "de", "fr", "es", "it", "pl")
_QUOTED = r"(?:> ?)*"
_MONTH = r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?"
_DAY = (
    rf"(?:\d{{1,2}} {_MONTH} \d{{4}}(?: ?г\.?| года)?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}"
    r"|\d{4}-\d\d-\d\d)"
)
_WEEKDAY = r"(?:(?:пн|вт|ср|чт|пт|сб|вс|[а-я]{5,11}|mon|tue|wed|thu|fri|sat|sun)[.,]* )?"
_CLOCK = r"(?:,? (?:в )?\d{1,2}:\d\d(?::\d\d)?)?"
_RUSSIAN = {
    # «17 октября 2012 г., 9:10 пользователь Анна <a@b> написал:», «17.10.2012, 09:10, "Анна" <a@b>:»,
    # «Среда, 17 октября 2012, 9:10 +04:00 от Анна <a@b>:», «17.10.2012 9:10, Анна пишет:»,
    # «Вы писали 17 октября 2012 г., 9:10:», «Анна <a@b> писал(а) 17 октября:»
    "wrote_header": (
        rf"^({_QUOTED}{_WEEKDAY}{_DAY}[^\n]{{0,200}}(?:\n(?!>)[^\n]{{1,120}})?:)$"
        rf"|^({_QUOTED}[^\n:]{{0,120}}\b(?:на)?писал(?:\(а\)|[аи])?(?: {_DAY}[^\n]{{0,60}}"
        rf"|[^\n:]{{0,80}})?:)$"
        rf"|^({_QUOTED}(?:{_WEEKDAY}{_DAY}{_CLOCK}[^\n]{{0,120}} )пишет:)$"
        r"|^(-{2,} ?(?:Исходное сообщение|Пересылаемое сообщение|Пересланное сообщение"
        r"|Перенаправленное сообщение"
        r"|Исходное письмо|Конец пересылаемого сообщения)[^\n]{0,40})$"
    ),
    "from_header": (
        r"((?:(?:^|\n|\n(?:> ?)*)[* ]*(?:От|От кого|Отправлено|Дата|Кому|Копия|Тема|Sent|To|Subject"
        r"|From):[ *]*"
        r"(?:\s{,2})[^\n]*){2,}(?:\n[^\n]*){,1})"
    ),
    "signatures": [
        "С уважением", "С наилучшими пожеланиями", "Всего доброго", "Всего хорошего", "Всего наилучшего",
        "Наилучшие пожелания", "С приветом", "Спасибо,", "Удачи,", "Ваш[а]?,", "До встречи,", "Обнимаю",
    ],
    "sent_from": "Отправлено (?:с|из|от|мо)|Послано (?:с|из)|Отправлена с|Из мобильной",
}  # fmt: skip
_ENGLISH = (
    r"^(-{2,} ?(?:Original|Forwarded|Begin forwarded|End of forwarded) message[^\n]{0,60})$"
    r"|^(Begin forwarded message:)$"
    rf"|^({_QUOTED}\d{{4}}[/-]\d\d?[/-]\d\d?,?[^\n]{{0,80}}<[^\n<>]{{3,120}}>:?)$"
    r"|^(Am [^\n]{0,160} schrieb[^\n]{0,120}:)$|^(Le [^\n]{0,160} a écrit ?:)$"
)


class Letter(EmailMessage):  # type: ignore[misc]
    """The library's letter, which speaks Russian too."""

    def _get_language_regex(self, language: str, regex_key: str) -> str:
        if language == "ru":
            known = _RUSSIAN.get(regex_key, "")
            return known if isinstance(known, str) else "|".join(known)
        found = str(super()._get_language_regex(language, regex_key))
        return f"{found}|{_ENGLISH}" if (language, regex_key) == ("en", "wrote_header") else found


@cache
def openings_of_quotes() -> re.Pattern[str]:
    """Answer what finds the lines that introduce what somebody else wrote."""
    pattern: re.Pattern[str] = _letter().HEADER_REGEX
    return pattern


@cache
def endings() -> re.Pattern[str]:
    """Answer what finds where a signature begins; it reaches to the end of the letter."""
    pattern: re.Pattern[str] = _letter().SIGNATURE_REGEX
    return pattern


def _letter() -> Letter:
    return Letter(text="", languages=list(LANGUAGES), keep_hyphen_lists=True)
