"""Words of the portal."""

# The job that fills a believable community at the first run; its button is shown where it is declared.
FILL_DEMO = "portal.jobs.fill_demo"
