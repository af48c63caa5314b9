"""Allow ``python -m prestatielint``."""

from prestatielint.cli import main

main()
