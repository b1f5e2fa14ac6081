"""One file per output format: a pure picture of a ``Document`` as bytes. Nothing here chooses text."""
