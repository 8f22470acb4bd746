"""Evenhand carries a community's code-of-conduct manual out: in confidence, in time, step by step."""
