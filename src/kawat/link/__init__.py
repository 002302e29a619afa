"""Reports compared with reports: copies of one text."""
