"""`python -m veche` is the `veche` command."""

from veche.config.cli import main

if __name__ == "__main__":
    main()
