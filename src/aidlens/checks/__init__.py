"""Checks of the record: faults as values, the byte gate, the schema, and the rules across tables.

``faults`` holds what a fault is and its words; ``gate`` looks at bytes before any parser runs; ``schema`` holds the tables against
``datapackage.json``; ``rules`` are the sentences of honest counting that a schema cannot say. ``record.check`` runs them in this order.
"""
