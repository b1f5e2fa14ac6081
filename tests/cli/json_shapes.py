"""The shape of everything that ``--json`` prints: which keys there are, and what each holds.

A shape is one of the words below, a list with the shape of its items, or a mapping from key to shape. ``Maybe`` may
be null, ``Option`` a key that may be missing, ``ById`` an object whose keys are ids or values of the library. The keys
of an object come in the order that stands here.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT, NUMBER, YES_OR_NO, DAY, MOMENT, SHA = "text", "number", "yes or no", "day", "moment", "sha256"
ANSWER = "an answer as a file takes it"


@dataclass(frozen=True)
class Maybe:
    shape: object


@dataclass(frozen=True)
class Option:
    shape: object


@dataclass(frozen=True)
class ById:
    shape: object


TEXTS = [TEXT]
FINDING = {"regel": TEXT, "fil": TEXT, "rad": NUMBER, "grad": TEXT, "text": TEXT}
LINES = [{"utfall": TEXT, "bitar": [{"text": TEXT, "utfall": TEXT}]}]
FAULT = {"plan": TEXT, "plats": TEXT, "klausuler": TEXTS}
PASSAGES = [{"tecken": TEXT, "text": TEXT}]
THREE_WAY = [{"da": TEXT, "nationellt": LINES, "hos_oss": LINES, "andrad": TEXT}]

CHECK = {"version": TEXT, "anmarkningar": [FINDING]}
SHELL = {"anmarkningar": [{"regel": TEXT, "fil": TEXT, "grad": TEXT, "text": TEXT}]}
EXPLAIN = {
    "klausuler": [
        {
            **{"id": TEXT, "rubrik": TEXT, "dokument": TEXT, "included": YES_OR_NO, "reasons": TEXTS},
            "would_change": [[{"fraga": TEXT, "fran": ANSWER, "till": ANSWER}]],
            **{"valfri": Option(TEXT), "bortvald": Option(YES_OR_NO)},
        }
    ]
}
_PLACE = [{"fil": TEXT, "aterger": TEXT}]
TRANSLATIONS = ById(
    ById({"klar": YES_OR_NO, "oversatta": TEXTS, "saknas": _PLACE, "inaktuella": _PLACE, "texter": TEXTS})
)
COMPARE_DOCUMENTS = {
    "slag": TEXT,
    "svar": [
        {
            **{"fraga": TEXT, "etikett": TEXT, "sida": TEXT, "fore": TEXT, "efter": TEXT},
            "rader": [{"utfall": TEXT, "nummer": NUMBER, "kolumner": [{"etikett": TEXT, "fore": TEXT, "efter": TEXT}]}],
        }
    ],
    "dokument": [
        {
            **{"id": TEXT, "titel": TEXT, "utfall": TEXT},
            "klausuler": [
                {
                    **{"klausul": TEXT, "utfall": TEXT, "fore": TEXT, "efter": TEXT, "ankare": TEXT, "rader": LINES},
                    "skal": [{"orsak": TEXT, "ord": TEXT, "fraga": TEXT}],
                }
            ],
            **{"omnumrerade": NUMBER, "inledning": LINES},
        }
    ],
    **{"bibliotek": TEXTS, "dagar": [DAY], "anmarkningar": TEXTS},
}
COMPARE_LIBRARIES = {
    **{"slag": TEXT, "bibliotek": TEXTS, "dag": DAY},
    "lydelser": [
        {
            **{"klausul": TEXT, "utfall": TEXT, "rubrik": TEXT, "forsta_dagar": TEXTS, "rader": LINES},
            **{"villkor": [TEXTS], "lagrum": [TEXTS]},
        }
    ],
    "ovrigt": [{"slag": TEXT, "id": TEXT, "utfall": TEXT, "ord": TEXT}],
}
IMPACT = {
    **{"bibliotek": TEXTS, "provade": NUMBER, "andrade": NUMBER, "kommuner": NUMBER, "andrade_kommuner": NUMBER},
    "klausuler": [
        {
            **{"klausul": TEXT, "rubrik": TEXT, "fore": NUMBER, "efter": NUMBER},
            **{"till": NUMBER, "bort": NUMBER, "nya_ord": NUMBER},
        }
    ],
    "aldrig_med": TEXTS,
    "fel": [{"var": FAULT, "lagen": NUMBER, "exempel": TEXTS}],
    "overenskommelser": [
        {
            **{"id": TEXT, "namn": TEXT, "tillkomna": TEXTS, "borttagna": TEXTS, "nya_ord": TEXTS, "fel": [FAULT]},
            "egna_gar_inte_langre": TEXTS,
        }
    ],
    "provade_overenskommelser": NUMBER,
    "anmarkningar": TEXTS,
    "nationellt_andrade_under_egna": [{"id": TEXT, "namn": TEXT, "klausuler": TEXTS}],
}
RETURNED = {
    "klausuler": [
        {
            **{"klausul": TEXT, "rubrik": TEXT, "utfall": TEXT, "anmarkningar": TEXTS, "maste_finnas": YES_OR_NO},
            **{"rader": LINES, "alternativ": TEXT, "utan_sparade_andringar": Maybe(TEXT)},
            "sparade_andringar": [{"andring": TEXT, "vem": TEXT, "nar": TEXT, "text": TEXT}],
            "kommentarer": [{"vem": TEXT, "nar": TEXT, "text": TEXT}],
        }
    ],
    "utanfor_klausulerna": LINES,
    "anmarkningar": TEXTS,
}
LOCAL = {
    "dag": DAY,
    "lydelser": [
        {
            **{"slag": TEXT, "klausul": TEXT, "rubrik": TEXT, "anvands": YES_OR_NO},
            "anmarkningar": [{"regel": TEXT, "rad": NUMBER, "slag": TEXT, "text": TEXT}],
            **{"lix": Maybe(NUMBER), "lix_nationellt": Maybe(NUMBER), "andrad_nationellt": YES_OR_NO},
            "stallen": THREE_WAY,
        }
    ],
}
LAW_STATUS = {
    **{"dag": DAY, "version": TEXT},
    "lagrum": [
        {
            **{"id": TEXT, "namn": TEXT, "rubrik": TEXT, "status": TEXT, "fran": Maybe(DAY), "upphavd": Maybe(DAY)},
            **{"ersatt_av": Maybe(TEXT), "lydelse": Maybe(TEXT), "kontrollerad": Maybe(DAY)},
            **{"gammal_kontroll": YES_OR_NO, "kalla": TEXT, "forarbeten": Maybe(TEXT)},
            **{"klausuler": TEXTS, "planer": TEXTS},
        }
    ],
}
LAW_SCAN = {
    **{"fil": TEXT, "slag": TEXT, "anmarkningar": TEXTS, "dag": DAY, "version": TEXT},
    "hanvisningar": [
        {
            **{"text": TEXT, "start": NUMBER, "slut": NUMBER, "lagrum": Maybe(TEXT), "forfattning": Maybe(TEXT)},
            **{"kapitel": Maybe(TEXT), "paragraf": Maybe(TEXT), "narmare": Maybe(TEXT), "status": TEXT},
            **{"rubrik": Maybe(TEXT), "kontrollerad": Maybe(DAY), "ersatt_av": TEXTS, "mojliga": TEXTS},
            **{"forklaring": TEXT, "stalle": TEXT},
        }
    ],
    "annat": [{"text": TEXT, "slag": TEXT}],
    "delar": [
        {
            **{"id": TEXT, "namn": TEXT, "verkar_finnas": YES_OR_NO, "skal": TEXT, "klausuler": TEXTS},
            "stallen": PASSAGES,
        }
    ],
    "varningar": [{"skal": TEXT, "stallen": PASSAGES}],
}
DRAFT = {
    **{"id": TEXT, "namn": TEXT, "plan": TEXT, "status": TEXT, "version": NUMBER, "eget_bibliotek": YES_OR_NO},
}
LAW_CHANGE = {
    **{"lagrum": TEXTS, "fran": DAY, "andring": TEXT, "ersatt_av": Maybe(TEXT)},
    "klausuler": [
        {
            **{"id": TEXT, "rubrik": TEXT, "lydelse": DAY, "fil": TEXT, "ansvarig": TEXT},
            **{"lagrum": TEXTS, "i_texten": TEXTS},
        }
    ],
    "planer": TEXTS,
    "krav": [{"dokument": TEXT, "skal": TEXT}],
    "att_gora": [{"vad": TEXT, "fil": TEXT, "ansvarig": TEXT}],
    "overenskommelser": Option(
        [
            {
                **{"id": TEXT, "namn": TEXT, "status": TEXT, "version": NUMBER, "eget_bibliotek": YES_OR_NO},
                "klausuler": TEXTS,
            }
        ]
    ),
}
CLAUSES_SEARCH = {
    **{"dag": DAY, "version": TEXT},
    "klausuler": [
        {"klausul": TEXT, "rubrik": TEXT, "status": TEXT, "planer": TEXTS, "lagrum": TEXTS, "stallen": TEXTS}
    ],
}
CLAUSES_SHOW = {
    **{"dag": DAY, "version": TEXT, "klausul": TEXT, "rubrik": TEXT, "status": TEXT, "lydelse": DAY, "sha256": SHA},
    **{"text": TEXTS, "vagledning": TEXTS, "villkor": TEXTS, "ansvarig": TEXT},
    "lagrum": [{"id": TEXT, "namn": TEXT, "rubrik": TEXT, "status": TEXT, "kontrollerad": Maybe(DAY)}],
    "lydelser": [
        {
            **{"fran": DAY, "till": Maybe(DAY), "status": TEXT, "rubrik": TEXT, "upphor": YES_OR_NO, "skal": TEXT},
            **{"sha256": SHA, "fil": TEXT, "rader": LINES, "villkor": [TEXTS], "lagrum": [TEXTS]},
        }
    ],
    "anvands": [{"plan": TEXT, "del": TEXT, "alternativ": YES_OR_NO, "valfri": YES_OR_NO}],
    "kommer_med": [{"plan": TEXT, "lagen": NUMBER, "av": NUMBER}],
    **{"kraver": TEXTS, "oforenlig": TEXTS, "kravs_av": TEXTS, "hanvisar_hit": TEXTS, "alternativ": TEXTS},
    "sprak": TEXTS,
    "overenskommelser": Option([DRAFT]),
}
CLAUSES_MATRIX = {
    **{"dag": DAY, "version": TEXT, "plan": TEXT},
    "storlekar": [{"storlek": TEXT, "namn": TEXT, "kommuner": TEXTS}],
    "problem": [{"id": TEXT, "namn": TEXT}],
    "lagen": NUMBER,
    "klausuler": [{"klausul": TEXT, "rubrik": TEXT, "plan": TEXT, "del": TEXT, "kommer_med": ById(TEXTS)}],
}
OPINION = {
    **{"nummer": NUMBER, "beslut": TEXT, "nar": MOMENT, "vem": TEXT, "text": TEXT, "namnden": YES_OR_NO},
    **{"sha256": SHA, "overenskommelse": Maybe(TEXT)},
}
STANDING = {"status": TEXT, "skal": TEXTS, "beslut": Maybe(OPINION), "godkand_av": TEXTS}
REVIEW_STATUS = {
    **{"dag": DAY, "version": TEXT, "kommun": TEXT, "organisation": TEXT, "granskning": NUMBER},
    **{"granskad": Maybe(DAY), "personer": NUMBER, "antal": ById(NUMBER)},
    "vantar": [{"vad": TEXT, "ord": TEXT, "antal": NUMBER, "senast": Maybe(DAY), "klausuler": TEXTS}],
    "klausuler": [{"klausul": TEXT, "rubrik": TEXT, "lydelse": DAY, "sha256": SHA, **STANDING}],
}
REVIEW_CLAUSE = {
    **{"dag": DAY, "version": TEXT, "klausul": TEXT},
    "kommuner": [{"kommun": TEXT, "organisation": TEXT, "granskning": Maybe(STANDING), "sagt": [OPINION]}],
}
REVIEW_CHANGES = {
    "version": TEXT,
    "lagandringar": [
        {
            **{"id": TEXT, "kommun": TEXT, "lagrum": TEXTS, "fran": DAY, "andring": TEXT, "ersatt_av": Maybe(TEXT)},
            **{"ord": TEXT, "anteckning": TEXT, "infort": MOMENT, "vem": TEXT, "aterkallad": Maybe(MOMENT)},
            **{"senast": Maybe(DAY), "klausuler": TEXTS},
        }
    ],
}
REVIEW_OWN = {
    **{"dag": DAY, "version": TEXT, "kommun": TEXT},
    "lydelser": [
        {
            **{"nummer": NUMBER, "slag": TEXT, "klausul": TEXT, "rubrik": TEXT, "fran": DAY, "till": Maybe(DAY)},
            **{"galler": YES_OR_NO, "skal": TEXT, "text": TEXT, "efter": Maybe(TEXT), "plan": Maybe(TEXT)},
            **{"infort": MOMENT, "vem": TEXT, "granskning": Maybe(STANDING), "anmarkningar": TEXTS},
            **{"andrad_nationellt": YES_OR_NO, "stallen": THREE_WAY},
        }
    ],
}
REVIEW_DRAFTS = {"version": TEXT, "overenskommelser": [{**DRAFT, "egna": NUMBER}]}
REVIEW_DRAFT = {
    **DRAFT,
    **{"dag": DAY, "bibliotek": TEXT, "bortvalda": TEXTS},
    "vilar_pa": [
        {
            **{"organisation": TEXT, "granskning": NUMBER, "granskad": Maybe(DAY), "ord": TEXT},
            **{"godkanda": TEXTS, "ogranskade": TEXTS, "avslagna": TEXTS},
        }
    ],
    "egna": [
        {
            **{"klausul": TEXT, "rubrik": TEXT, "slag": TEXT, "text": TEXT, "skal": TEXT, "kommunens": YES_OR_NO},
            **{"vem": TEXT, "dag": TEXT, "galler": YES_OR_NO, "anmarkningar": TEXTS, "andrad_nationellt": YES_OR_NO},
            "granskning": [{"organisation": TEXT, "status": TEXT, "skal": TEXTS}],
        }
    ],
}
