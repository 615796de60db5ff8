"""What is kept: filings, facts, passages, vectors, sessions; retrieval over it; pages as pictures."""
