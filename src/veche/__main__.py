"""`python -m veche` is the `veche` command."""

from veche.config.cli import main

main()
