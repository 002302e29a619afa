"""Answers for people and programs; thin."""
