"""Pictures of the service for the README, made anew by ``make pictures``."""
