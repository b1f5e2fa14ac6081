"""``reviewcopy``: the clause set as one file to read, with conditions, provisions and guidance."""

from __future__ import annotations

from argparse import Namespace

from generator import clock
from generator.cli.answers_file import plan_for
from generator.cli.out_file import out_file
from generator.library.load import load_library
from generator.review.review_copy import review_copy


def review_copy_command(options: Namespace) -> int:
    """Write the file, in the format that its name says, and print its path. Raises InputError for another format."""
    file = out_file(options.out)
    library = load_library(options.klausuler)
    plans = [plan_for(library, options.plan)] if options.plan else list(library.plans.values())
    file.write(review_copy(library, plans, options.day or clock.today()))
    return 0
