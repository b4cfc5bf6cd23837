"""People's door for reading."""

from veche.people.queries.belongings import WhatGoes, what_goes, what_is_known, what_was_done
from veche.people.queries.finding import find_people, find_words, page_url, words_url
from veche.people.queries.heat import heat_of, told
from veche.people.queries.partners import partners_of
from veche.people.queries.profiles import (
    HandleLine,
    Profile,
    handles_of,
    identities_of,
    person_of,
    photo_url,
    profile_of,
    stood_of,
)
from veche.people.queries.timelines import timeline_of
from veche.people.queries.todays import Birthday, birthdays_near, people_named

__all__ = [
    "Birthday",
    "HandleLine",
    "Profile",
    "WhatGoes",
    "birthdays_near",
    "find_people",
    "find_words",
    "handles_of",
    "heat_of",
    "identities_of",
    "page_url",
    "partners_of",
    "people_named",
    "person_of",
    "photo_url",
    "profile_of",
    "stood_of",
    "timeline_of",
    "told",
    "what_goes",
    "what_is_known",
    "what_was_done",
    "words_url",
]
