"""Renderers: each turns a document into the bytes of one format, and knows nothing else."""
