"""Catalogues, dates, Swedish sort order, and the sentence for each refusal."""
