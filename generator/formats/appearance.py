"""A municipality's own look: its Word shell and its logotype, read once when the service starts.

They lie in a folder with one folder for each municipality, named by its code: ``0484/skal.docx``, ``0484/logotyp.png``
and ``0484/logotyp.svg``, each of which may be missing. A drawing (SVG) is used where it can be shown; Word shows none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.errors import Finding, RenderError, SettingsError, Severity
from generator.formats.logotype import MAX_BYTES, read_logotype
from generator.formats.options import RenderOptions
from generator.reference import UnknownMunicipality, municipality

SHELL, PICTURE, DRAWING = "skal.docx", "logotyp.png", "logotyp.svg"
_NAMES = (SHELL, PICTURE, DRAWING)
MAX_SHELL_BYTES = 20_000_000


@dataclass(frozen=True)
class Appearance:
    """The look of one municipality's documents; nothing of it needs to be there."""

    shell: bytes | None = field(default=None, repr=False)
    picture: bytes | None = field(default=None, repr=False)
    """The logotype as PNG."""
    drawing: bytes | None = field(default=None, repr=False)
    """The logotype as SVG."""

    def dress(self, options: RenderOptions, format_name: str) -> RenderOptions:
        """The options with the shell and the logotype that suit a format."""
        if format_name == "docx":
            return replace(options, shell=self.shell, logotype=self.picture)
        return replace(options, logotype=self.drawing or self.picture)


PLAIN = Appearance()
"""The shipped look."""


@dataclass(frozen=True)
class Appearances:
    """The looks of an installation, by code of municipality."""

    by_code: Mapping[str, Appearance] = field(default_factory=dict)
    remarks: tuple[Finding, ...] = ()
    """Warnings that came up when they were read."""

    def of_agreement(self, codes: Sequence[str]) -> Appearance:
        """The look of an agreement: that of its first municipality."""
        return self.by_code.get(codes[0], PLAIN) if codes else PLAIN

    @property
    def of_the_only_one(self) -> Appearance:
        """The look of what names no municipality, such as a blank form: that of the only municipality there is one
        for. With several there is no telling whose it would be."""
        return next(iter(self.by_code.values())) if len(self.by_code) == 1 else PLAIN


def read_appearances(folder: Path | None) -> Appearances:
    """Every look in a folder; None gives none. Raises SettingsError with everything that is wrong with any of them."""
    if folder is None:
        return Appearances()
    try:
        read = {path.name: _read(path) for path in _folders(folder)}
    except OSError as error:
        raise SettingsError(f"Mappen ”{folder}” i GENERATOR_LOOK går inte att läsa.") from error
    found = [each for name, files in sorted(read.items()) for each in _findings(name, files)]
    errors = [each for each in found if each.severity is Severity.ERROR]
    if errors or not read:
        told = "\n".join(map(str, errors)) or "Den har ingen mapp med en kommunkod som namn, till exempel 0484."
        raise SettingsError(f"Utseendet i ”{folder}” (GENERATOR_LOOK) går inte att använda.\n{told}")
    looks = {
        code: Appearance(files.get(SHELL), files.get(PICTURE), files.get(DRAWING)) for code, files in read.items()
    }
    return Appearances(looks, tuple(found))


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def _read(folder: Path) -> dict[str, bytes]:
    """The files of one municipality by name; one whose name is not known is kept, empty, to be remarked on."""
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    return {path.name: _content(path) if path.name in _NAMES else b"" for path in paths}


def _content(path: Path) -> bytes:
    """The file, or so much of it that it is seen to be too large."""
    with path.open("rb") as stream:
        return stream.read(MAX_SHELL_BYTES + 1)


def _findings(name: str, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Everything to say about one municipality's folder."""
    try:
        municipality(name)
    except UnknownMunicipality:
        told = "Mappens namn är ingen kommunkod. Skriv fyra siffror, till exempel 0484."
        yield Finding(name, 0, "utseende-kommun", told)
    for file, content in files.items():
        if file == SHELL:
            yield from (_within(f"{name}/{file}", each) for each in lint_word_shell(content))
        elif file in (PICTURE, DRAWING):
            yield from (_within(f"{name}/{file}", each) for each in lint_logotype(content))
        else:
            told = f"Filen används inte. Tillåtna namn: {', '.join(_NAMES)}."
            yield Finding(f"{name}/{file}", 0, "utseende-okand-fil", told, Severity.WARNING)
    if DRAWING in files and PICTURE not in files:
        told = f"Word visar ingen SVG. Lägg också {PICTURE} i mappen, annars saknar Word-filerna logotyp."
        yield Finding(f"{name}/{DRAWING}", 0, "logotyp-word", told, Severity.WARNING)


def _within(place: str, finding: Finding) -> Finding:
    return replace(finding, file=f"{place}: {finding.file}" if finding.file else place)


def lint_word_shell(content: bytes) -> tuple[Finding, ...]:
    """Every remark on a Word shell."""
    if len(content) > MAX_SHELL_BYTES:
        told = f"Word-skalet är för stort. Högst {MAX_SHELL_BYTES // 1_000_000} MB."
        return (Finding("", 0, "skal-for-stort", told),)
    from generator.formats.docx import lint_shell  # noqa: PLC0415 - heavy, and few have a shell of their own

    return lint_shell(content)


def lint_logotype(content: bytes) -> tuple[Finding, ...]:
    """The remark on a logotype that will not do, if any."""
    try:
        read_logotype(content[: MAX_BYTES + 1])
    except RenderError as error:
        return (Finding("", 0, "logotyp", f"{error} Tillåtna är PNG och SVG."),)
    return ()
