"""Language analysis on spaCy Docs; knows nothing of file formats."""
