"""The version that runs and exports bear."""

VERSION = "0.1.0"
