"""Hälsoskola: plans, holds and records health courses for newly arrived adults, offline."""

__version__ = "0.1.0"
