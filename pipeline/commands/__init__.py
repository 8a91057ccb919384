"""The command groups: one module a group, each command one short function that calls one function of the pipeline."""
