"""prestatielint: a linter for Dutch prestatieafspraken (gemeente, woningcorporaties, huurdersorganisaties)."""

__version__ = "0.1.0"
