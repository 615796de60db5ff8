"""The LLM analyst: the same plan, tools, audit and trace as offline, with a model to plan and to write."""
