"""Files that bring people, read into values. Nothing is written here."""
