"""``reviewcopy``: the clause set as one file to read, with conditions, provisions and guidance."""

from __future__ import annotations

from argparse import Namespace

from generator import clock
from generator.cli.answers_file import plan_for
from generator.cli.files import write_all
from generator.cli.system_errors import InputError
from generator.formats.options import RenderOptions
from generator.formats.registry import FORMAT_NAMES, get_format
from generator.library.load import load_library
from generator.review.review_copy import review_copy


def review_copy_command(options: Namespace) -> int:
    """Write the file, in the format that its name says, and print its path. Raises InputError for another format."""
    name = options.out.suffix.removeprefix(".").lower()
    if name not in FORMAT_NAMES:
        raise InputError(f"”{options.out}” har inget känt format. Låt namnet sluta på .{', .'.join(FORMAT_NAMES)}.")
    library = load_library(options.klausuler)
    plans = [plan_for(library, options.plan)] if options.plan else list(library.plans.values())
    document = review_copy(library, plans, options.day or clock.today())
    write_all({options.out: get_format(name).render(document, RenderOptions())})
    print(options.out)
    return 0
