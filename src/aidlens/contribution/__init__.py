"""What somebody tells AidLens: a small message of one kind, read within hard limits, and the record's answer to it.

``message`` reads and writes one, ``refused`` names what is never taken, ``answer`` holds one against the public record, ``ask`` has the
words of the questions, ``inbox`` takes a file up. Nothing here keeps, sends or publishes anything.
"""
