"""The command line: the same path as the web page, for people and programs. Prints Swedish; exit codes are promises."""
