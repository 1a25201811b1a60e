"""Office lists (.xlsx, .csv as they come) become typed rows."""
