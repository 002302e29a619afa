"""Answers from a store, pure functions over a View."""
