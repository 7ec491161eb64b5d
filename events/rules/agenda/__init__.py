"""Reading the agenda of one forum as hosts send it: lines and cells with times, titles and people."""
