"""Search over everything: what a reader may mean by a few words, in any script, spelled as people spell.

What belongs here: what can be found (``documents``), the index and the order of answers (``index``), and answers in words (``answers``).
Who asks and how answers look is decided above: the head of live pages, ``/plain/search``, the API.
"""
