"""The law as a desk book: look up a day, search, what changed, the procedure as a picture, citations of a text, an office's own texts."""
