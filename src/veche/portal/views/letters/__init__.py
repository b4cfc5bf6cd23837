"""Letters for whoever reads them: their own page, saying yes and no, and the public newsletters."""
