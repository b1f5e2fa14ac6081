"""Looks at whole libraries and whole documents: where clauses fire, how hard the text is to read. Pure."""
