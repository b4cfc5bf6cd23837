"""Time zones by the cities people know them by."""

from functools import cache
from zoneinfo import available_timezones

from veche.kit.terms import N_

# The rest are found by their IANA names.
ZONES = {
    "Europe/Kaliningrad": N_("Kaliningrad"), "Europe/Moscow": N_("Moscow"), "Europe/Samara": N_("Samara"),
    "Asia/Yekaterinburg": N_("Yekaterinburg"), "Asia/Omsk": N_("Omsk"),
    "Asia/Novosibirsk": N_("Novosibirsk"), "Asia/Krasnoyarsk": N_("Krasnoyarsk"),
    "Asia/Irkutsk": N_("Irkutsk"), "Asia/Yakutsk": N_("Yakutsk"), "Asia/Vladivostok": N_("Vladivostok"),
    "Asia/Magadan": N_("Magadan"), "Asia/Kamchatka": N_("Kamchatka"), "Europe/Minsk": N_("Minsk"),
    "Asia/Almaty": N_("Almaty"), "Europe/Kyiv": N_("Kyiv"), "Asia/Yerevan": N_("Yerevan"),
    "Asia/Tbilisi": N_("Tbilisi"), "Asia/Baku": N_("Baku"), "Asia/Tashkent": N_("Tashkent"),
    "Asia/Bishkek": N_("Bishkek"), "Europe/Riga": N_("Riga"), "Europe/Vilnius": N_("Vilnius"),
    "Europe/Tallinn": N_("Tallinn"), "Europe/Berlin": N_("Berlin"), "Europe/Belgrade": N_("Belgrade"),
    "Europe/Istanbul": N_("Istanbul"), "Asia/Nicosia": N_("Nicosia"), "Asia/Jerusalem": N_("Jerusalem"),
    "Asia/Dubai": N_("Dubai"), "Europe/Lisbon": N_("Lisbon"), "Europe/London": N_("London"),
    "Asia/Bangkok": N_("Bangkok"), "America/New_York": N_("New York"),
    "America/Los_Angeles": N_("Los Angeles"), "UTC": N_("Greenwich"),
}  # fmt: skip


@cache
def all_zones() -> tuple[str, ...]:
    """Answer every zone somebody lives in: those with a city of ours first, then the others by name."""
    known = available_timezones()
    named = [zone for zone in ZONES if zone in known]
    others = (zone for zone in known - ZONES.keys() if "/" in zone and not zone.startswith("Etc/"))
    return (*named, *sorted(others))
