"""The pages: what was earned, what was paid, why not, and whether the loads are well. They only read."""
