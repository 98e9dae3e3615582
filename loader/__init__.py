"""Merges the eligibility views that dbt builds into the platform's table of rewards."""
