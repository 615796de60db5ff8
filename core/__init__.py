"""Values, periods, errors, the ontology, protocols and settings: what every part of Footnote agrees on."""
