"""Says what the register knows of a provision on a day: in force, changed, repealed with its successor, or unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from generator.library.model import LegalSource, Library
from generator.library.signs import NamedAct
from generator.review.citation_links import OLD
from generator.review.named_acts import ActFinder, ActMention, is_abbreviation


class Status(StrEnum):
    """What is known. The values are shown and stand in JSON."""

    IN_FORCE = "gäller"
    AMENDED = "ändrad"
    """In force, in a wording that an amending act has given it."""
    NOT_YET = "gäller inte än"
    REPEALED = "upphävd"
    UNKNOWN_PROVISION = "okänd bestämmelse"
    """The statute is in the register, the provision is not: nobody has read it for this library."""
    ACT_IN_FORCE = "författning i kraft"
    """A whole statute, or one of which the register holds no provisions."""
    UNKNOWN_ACT = "okänd författning"
    UNCLEAR = "oklar"
    """It may be either of several, or the statute is not written out."""


NOT_ESTABLISHED = "[BEKRÄFTA: motsvarande bestämmelse, kommunjurist]"


@dataclass(frozen=True)
class Verdict:
    """One provision or statute and what is known of it."""

    status: Status
    note: str
    """One or more Swedish sentences."""
    id: str = ""
    """Id in the register, or what it would be: ``SoL 12:1``. A whole statute has its own id, ``SoL``, or its number."""
    act: str = ""
    """Number of the statute, when known."""
    chapter: str = ""
    section: str = ""
    heading: str = ""
    checked: date | None = None
    """Up to which day somebody has read it."""
    successors: tuple[str, ...] = ()
    """Ids of what replaces a repealed one."""
    possible: tuple[str, ...] = field(default=())
    """For an unclear one: what it may be."""


class Resolver:
    """Resolves the provisions of one text."""

    def __init__(
        self, library: Library, finder: ActFinder, day: date, written: date | None, numbered: Collection[str]
    ) -> None:
        """``numbered`` are the numbers of statutes that the text writes out: they say what a bare name means."""
        self._library = library
        self._finder = finder
        self._day = day
        self._written = written
        self._numbered = numbered
        self._amending = {source.amended_by: source for source in library.sources.values() if source.amended_by}

    def whole(self, mention: ActMention, age: str) -> Verdict:
        """A statute named without any provision."""
        acts = self._acts(mention, age)
        if len(acts) == 1:
            return self._whole(acts[0])
        if acts:
            return self._either(acts, "", "")
        amended = self._amending.get(mention.number)
        if amended:
            note = f"{mention.number} är en ändringsförfattning. {amended.id} har sin lydelse från den."
            return Verdict(Status.ACT_IN_FORCE, note, id=mention.number, act=mention.number)
        return _unknown_act(mention)

    def provision(self, mention: ActMention | None, place: tuple[str, str], age: str, is_assumed: bool) -> Verdict:
        """A provision, by chapter and section; ``is_assumed`` when the statute is only the last one named before it."""
        chapter, section = place
        if mention is None:
            return Verdict(Status.UNCLEAR, "Författningen är inte utsatt.", chapter=chapter, section=section)
        acts = self._acts(mention, age)
        if is_assumed:
            name = mention.name or mention.number
            note = f"Författningen är inte utsatt. Närmast före nämns {name}."
            possible = tuple(_id(self._name_of(act), chapter, section) for act in acts)
            return Verdict(Status.UNCLEAR, note, chapter=chapter, section=section, possible=possible)
        if not acts:
            unknown = _unknown_act(mention)
            return Verdict(unknown.status, unknown.note, unknown.id, unknown.act, chapter, section)
        return self._of_act(acts[0], chapter, section) if len(acts) == 1 else self._either(acts, chapter, section)

    # --- Which statute ---

    def _acts(self, mention: ActMention, age: str) -> tuple[NamedAct, ...]:
        """The statutes that the name can mean here. A number elsewhere in the text, or its day, decides."""
        acts = mention.acts
        if len(acts) < 2:  # noqa: PLR2004 - nothing to choose between
            return acts
        if age:
            fitting = tuple(act for act in acts if _is_over(act, self._day) == (age == OLD))
            return fitting or acts
        fitting = tuple(act for act in acts if act.number in self._numbered)
        if len(fitting) == 1:
            return fitting
        if self._written is not None:
            return tuple(act for act in acts if _in_force(act, self._written)) or acts
        return acts

    def _either(self, acts: Iterable[NamedAct], chapter: str, section: str) -> Verdict:
        verdicts = [self._of_act(act, chapter, section) if section or chapter else self._whole(act) for act in acts]
        known = [each for each in verdicts if each.heading] + [each for each in verdicts if not each.heading]
        told = " ".join(f"Är det {each.act}: {each.note[:1].lower()}{each.note[1:]}" for each in known)
        return Verdict(
            Status.UNCLEAR,
            f"Flera författningar har samma namn, och texten säger inte vilken. {told}",
            chapter=chapter,
            section=section,
            successors=tuple(dict.fromkeys(each for verdict in verdicts for each in verdict.successors)),
            possible=tuple(each.id for each in known),
        )

    # --- What is known of it ---

    def _whole(self, act: NamedAct) -> Verdict:
        act_id = self._name_of(act)
        if _is_over(act, self._day):
            note = f"Författningen är upphävd sedan {act.repealed}."
            new = self._finder.known(act.replaced_by)
            instead = (self._name_of(new),) if new else ()
            note += f" I stället gäller {self._shown(new)}." if new else f" {NOT_ESTABLISHED}"
            return Verdict(Status.REPEALED, f"{note}{self._unchecked(act)}", act_id, act.number, successors=instead)
        if act.valid_from is not None and act.valid_from > self._day:
            return Verdict(Status.NOT_YET, f"Gäller från {act.valid_from.isoformat()}.", act_id, act.number)
        note = (
            "Finns i registret." if act.act else "Finns inte i registret. Ingen har läst den för det här biblioteket."
        )
        return Verdict(Status.ACT_IN_FORCE, note, act_id, act.number)

    def _of_act(self, act: NamedAct, chapter: str, section: str) -> Verdict:
        provision = _id(self._name_of(act), chapter, section)
        source = self._library.sources.get(provision)
        if act.act and source is not None:
            return self._known(act, source)
        whole = self._whole(act)
        if whole.status is Status.REPEALED:
            note = f"Författningen är upphävd sedan {act.repealed}. Motsvarighet ej fastställd: {NOT_ESTABLISHED}"
            return Verdict(Status.REPEALED, f"{note}{self._unchecked(act)}", provision, act.number, chapter, section)
        if whole.status is Status.NOT_YET or not act.act or not section:
            note = whole.note if section else f"Ett helt kapitel. {whole.note}"
            return Verdict(whole.status, note, provision, act.number, chapter, section)
        note = f"Bestämmelsen {provision} finns inte i registret. Ingen har läst den för det här biblioteket."
        return Verdict(Status.UNKNOWN_PROVISION, note, provision, act.number, chapter, section)

    def _known(self, act: NamedAct, source: LegalSource) -> Verdict:
        status, note = Status.IN_FORCE, "Gäller."
        successors: tuple[str, ...] = ()
        if not source.in_force(self._day) and not _is_to_come(source, self._day):
            last = source.repealed or source.valid_to
            status, note = Status.REPEALED, f"Upphävd sedan {last}."
            successors = (source.replaced_by,) if source.replaced_by else ()
            note += f" Ersätts av {source.replaced_by}." if successors else f" {NOT_ESTABLISHED}"
        elif _is_to_come(source, self._day):
            status, note = Status.NOT_YET, f"Gäller från {source.valid_from}."
        elif self._is_changed(source):
            status = Status.AMENDED
            since = f" från {source.valid_from.isoformat()}" if source.valid_from and source.amended_by else ""
            note = f"Gäller{since} i lydelse enligt {source.amended_by}. Jämför med den lydelse som texten bygger på."
        return Verdict(
            status,
            note,
            source.id,
            act.number,
            source.chapter,
            source.section,
            source.heading,
            source.checked,
            successors,
        )

    def _is_changed(self, source: LegalSource) -> bool:
        """Whether an amendment may have come after the text; by the year of the amending act when no day is known."""
        if not source.amended_by:
            return False
        if self._written is None:
            return True
        if source.valid_from is not None:
            return source.valid_from > self._written
        return int(source.amended_by.partition(":")[0]) >= self._written.year

    def _unchecked(self, act: NamedAct) -> str:
        return "" if act.act else " Uppgiften är allmän kunskap och inte kontrollerad [BEKRÄFTA: kommunjurist]."

    def _name_of(self, act: NamedAct) -> str:
        """The register's id, else an abbreviation that is its alone, else the number."""
        short = (name for name in act.names if is_abbreviation(name) and self._finder.is_unique(name))
        return act.act or next(short, act.number)

    def _shown(self, act: NamedAct) -> str:
        known = self._library.acts.get(act.act)
        return known.first_name if known else f"{act.names[0]} ({act.number})"


def _is_over(act: NamedAct, day: date) -> bool:
    return act.repealed is not None and act.repealed <= day


def _is_to_come(source: LegalSource, day: date) -> bool:
    return source.valid_from is not None and source.valid_from > day


def _in_force(act: NamedAct, day: date) -> bool:
    return not _is_over(act, day) and not (act.valid_from is not None and act.valid_from > day)


def _unknown_act(mention: ActMention) -> Verdict:
    name = mention.number or mention.name
    note = f"”{name}” är ingen författning som biblioteket känner till."
    return Verdict(Status.UNKNOWN_ACT, note, id=name, act=mention.number)


def _id(act: str, chapter: str, section: str) -> str:
    if not section:
        return f"{act} {chapter} kap."
    return f"{act} {chapter}:{section}" if chapter else f"{act} {section}"
