"""Reads documents that were made here and come back: as they were, signed, or edited by somebody."""
