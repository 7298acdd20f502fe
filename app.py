"""AidLens: navigation and page shell only; the pages stand in pages/, everything else in src/aidlens/."""

from pathlib import Path

from aidlens.ui.app import main

main(Path(__file__).parent)
