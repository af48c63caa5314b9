"""Scoring a folder: find → cache → engine → reports → overview. ``run.score_folder`` is the whole of it."""
