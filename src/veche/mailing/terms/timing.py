"""Cities and the zones they live in, as far as a letter asks for them: beside those of `kit.zones`."""

from collections.abc import Mapping

_BY_ZONE = {
    "Europe/Moscow": (
        "санкт-петербург", "петербург", "питер", "спб", "мск", "нижний новгород", "казань", "краснодар",
        "сочи", "воронеж", "ростов-на-дону", "волгоград", "ярославль", "тула", "рязань", "тверь",
        "saint petersburg", "st. petersburg", "kazan", "nizhny novgorod", "sochi",
    ),
    "Europe/Samara": ("ижевск", "тольятти"),
    "Asia/Yekaterinburg": ("челябинск", "пермь", "уфа", "тюмень", "оренбург", "сургут"),
    "Asia/Novosibirsk": ("томск", "бердск"),
    "Asia/Krasnoyarsk": ("абакан", "норильск"),
    "Asia/Irkutsk": ("улан-удэ",),
    "Asia/Yakutsk": ("чита", "благовещенск"),
    "Asia/Vladivostok": ("хабаровск", "уссурийск"),
    "Europe/Minsk": ("гомель", "брест", "гродно", "витебск"),
    "Asia/Almaty": ("астана", "алма-ата", "astana"),
    "Europe/Berlin": ("мюнхен", "гамбург", "munich", "hamburg"),
}  # fmt: skip
CITIES: Mapping[str, str] = {city: zone for zone, cities in _BY_ZONE.items() for city in cities}
# Fields of people that tell where they live, the surest first.
ZONE_FIELDS = ("time_zone", "city")
# So much must somebody have been seen before their hours say anything, and in so many days.
FEWEST_SEEN, SEEN_WITHIN = 5, 180
# The hour of a community of which nothing is known.
USUAL_HOUR = 19
