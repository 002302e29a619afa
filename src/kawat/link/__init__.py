"""Reports compared with reports: copies of one text, and what many reports tell alike or otherwise."""
