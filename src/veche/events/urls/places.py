"""Where the desk's pages stand."""

HOME = "c/<slug:community>/events/"
ONE = f"{HOME}<int:event>/"
VENUES = f"{HOME}venues/"
