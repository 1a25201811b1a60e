"""The window: pages, dialogs, models, widgets; sees services and domain, never the database or the PDF library."""
