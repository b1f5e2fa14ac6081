"""Imported by the fork server alone: makes it ready, so that every process born of it is ready too."""

from generator.web.work_process import prepare

prepare()
