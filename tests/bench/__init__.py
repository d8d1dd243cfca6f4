"""Measurements of speed, by `make bench`; no test, and never collected by pytest."""
