"""Series: they begin, follow their rule, make dates and leave some out."""
