"""Measures: questions answered as tables; pure functions of the catalog and the view.

``works`` says which works there are, where and how well attested; ``claims`` builds the claim ladder on it; ``observations`` lines up
published numbers. No measure drops source ids, and none words a sentence.
"""
