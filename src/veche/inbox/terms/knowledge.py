"""Words of knowledge: articles and their states, saved answers and their places, who may do what."""

from enum import StrEnum

from veche.core.terms import INSIDERS, STEWARDS, Permission, Role
from veche.kit.terms import N_

WRITERS = STEWARDS | {Role.EDITOR, Role.MODERATOR, Role.EVENT_ORGANISER, Role.SMM_SPECIALIST}

READ_KNOWLEDGE = Permission("inbox.read_knowledge", N_("Read articles and saved answers"), INSIDERS)
WRITE_KNOWLEDGE = Permission("inbox.write_knowledge", N_("Write articles and saved answers"), WRITERS)
OPEN_KNOWLEDGE = Permission("inbox.open_knowledge", N_("Show articles to anybody on a public page"), STEWARDS)
# What only the machine does by itself: learning from what was answered, hearing visitors.
KEEP_KNOWLEDGE = Permission("inbox.keep_knowledge", N_("Have answered questions learnt anew"), STEWARDS)
KNOWLEDGE_PERMISSIONS = (READ_KNOWLEDGE, WRITE_KNOWLEDGE, OPEN_KNOWLEDGE, KEEP_KNOWLEDGE)

KNOWLEDGE_ACTS = {
    "inbox.save_article": N_("Wrote an article"),
    "inbox.publish_article": N_("Published an article"),
    "inbox.withdraw_article": N_("Withdrew an article"),
    "inbox.restore_version": N_("Brought an earlier text of an article back"),
    "inbox.open_knowledge": N_("Opened the public page of knowledge"),
    "inbox.close_knowledge": N_("Closed the public page of knowledge"),
    "inbox.save_answer": N_("Kept a saved answer"),
    "inbox.remove_saved_answer": N_("Removed a saved answer"),
    "inbox.restore_saved_answer": N_("Brought a saved answer back"),
}

# The languages of texts, each with its name in itself.
TEXT_LANGUAGES = (("ru", "Русский"), ("en", "English"))
LONGEST_TITLE, LONGEST_BODY, LONGEST_SECTION = 200, 60_000, 80
LONGEST_KEY, LONGEST_ANSWER = 40, 4_000


class ArticleState(StrEnum):
    """Where an article stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


STATE_NAMES = {
    ArticleState.DRAFT: N_("draft"),
    ArticleState.PUBLISHED: N_("published"),
    ArticleState.WITHDRAWN: N_("no longer published"),
}

# The places a saved answer may have, and what each is filled with: nothing else can be reached.
PLACES = {
    "first_name": N_("their first name"),
    "name": N_("their whole name"),
    "community": N_("the community's name"),
    "my_name": N_("the name of whoever answers"),
}
