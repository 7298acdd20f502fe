"""Exhibits: one answer, ready to show: title, figure, table, alt text, sources, caveats.

``base`` says what an exhibit is; ``style`` holds the only colours, fonts, patterns and number formats; each further module holds one
family and returns Exhibits. Figures are pure functions of table, theme and language.
"""
