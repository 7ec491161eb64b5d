"""The only way to fetch by key on behalf of somebody: the object, or a refusal."""
