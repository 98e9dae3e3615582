"""Dumps of databases of released versions, from which test_upgrade.py upgrades, and the program that makes one."""
