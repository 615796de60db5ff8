"""Speed and memory, each run printed with what it is compared with; never part of the tests."""
