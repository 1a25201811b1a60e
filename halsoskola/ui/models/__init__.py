"""Qt models over frozen facts; roles and rows, no rules."""
