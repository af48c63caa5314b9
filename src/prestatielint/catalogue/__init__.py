"""The rule catalogue: rules as data, with their examples as their tests."""

from prestatielint.catalogue.load import Catalogue, load_catalogue
from prestatielint.catalogue.schema import Effect, Example, Pattern, Rule, Source
from prestatielint.catalogue.weights import Weights

__all__ = ["Catalogue", "Effect", "Example", "Pattern", "Rule", "Source", "Weights", "load_catalogue"]
