"""Whom and when the words mean: actors and days."""
