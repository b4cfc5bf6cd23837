"""The inbox: what wants an answer, until it has one."""
