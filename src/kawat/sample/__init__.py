"""Thirty-six invented reports of a real crisis: the sample that `kawat demo` reads."""
