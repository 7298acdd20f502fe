"""AidLens: the open, sourced and mapped record of what Italy built in Afghanistan.

The layers, from the ground up: ``quantity``, ``i18n``, ``checks``, ``catalog``, ``view``, ``measures``, ``exhibits``, ``story``,
``export``, then side by side ``web`` and ``ui``, and ``cli`` on top. Each imports only from those before it.
"""

__version__ = "0.1.0"
