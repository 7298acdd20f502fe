"""Exports: exhibits, works, the record and decks as files. An export renders what ``exhibits`` and ``measures`` hold; it never computes.

The same record and view give the same bytes: nothing here reads a clock or depends on the order of a set.
"""
