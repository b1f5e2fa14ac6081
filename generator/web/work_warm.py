"""Imported by the fork server alone: makes it ready, so that every process born of it is ready too."""

from generator.readback import footers, foreign
from generator.web import handed_in
from generator.web.work_process import prepare

READERS = (footers, foreign, handed_in)
"""What reads files from outside, imported once for all."""

prepare()
