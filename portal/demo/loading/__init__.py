"""Writing the plan into the database, table by table, with few statements."""
