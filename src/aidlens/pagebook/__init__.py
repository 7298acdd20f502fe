"""What a page is, described once: ``pages`` holds a module a page, ``blocks`` what a page is made of, ``book`` the list all others read.

What belongs here: path, title, purpose and blocks of each page, and the ready decks. How a block looks is decided twice, in ``ui.page``
(live) and ``web.plain_content`` (without scripts).
"""
