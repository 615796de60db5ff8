"""Question sets of our own, run through the workbench and scored."""
