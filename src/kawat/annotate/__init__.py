"""What stands in one report: spans with fields."""
