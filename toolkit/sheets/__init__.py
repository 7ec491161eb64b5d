"""Spreadsheets: read with suspicion (`reading`), headers recognised (`headers`), written harmless (`writing`)."""
