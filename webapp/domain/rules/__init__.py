"""The parts of a rule book, each of which reads itself from the document."""
