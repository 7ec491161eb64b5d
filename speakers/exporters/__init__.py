"""What of people on stage leaves as text or files."""
