"""Offline: measuring (and later training) on annotated data."""
