"""Letters to many: newsletters, one-off letters and sequences, and what people do with them."""
