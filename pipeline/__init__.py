"""anjuan, step by step: read → split → extract → check → compare → rectify, then store and report (run.py puts them in order)."""
