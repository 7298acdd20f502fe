"""Present: the deck, ready or one's own, to show in a room, to keep and to take home; with ``stage`` the slides themselves."""

from aidlens.ui import present, stage
from aidlens.ui.app import current

context = current()
if context.view.stage:
    stage.show(context)
else:
    present.show(context)
