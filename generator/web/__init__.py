"""The web service: thin pages over the same path that the command line walks. One blueprint per thing a person does."""
