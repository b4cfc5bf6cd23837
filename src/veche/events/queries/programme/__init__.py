"""Asking about programmes: sessions, clashes, speakers, proposals, schedules."""
