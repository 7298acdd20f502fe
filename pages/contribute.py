from aidlens.ui import page

page.display("contribute")
