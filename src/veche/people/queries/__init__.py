"""People's door for reading."""

from veche.people.queries.todays import Birthday, birthdays_near, people_named

__all__ = ["Birthday", "birthdays_near", "people_named"]
