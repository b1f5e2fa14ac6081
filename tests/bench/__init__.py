"""How long a document takes, ours and others' side by side: ``make bench``. Times are shown, never tested."""
