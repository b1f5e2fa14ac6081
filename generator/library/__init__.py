"""Reads the lawyers' room ``clauses/`` into frozen objects and checks them. Knows no answers and no formats."""
