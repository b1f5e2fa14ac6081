"""Agreements and their versions in SQLite or PostgreSQL. Nothing about a person is kept here."""
