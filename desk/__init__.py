"""The workbench in parts, each what it does with one kind of thing."""
