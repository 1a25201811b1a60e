"""Reads, checks and writes session plans, course templates, facts and word lists."""
