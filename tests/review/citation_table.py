"""Real ways to write Swedish citations, and what each should be read as."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One way to write it."""

    text: str
    expected: tuple[str, ...]
    """``id | status | what replaces it`` or, when unclear, ``oklar | what it may be``."""


def _row(text: str, *expected: str) -> Row:
    return Row(text, expected)


TABLE = (
    # --- Chapter and section, statute after ---
    _row("2 kap. 1 § SoL (2001:453)", "SoL2001 2:1 | upphävd | SoL 4:1"),
    _row("2 kap. 1 § SoL", "oklar | SoL2001 2:1, SoL 2:1"),
    _row("10 kap. 15 a § offentlighets- och sekretesslagen (2009:400)", "OSL 10:15 a | ändrad"),
    _row("10 kap 15 a § offentlighets- och sekretesslagen", "OSL 10:15 a | ändrad"),
    _row("10 kap.15a§ OSL", "OSL 10:15 a | ändrad"),
    _row(
        "10\N{NO-BREAK SPACE}kap.\N{NO-BREAK SPACE}15\N{NO-BREAK SPACE}a\N{NO-BREAK SPACE}§ OSL", "OSL 10:15 a | ändrad"
    ),
    _row("10 kapitlet 28 § OSL", "OSL 10:28 | gäller"),
    _row("10 kap. 28 paragrafen OSL", "OSL 10:28 | gäller"),
    _row("12 kap. 1 § i offentlighets- och sekretesslagen (OSL)", "OSL 12:1 | gäller"),
    _row("12 kap. 1 §, offentlighets- och sekretesslagen", "OSL 12:1 | gäller"),
    _row("10 kap. 28 § OSEL", "OSL 10:28 | gäller"),
    _row("6 kap. 13 a § FB", "FB 6:13 a | gäller"),
    _row("6 KAP. 3 § KOMMUNALLAGEN (2017:725)", "KL 6:3 | gäller"),
    _row("6 kap. 3 § KL (2017:725)", "KL 6:3 | gäller"),
    _row("6 kap. 37 § kommunallagen (2017:725)", "KL 6:37 | ändrad"),
    _row("5 kap 11 § SoL (2001:453)", "SoL2001 5:11 | upphävd | SoL 13:1"),
    _row("5 kap. 11 § i den upphävda socialtjänstlagen", "SoL2001 5:11 | upphävd | SoL 13:1"),
    _row("14 kap. 1 § i den gamla socialtjänstlagen", "SoL2001 14:1 | upphävd | SoL 19:1"),
    _row("19 kap. 5 § i den nya socialtjänstlagen", "SoL 19:5 | gäller"),
    _row("12 kap. 10 § då gällande socialtjänstlagen (2001:453)", "SoL2001 12:10 | upphävd | SoL 15:7"),
    _row("11 kap. 5 § socialtjänstlagen (2001:453)", "SoL2001 11:5 | upphävd | [BEKRÄFTA]"),
    _row("99 kap. 1 § socialtjänstlagen (2025:400)", "SoL 99:1 | okänd bestämmelse"),
    _row("10 kap. 1 § OSL", "OSL 10:1 | okänd bestämmelse"),
    # --- Sections without chapters ---
    _row("9 § lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete", "BrF 9 | gäller"),
    _row("9 § i lagen om kommuners ansvar för brottsförebyggande arbete", "BrF 9 | gäller"),
    _row(
        "4 och 5 §§ lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete",
        "BrF 4 | gäller",
        "BrF 5 | gäller",
    ),
    _row("4–6 §§ lagen (2023:196)", "BrF 4 | gäller", "BrF 5 | gäller", "BrF 6 | gäller"),
    _row("4, 5 och 8 § § lag (2023:196)", "BrF 4 | gäller", "BrF 5 | gäller", "BrF 8 | gäller"),
    _row(
        "6 § lagen (2025:170) om skyldighet att lämna uppgifter till de brottsbekämpande myndigheterna",
        "UppgL 6 | gäller",
    ),
    _row("8 § förvaltningslagen (2017:900)", "FL 8 | gäller"),
    _row("8 § förvaltningslagen", "oklar | FL 8, 1986:223 8"),
    _row("förvaltningslagen (1986:223) 8 §", "1986:223 8 | upphävd | [BEKRÄFTA]"),
    _row("3 § LVU", "LVU 3 | ändrad"),
    _row("3 § lagen (1990:52) med särskilda bestämmelser om vård av unga", "LVU 3 | ändrad"),
    _row("9 § LSS", "LSS 9 | författning i kraft"),
    _row("§ 8 förvaltningslagen (2017:900)", "FL 8 | gäller"),
    _row("§§ 4-5 lagen (2023:196)", "BrF 4 | gäller", "BrF 5 | gäller"),
    # --- Paragraph and point ---
    _row("12 kap. 1 § första stycket 3 OSL", "OSL 12:1 | gäller"),
    _row("29 kap. 7 § 2 SoL (2025:400)", "SoL 29:7 | gäller"),
    _row("29 kap. 7 § andra punkten socialtjänstlagen (2025:400)", "SoL 29:7 | gäller"),
    _row("12 kap. 1 § 2 st. OSL", "OSL 12:1 | gäller"),
    _row("12 kap. 1 § st. 2 OSL", "OSL 12:1 | gäller"),
    _row("polislagen (2 § p.4)", "PL 2 | ändrad"),
    _row("2 § 4 p. polislagen (1984:387)", "PL 2 | ändrad"),
    _row("16 kap. 2 § första stycket 1–3 SoL (2025:400)", "SoL 16:2 | gäller"),
    # --- Statute first ---
    _row("OSL 10 kap 28 §", "OSL 10:28 | gäller"),
    _row("OSL 10:28", "OSL 10:28 | gäller"),
    _row("OSL 10:15a", "OSL 10:15 a | ändrad"),
    _row("OSL 10:15 a i varje ärende", "OSL 10:15 a | ändrad"),
    _row("OSL kap 10 § 28", "OSL 10:28 | gäller"),
    _row("OSL kap. 10, 28 §", "OSL 10:28 | gäller"),
    _row("OSL 10 kap § 28", "OSL 10:28 | gäller"),
    _row("OSL (2009:400) 10 kap. 28 §", "OSL 10:28 | gäller"),
    _row("offentlighets- och sekretesslagens 10 kap. 28 §", "OSL 10:28 | gäller"),
    _row("socialtjänstlagen (2025:400), 4 kap. 1 §", "SoL 4:1 | gäller"),
    _row("FB 6:11", "FB 6:11 | ändrad"),
    _row("6:11 FB", "FB 6:11 | ändrad"),
    _row("BrB 4 kap. 5 § 3 st.", "BrB 4:5 | författning i kraft"),
    # --- Several together ---
    _row("10 kap. 2, 15 a och 28 §§ OSL", "OSL 10:2 | gäller", "OSL 10:15 a | ändrad", "OSL 10:28 | gäller"),
    _row("10 kap. 18 a–c §§ OSL", "OSL 10:18 a | ändrad", "OSL 10:18 b | ändrad", "OSL 10:18 c | ändrad"),
    _row("8 kap. 1 § och 12 kap. 1 § OSL", "OSL 8:1 | gäller", "OSL 12:1 | gäller"),
    _row("10 kap. 28 § och 2 § OSL", "OSL 10:28 | gäller", "OSL 10:2 | gäller"),
    _row("OSL 10:28, PL 2 §", "OSL 10:28 | gäller", "PL 2 | ändrad"),
    _row("OSL 10:28 OSL 12:1", "OSL 10:28 | gäller", "OSL 12:1 | gäller"),
    _row("OSL 10:2 och 10:28", "OSL 10:2 | gäller", "OSL 10:28 | gäller"),
    _row("3 och 29 kap. SoL (2025:400)", "SoL 3 kap. | författning i kraft", "SoL 29 kap. | författning i kraft"),
    _row(
        "2 kap. 1 § socialtjänstlagen (2001:453) och 4 kap. 1 § samma lag",
        "SoL2001 2:1 | upphävd | SoL 4:1",
        "SoL2001 4:1 | upphävd | SoL 11:1",
    ),
    _row(
        "9 § lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete. Jfr 10 § a.a.",
        "BrF 9 | gäller",
        "BrF 10 | gäller",
    ),
    _row(
        "Enligt socialtjänstlagen (2001:453), SoL, gäller 2 kap. 7 § SoL.",
        "SoL2001 | upphävd | SoL",
        "SoL2001 2:7 | upphävd | SoL 10:8",
    ),
    _row("Se 10 kap. 28 § OSL. Enligt 12 kap. 1 § får", "OSL 10:28 | gäller", "oklar | OSL 12:1"),
    _row("Enligt 9 § ovan", "oklar |"),
    # --- Whole statutes ---
    _row("2001 års socialtjänstlag", "SoL2001 | upphävd | SoL"),
    _row("1991 års kommunallag", "1991:900 | upphävd | KL"),
    _row("SFS 2001:453", "SoL2001 | upphävd | SoL"),
    _row("SFS-nr 2025:400", "SoL | författning i kraft"),
    _row("socialtjänstlagen (2001:453)", "SoL2001 | upphävd | SoL"),
    _row("socialtjänstlag (2001:453)", "SoL2001 | upphävd | SoL"),
    _row("sekretesslagen (1980:100)", "SekrL | upphävd | OSL"),
    _row("personuppgiftslagen", "1998:204 | upphävd | GDPR"),
    _row("lagen (2019:9999) om något annat", "2019:9999 | okänd författning"),
    _row("12 § påhittlagen", "påhittlagen | okänd författning"),
    _row("lagen (2025:934)", "2025:934 | författning i kraft"),
    # --- The European Union ---
    _row("artikel 6.1 e dataskyddsförordningen", "GDPR 6.1 e | författning i kraft"),
    _row("artikel 6.1 e) i EU:s dataskyddsförordning", "GDPR 6.1 e | författning i kraft"),
    _row("GDPR art. 9", "GDPR 9 | författning i kraft"),
    _row("art 9.2 g GDPR", "GDPR 9.2 g | författning i kraft"),
    _row(
        "artiklarna 6 och 9 i förordning (EU) 2016/679", "GDPR 6 | författning i kraft", "GDPR 9 | författning i kraft"
    ),
    # --- Line breaks, hyphenation, odd signs ---
    _row("10 kap.\n28 § offentlighets-\noch sekretesslagen", "OSL 10:28 | gäller"),
    _row("10 kap. 28 § offentlighets- och sekre-\ntesslagen (2009:400)", "OSL 10:28 | gäller"),
    _row("10 kap. 28 § offentlighets- och sekretess\N{SOFT HYPHEN}lagen", "OSL 10:28 | gäller"),
    _row("4\N{EN DASH}5 \N{SECTION SIGN}\N{SECTION SIGN} lagen (2023:196)", "BrF 4 | gäller", "BrF 5 | gäller"),
    _row("10 kap. 28 § offentlig-\nhets- och sekretesslagen", "OSL 10:28 | gäller"),
    _row("10 kap. 28 § offentlighets- och sekretess-\n\n\nlagen (2009:400)", "OSL 10:28 | gäller"),
    _row("4 kap. 1 § social\N{NOT SIGN}\ntjänstlagen (2025:400)", "SoL 4:1 | gäller"),
    _row("4 kap. 1 § social\N{SOFT HYPHEN}\ntjänstlagen (2025:400)", "SoL 4:1 | gäller"),
    _row(
        "10\N{NARROW NO-BREAK SPACE}kap.\N{NARROW NO-BREAK SPACE}28\N{NARROW NO-BREAK SPACE}§ OSL", "OSL 10:28 | gäller"
    ),
    _row("10 kap. 2 \N{EN DASH}\n3 §§ OSL", "OSL 10:2 | gäller", "OSL 10:3 | okänd bestämmelse"),
    _row("10 kap. 28 $ OSL", "OSL 10:28 | gäller"),
    _row("10 kap. 28 S OSL", "OSL 10:28 | gäller"),
    # --- As they are written in a hurry ---
    _row("OSL 26:1", "OSL 26:1 | ändrad"),
    _row("11:1 SoL", "oklar | SoL 11:1, SoL2001 11:1"),
    _row("SoL 11 kap 1 § tredje stycket 2", "oklar | SoL 11:1, SoL2001 11:1"),
    _row("26 kap 1–3 §§", "oklar |", "oklar |", "oklar |"),
    _row(
        "26 kap 1–3 §§ OSL",
        *("OSL 26:1 | ändrad", "OSL 26:2 | okänd bestämmelse", "OSL 26:3 | okänd bestämmelse"),
    ),
    _row("lvu 3 § och osl 10:28", "LVU 3 | ändrad", "OSL 10:28 | gäller"),
    _row("SOL (2025:400) 4 kap 1 §", "SoL 4:1 | gäller"),
    _row("OSL:s 10 kap. 28 §", "OSL 10:28 | gäller"),
    _row("enl. 10 kap 1 § sekretesslagen", "SekrL 10:1 | upphävd | [BEKRÄFTA]"),
    _row("offentlighets och sekretesslagen 10 kap. 28 §", "OSL 10:28 | gäller"),
    _row("offentlighets - och sekretesslagen 10 kap. 28 §", "OSL 10:28 | gäller"),
    _row("offentlighet- & sekretesslagen 10 kap. 28 §", "OSL 10:28 | gäller"),
    _row("offentlighets-och sekretesslagen (2009:400) 10 kap. 28 §", "OSL 10:28 | gäller"),
    _row("28 § i 10 kap. OSL", "OSL 10:28 | gäller"),
    _row("paragraf 28 kapitel 10 OSL", "OSL 10:28 | gäller"),
    _row("1 § 4 kap SoL (2025:400)", "SoL 4:1 | gäller"),
    _row("kap. 28 § OSL", "OSL 28 | okänd bestämmelse"),
    _row("10 kap. 28 § ff. OSL", "OSL 10:28 | gäller"),
    _row("10 kap. 28 § 1 st. 2 men. OSL", "OSL 10:28 | gäller"),
    _row("12 kap. 1 § första–tredje styckena OSL", "OSL 12:1 | gäller"),
    _row("12 kap. 1 § 1 och 2 st. OSL", "OSL 12:1 | gäller"),
    _row("SoL (2025:400) 29:7-29:9", "SoL 29:7 | gäller", "SoL 29:8 | gäller", "SoL 29:9 | gäller"),
    _row("OSL 10:18 a–10:18 c", "OSL 10:18 a | ändrad", "OSL 10:18 b | ändrad", "OSL 10:18 c | ändrad"),
    _row(
        "10 kap. 1 §–3 § OSL",
        *("OSL 10:1 | okänd bestämmelse", "OSL 10:2 | gäller", "OSL 10:3 | okänd bestämmelse"),
    ),
    _row("10 kap. 28 § och/eller 12 kap. 1 § OSL", "OSL 10:28 | gäller", "OSL 12:1 | gäller"),
    _row(
        "SoL (2001:453), LVU 3 § och LVM",
        *("SoL2001 | upphävd | SoL", "LVU 3 | ändrad", "LVM | författning i kraft"),
    ),
    _row("10 kap. 28 § OSL, jfr 12 kap. 1 § a.a.", "OSL 10:28 | gäller", "OSL 12:1 | gäller"),
    _row("10 kap. 28 § OSL och 12 kap. 1 § ovannämnda lag", "OSL 10:28 | gäller", "OSL 12:1 | gäller"),
    _row("OSL 10 kap. 28 § och 2 § samma kapitel", "OSL 10:28 | gäller", "OSL 10:2 | gäller"),
    _row("SFS 2009:400, kap. 10, § 28", "OSL 10:28 | gäller"),
    _row("10 kap. 15 a § OSL (SFS 2025:934)", "OSL 10:15 a | ändrad"),
    _row("10 kap. 15 a § OSL i lydelse enligt SFS 2025:934", "OSL 10:15 a | ändrad", "2025:934 | författning i kraft"),
    _row("SFS 2025:400", "SoL | författning i kraft"),
    _row("nya socialtjänstlagen", "SoL | författning i kraft"),
    _row("4 kap. 1 § nya SoL", "SoL 4:1 | gäller"),
    _row("gamla SoL", "SoL2001 | upphävd | SoL"),
    _row("3 § förordningen (2025:468)", "2025:468 | okänd författning"),
    _row("KL 6 kap. 38 §", "oklar | KL 6:38, 1991:900 6:38"),
    _row("art. 6.1 e GDPR", "GDPR 6.1 e | författning i kraft"),
    _row("art. 6.1(e) GDPR", "GDPR 6.1 e | författning i kraft"),
    _row("Art 6(1)(e) GDPR", "GDPR 6.1 e | författning i kraft"),
    _row("GDPR, artikel 6.1.e", "GDPR 6.1 e | författning i kraft"),
    _row("artikel 6 punkt 1 led e dataskyddsförordningen", "GDPR 6.1 e | författning i kraft"),
    _row("artikel 6.1 första stycket e i EU:s dataskyddsförordning", "GDPR 6.1 e | författning i kraft"),
    _row("art. 6.1 c och e GDPR", "GDPR 6.1 c | författning i kraft", "GDPR 6.1 e | författning i kraft"),
    _row("artikel 9.2 a–c i dataskyddsförordningen", *(f"GDPR 9.2 {each} | författning i kraft" for each in "abc")),
    _row("artiklarna 13–15 GDPR", *(f"GDPR {each} | författning i kraft" for each in (13, 14, 15))),
    _row("artikel 8 i Europakonventionen", "EKMR 8 | författning i kraft"),
    # --- What is none ---
    _row("10 $ rabatt, kap. 3 och art. 6 a i avtalet"),
    _row("(prop. 2024/25:89, s. 123 f.)"),
    _row("prop. 2024/25:89 s. 12"),
    _row("bet. 2024/25:SoU23 och rskr. 2024/25:210"),
    _row("SOU 2026:8, Ds 2024:13 och dir. 2025:53"),
    _row("mötet den 4 maj kl. 10:15 i rum 4:1"),
    _row("regeringsbeslut Ju2021/03348, dnr A123.456/2021 och PM 2017:6"),
    _row("HSLF-FS 2016:40 och NJA 2005 s. 805"),
    _row("PL och KL går före FB på lördag"),
)
