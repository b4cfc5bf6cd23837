"""Decisions about an event's team: who gets which shift, and what the run sheet expects."""
