"""Every way to break the record that the check must notice: one entry a breakage, by the code of the fault it must raise."""

from tests.checks.breakages.cells import CELLS
from tests.checks.breakages.files import FILES
from tests.checks.breakages.harm import HARM
from tests.checks.breakages.kinds import KINDS
from tests.checks.breakages.means import Breakage
from tests.checks.breakages.scenes import SCENES

ALL = [*FILES, *CELLS, *KINDS, *HARM, *SCENES]

__all__ = ["ALL", "Breakage"]
