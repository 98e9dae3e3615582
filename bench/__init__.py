"""Benchmarks: the loader and the views on a platform of production's size."""
