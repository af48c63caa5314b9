"""A dossier to prepare for the review: the five tests with their evidence, as a Word file and as a page.

It puts in order what the report says; it reads no document and judges nothing anew. Every claim about law or reviewers
stands in ``words``, with its source.
"""

from prestatielint.dossier.collect import collect
from prestatielint.dossier.files import targets
from prestatielint.dossier.page import write as write_page
from prestatielint.dossier.word import write as write_word

__all__ = ["collect", "targets", "write_page", "write_word"]
