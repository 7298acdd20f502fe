"""AidLens: the open, sourced and mapped record of what Italy built in Afghanistan.

The layers, from the ground up: ``quantity``, ``i18n``, ``checks``, ``catalog``, ``view``, ``measures``, ``exhibits``, ``story``,
``export``, then side by side ``web`` and ``ui``, and ``cli`` on top. Each imports only from those before it.
"""

__version__ = "0.1.0"

import os

# The words of tables are Arrow's. Its own allocator keeps what is freed for a while, the system's gives it back; Arrow chooses when it is
# first imported, so before anything here imports pandas.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
