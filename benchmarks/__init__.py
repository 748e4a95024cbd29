"""How fast Groundswell is: figures and ratios for people to read; no test asserts a time."""
