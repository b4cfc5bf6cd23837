"""The portal's pages: the first run, the way home, public pages, faults."""
