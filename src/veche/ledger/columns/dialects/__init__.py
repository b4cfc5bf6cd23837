"""Questions in DuckDB's SQL turned for other engines by sqlglot, with what it gets wrong put right.

Pure: text in, text out. Values stay bound; names of tables that are not the question's own are told,
so that an engine can lay them out.
"""
