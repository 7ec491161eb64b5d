"""The plan written into the database, table by table, in few statements."""
