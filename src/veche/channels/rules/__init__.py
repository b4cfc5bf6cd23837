"""Decisions of the channels: whose words a bot carries, how an export begins."""
