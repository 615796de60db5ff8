"""Bytes to filings: text, sections, tables, facts, passages."""
