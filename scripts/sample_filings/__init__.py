"""The sample filings: two invented companies, whose figures hang together because they come from one model."""
