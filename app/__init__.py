"""Aegle: an imaging-and-records workstation."""

__version__ = "0.1.0"
