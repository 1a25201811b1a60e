"""One module per printed document; all drawn on a reportlab canvas."""
