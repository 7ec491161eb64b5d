"""Read lists of delegates into values, without storing anything."""
