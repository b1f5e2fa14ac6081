"""One file per layout, in order. A file that has been released is never edited."""
