"""Plan, tools, strategies, guards and audit: from a question to an answer that can be checked."""
