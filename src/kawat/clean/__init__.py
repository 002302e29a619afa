"""What is report and what is wrapper, in which language, and when it was really written."""
