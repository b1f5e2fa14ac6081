"""Samverkansöverenskommelser, personhandlingar och blanketter ur ett klausulbibliotek.

Vägen genom huset: ``clauses/`` (text) → ``library`` → ``assembly`` (val) → ``document`` → ``formats`` (bild).
Flask och databasen står ytterst och mitten vet inget om dem.
"""

__version__ = "0.1.0"
