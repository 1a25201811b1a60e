"""Facts, enums and rules of the field as pure functions; standard library only."""
