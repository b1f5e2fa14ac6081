"""What comes before any document for a person: danger, age, who may know, how to reach the person. No Flask.

The answers live in the posted form alone. What is said of children rests on socialtjänstlagen (2025:400) 19 kap. 1 §
and 20 kap. 1, 6 and 7 §§, and on offentlighets- och sekretesslagen (2009:400) 12 kap. 3 §.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict


@dataclass(frozen=True)
class Asked:
    """One question with its choices."""

    id: str
    wording: str
    choices: tuple[tuple[str, str], ...]
    hint: str = ""
    several: bool = False


_YES_NO = (("nej", "Nej"), ("ja", "Ja"))
_UNKNOWN = "oklart"
QUESTIONS = (
    Asked("fara", "Är någon i fara just nu?", _YES_NO),
    Asked("under18", "Är personen under 18 år?", _YES_NO, "Den som uppgifterna gäller, inte den som skriver under."),
    Asked(
        "vh",
        "Under 18 år: får vårdnadshavaren veta?",
        (
            ("far_inte_veta", "Nej"),
            ("om_den_unge_vill", "Bara om den unge vill"),
            ("far_veta", "Ja"),
            (_UNKNOWN, "Det är inte bedömt än"),
        ),
        "Socialnämnden bedömer det. Hoppa över frågan om personen har fyllt 18 år.",
    ),
    Asked(
        "forfogar",
        "Om vårdnadshavaren får veta: vem bestämmer över sekretessen?",
        (
            ("tillsammans", "Den unge tillsammans med vårdnadshavaren"),
            ("vardnadshavare", "Vårdnadshavaren"),
            (_UNKNOWN, "Det är inte bedömt än"),
        ),
        "Det beror på den unges ålder och mognad, utan någon fast åldersgräns.",
    ),
    Asked("na", "Finns det ett säkert sätt att nå personen?", (("ja", "Ja"), ("nej", "Nej, eller det är oklart"))),
    Asked(
        "syfte",
        "Vad ska ni göra?",
        (
            ("dela", "Dela uppgifter mellan flera myndigheter"),
            ("lamna", "Lämna bestämda uppgifter till en enda mottagare"),
            ("narstaende", "Lämna uppgifter om en närstående"),
            ("plan", "Planera stöd tillsammans"),
            ("folja", "Följa upp hur det gick"),
            ("ater", "Ta emot att någon tar tillbaka sitt ja"),
            ("utan", "Lämna en uppgift utan samtycke"),
            ("flytt", "Begära att en annan kommun tar över ärendet"),
            ("medel", "Söka statliga medel"),
        ),
        "Välj en eller flera.",
        several=True,
    ),
)
_PLANS: Mapping[str, tuple[str, ...]] = {
    "dela": ("samtycke",),
    "lamna": ("medgivande",),
    "narstaende": ("medgivande-narstaende",),
    "plan": ("gemensam-plan",),
    "folja": ("samtycke-uppfoljning",),
    "ater": ("aterkallelse",),
    "utan": ("utlamnande-utan-samtycke",),
    "flytt": ("begaran-om-overflyttning",),
    "medel": ("underlag-medel", "underlag-polisens-utlatande"),
}
_ASKS_FOR_YES = frozenset({"dela", "lamna", "narstaende", "plan", "folja"})
"""What is done with somebody who says yes, and who therefore is told first how personal data are treated."""


SAME = {"p_under_18": "under18", "p_vh_far_veta": "vh", "p_forfogar": "forfogar"}
"""The documents' own question → the question here that asks the same, with the same choices."""
NAMES = frozenset(each.id for each in QUESTIONS)


@dataclass(frozen=True)
class Triage:
    """The answers, empty where none was given."""

    given: Mapping[str, tuple[str, ...]]

    def one(self, question: str) -> str:
        """The answer to a question with one answer."""
        return next(iter(self.given.get(question, ())), "")

    @property
    def is_danger(self) -> bool:
        """Whether to ring 112 and do nothing else."""
        return self.one("fara") == "ja"

    @property
    def is_child(self) -> bool:
        """Whether the person is under 18."""
        return self.one("under18") == "ja"

    @property
    def is_unsafe(self) -> bool:
        """Whether no safe way to reach the person is known."""
        return self.one("na") == "nej"

    @property
    def is_judged(self) -> bool:
        """Whether it is known who decides over the secrecy; of an adult it always is."""
        if not self.is_child:
            return True
        known = self.one("vh")
        return known not in ("", _UNKNOWN) and not (known == "far_veta" and self.one("forfogar") in ("", _UNKNOWN))

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """Message and id of the control, for what must be known before anything can be advised."""
        if self.is_danger:
            return ()
        needed = {
            "fara": "Svara på om någon är i fara just nu.",
            "under18": "Svara på om personen är under 18 år.",
            "na": "Svara på om det finns ett säkert sätt att nå personen.",
            "syfte": "Välj minst en sak som ni ska göra.",
        }
        if self.is_child:
            needed["vh"] = "Svara på om vårdnadshavaren får veta."
            if self.one("vh") == "far_veta":
                needed["forfogar"] = "Svara på vem som bestämmer över sekretessen."
        order = [each.id for each in QUESTIONS]
        return tuple((needed[each], f"{each}-0") for each in order if each in needed and not self.given.get(each))

    @property
    def plans(self) -> tuple[str, ...]:
        """Ids of the documents to make, the first first."""
        aims = self.given.get("syfte", ())
        first = ["information-personuppgifter"] if _ASKS_FOR_YES & set(aims) else []
        if self.is_child and aims:
            first = ["beslut-om-sekretess", "information-barn", *first]
        return tuple(dict.fromkeys([*first, *(plan for aim in aims for plan in _PLANS[aim])]))

    @property
    def answers(self) -> dict[str, str]:
        """The answers to the documents' own questions that these give: the variant is then chosen."""
        own = {question: self.one(name) for question, name in SAME.items()}
        if not self.is_child:
            return {"p_under_18": "nej"}
        if own["p_vh_far_veta"] != "far_veta":
            del own["p_forfogar"]
        return {question: value for question, value in own.items() if value not in ("", _UNKNOWN)}


def read_triage(posted: MultiDict[str, str]) -> Triage:
    """The answers in a posted form. What nobody offered is no answer."""
    given = {}
    for asked in QUESTIONS:
        offered = {value for value, _ in asked.choices}
        taken = tuple(each for each in posted.getlist(asked.id) if each in offered)
        given[asked.id] = taken if asked.several else taken[:1]
    return Triage(given)


def following(triage: Triage, posted: MultiDict[str, str]) -> Triage:
    """The answers with those that the documents' own questions have changed since."""
    changed = {name: (posted[own],) for own, name in SAME.items() if posted.get(own)}
    return Triage({**triage.given, **changed})
