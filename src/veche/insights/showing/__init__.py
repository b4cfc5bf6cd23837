"""How figures are told: in words, tables, charts and files, alike on pages, in letters and in reports."""
