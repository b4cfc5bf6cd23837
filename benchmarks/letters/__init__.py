"""The benchmark of letters: `make bench NAME=letters`."""
