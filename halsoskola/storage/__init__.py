"""Everything that knows the encrypted database; table rows never leave this package."""
