"""Use cases: open a transaction, ask the rules, save, return facts and what changed."""
