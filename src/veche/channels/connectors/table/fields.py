"""What a column of a table may mean, and what a row of it may be."""

from enum import StrEnum

from veche.kit.terms import N_


class Purpose(StrEnum):
    """What one row of the table is."""

    PEOPLE = "people"
    ATTENDANCE = "attendance"
    PURCHASES = "purchases"
    SUBSCRIBERS = "subscribers"
    MESSAGES = "messages"


PURPOSES = (
    (Purpose.PEOPLE, N_("People: a row is a person")),
    (Purpose.ATTENDANCE, N_("Attendance: a row is a guest of an event")),
    (Purpose.PURCHASES, N_("Purchases: a row is an order or a payment")),
    (Purpose.SUBSCRIBERS, N_("Subscribers: a row is a subscription to letters")),
    (Purpose.MESSAGES, N_("Messages: a row is something said")),
)

SKIP, OWN = "skip", "own"
# Handles by which a person is known again for sure, the best first.
HANDLES = (
    "email", "phone", "telegram", "vk", "account", "github", "discord", "slack", "irc", "instagram",
)  # fmt: skip
NAMES = ("name", "first", "last", "patronymic", "nick")
TRAITS = ("sex", "birthday", "city", "languages", "education", "company", "job", "interests")
SPECIALS = ("special:nationality", "special:health", "special:belief")
NAMING = frozenset((*HANDLES, *NAMES))

FIELDS: tuple[tuple[str, str], ...] = (
    (SKIP, N_("leave out")),
    ("name", N_("full name")),
    ("first", N_("first name")),
    ("last", N_("last name")),
    ("patronymic", N_("patronymic")),
    ("nick", N_("nickname")),
    ("email", N_("e-mail")),
    ("phone", N_("phone")),
    ("telegram", N_("Telegram")),
    ("vk", N_("VK")),
    ("github", N_("GitHub")),
    ("discord", N_("Discord")),
    ("slack", N_("Slack account")),
    ("irc", N_("IRC nick")),
    ("instagram", N_("Instagram")),
    ("account", N_("account number elsewhere")),
    ("website", N_("website")),
    ("city", N_("city")),
    ("birthday", N_("birthday")),
    ("sex", N_("sex")),
    ("company", N_("company")),
    ("job", N_("job")),
    ("education", N_("education")),
    ("languages", N_("languages")),
    ("interests", N_("interests")),
    (OWN, N_("a trait of its own")),
    ("note", N_("note")),
    ("tags", N_("tags")),
    ("event", N_("event")),
    ("status", N_("status: came, registered, unsubscribed …")),
    ("when", N_("date and time")),
    ("product", N_("product")),
    ("amount", N_("amount")),
    ("currency", N_("currency")),
    ("order", N_("order number")),
    ("list", N_("newsletter")),
    ("text", N_("text of a message")),
    ("message_id", N_("number of a message")),
    ("reply_to", N_("number of the message replied to")),
    ("channel", N_("channel")),
    ("special:nationality", N_("nationality (special category)")),
    ("special:health", N_("health, diet (special category)")),
    ("special:belief", N_("belief (special category)")),
)
FIELD_KEYS = frozenset(key for key, _ in FIELDS)
# Fields that make sense once in a table; the others may stand over several columns.
SINGLE = frozenset(("first", "last", "patronymic", "sex", "birthday", "message_id", "reply_to"))
