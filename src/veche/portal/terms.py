"""Words of the portal."""

from collections.abc import Mapping

# The job that fills a believable community at the first run.
FILL_DEMO = "portal.jobs.fill_demo"
# In the community's own language, whatever language a page is read in.
DEMO_NAMES: Mapping[str, str] = {"ru": "Город бежит", "en": "Run the City"}
DEMO_ABOUT: Mapping[str, str] = {
    "ru": "Клуб бегунов на двух языках: чат, новости, стена, рабочая группа, рассылка и встречи. "
    "Все люди выдуманы.",
    "en": "A running club in two languages: a chat, news, a wall, a workspace, a mailing list and evenings. "
    "Everybody is made up.",
}
DEMO_OWNER = "demo@example.org"
