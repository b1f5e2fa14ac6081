"""From answers to a neutral document, with reasons. Pure: no clock, no network, no framework; ``day`` is given."""
