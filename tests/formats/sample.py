"""Documents rich enough to try every format on: every block, every inline, hostile text in every place for answers.

The wording is made up for the tests and is nobody's legal text.
"""

from __future__ import annotations

from datetime import date

from generator.document import (
    Block,
    Cell,
    ChoiceList,
    Document,
    DocumentKind,
    Field,
    FieldKind,
    FieldRow,
    Figure,
    Inline,
    ListBlock,
    ListItem,
    Option,
    Paragraph,
    ParagraphStyle,
    Reference,
    Run,
    RunStyle,
    Section,
    SignatureBlock,
    SignatureRow,
    Signer,
    Table,
    WordingRef,
)

HOSTILE = 'å & <b>"{{7*7}}" {% raw %} <script>\u200f'
"""What somebody may type in any field: markup, template syntax and an invisible right-to-left mark."""

DAY = date(2026, 11, 21)

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 60" width="420" height="60">
<rect x="1" y="10" width="110" height="40" rx="4" fill="none" stroke="#1f4e5f"/>
<path d="M111 30 L155 30 M149 25 L155 30 L149 35" fill="none" stroke="#1f4e5f"/>
<rect x="155" y="10" width="110" height="40" rx="4" fill="none" stroke="#1f4e5f"/>
<path d="M265 30 L309 30 M303 25 L309 30 L303 35" fill="none" stroke="#1f4e5f"/>
<rect x="309" y="10" width="110" height="40" rx="4" fill="#dfe9ec" stroke="#1f4e5f"/>
</svg>"""


def run(text: str, style: RunStyle = RunStyle.PLAIN) -> Run:
    """A run of text."""
    return Run(text, style)


def paragraph(*inlines: Inline | str, style: ParagraphStyle = ParagraphStyle.BODY) -> Paragraph:
    """A paragraph of runs; a bare string is a plain run."""
    return Paragraph(_inlines(*inlines), style)


def ordered(*items: str) -> ListBlock:
    """A list labelled a), b), c) …"""
    return ListBlock(True, tuple(ListItem(f"{chr(97 + place)})", (run(item),)) for place, item in enumerate(items)))


def bullets(*items: str) -> ListBlock:
    """A list labelled with dashes."""
    return ListBlock(False, tuple(ListItem("–", (run(item),)) for item in items))


def _inlines(*inlines: Inline | str) -> tuple[Inline, ...]:
    return tuple(run(inline) if isinstance(inline, str) else inline for inline in inlines)


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((run(text),)) for text in texts)


def _box(name: str, label: str) -> Field:
    return Field(name, FieldKind.CHECKBOX, label)


def _clause(anchor: str, number: str, heading: str, *blocks: Block) -> Section:
    wording = WordingRef(anchor, date(2025, 12, 1), f"{len(anchor):064x}")
    return Section(anchor, number, heading, blocks, wording=wording)


def _opening_parts(typed: str) -> tuple[Section, ...]:
    return (
        Section("parter", "1", "Parter", (
            paragraph("Denna överenskommelse gäller mellan Bjurholms kommun, genom socialnämnden, organisationsnummer "
                      "212000-2601, och Polismyndigheten, genom lokalpolisområde Umeå. Kommunen och Polismyndigheten "
                      "kallas tillsammans ", run("parterna", RunStyle.EMPHASIS), "."),
            paragraph(f"Kommunens egna ord: {typed} och inget annat."),
        )),
        Section("bakgrund", "2", "Bakgrund och syfte", sections=(
            _clause("bakgrund-lage", "2.1", "Utgångsläge", paragraph(
                "Parterna har tillsammans gått igenom läget i kommunen. Det finns i dag ingen känd problematik som "
                "kräver särskilda åtgärder. Parterna vill ändå ha en gemensam beredskap, så att den som vill lämna en "
                "kriminell miljö möts snabbt, respektfullt och samordnat oavsett var hen först hör av sig."), paragraph(
                "Hit räknas även den som:\nbor tillfälligt i kommunen, eller\nflyttar hit under pågående arbete.")),
            _clause("bakgrund-syfte", "2.2", "Syfte", paragraph(
                "Syftet är att klargöra vem som gör vad, hur kontakten tas och hur arbetet följs upp. "
                "Överenskommelsen ändrar inte någon parts ansvar enligt lag."), paragraph(
                "”Ett tidigt och samlat stöd ökar möjligheten till varaktig förändring.” (Exempelrapport 2024, s. 12)",
                style=ParagraphStyle.QUOTE)),
        )),
        Section("malgrupp", "3", "Målgrupp", (
            paragraph("Överenskommelsen gäller den som"),
            ordered("har koppling till ett kriminellt nätverk eller en våldsbejakande miljö,",
                    "själv uttrycker en vilja att lämna miljön, och",
                    "bor eller vistas i kommunen, eller av annat skäl kan få insatser av socialnämnden."),
            paragraph("För den som är under 18 år gäller även punkt ", Reference("barn", "4.3"), "."),
        )),
    )


def _working_parts(typed: str) -> tuple[Section, ...]:
    return (
        Section("ansvar", "4", "Ansvar och åtaganden", sections=(
            _clause("ansvar-kommun", "4.1", "Kommunen", paragraph("Kommunen ska"), bullets(
                "ta emot förfrågningar på vardagar och bedöma behovet av insatser,",
                "utse en kontaktperson och en ersättare,",
                "hålla Polismyndigheten underrättad i den utsträckning som lag och samtycke medger.")),
            _clause("ansvar-polis", "4.2", "Polismyndigheten", paragraph("Polismyndigheten ska"), bullets(
                "göra hot- och riskbedömningar och ansvara för personsäkerhet,",
                "utse en kontaktperson i lokalpolisområdet,",
                "meddela socialnämnden när hotbilden ändras på ett sätt som påverkar insatserna.")),
            _clause("barn", "4.3", "Barn och unga", paragraph(
                "När den enskilde är under 18 år ska barnets bästa vara avgörande. Den unge ska få åldersanpassad "
                "information och möjlighet att framföra sina åsikter. ",
                run("[BEKRÄFTA: rutinen för anmälan, socialchefen]", RunStyle.CONFIRM))),
        )),
        Section("kontakt", "5", "Kontaktvägar", (
            paragraph("Kontakt tas i första hand enligt tabellen. Uppgifterna ändras genom meddelande mellan "
                      "kontaktpersonerna och kräver inte att överenskommelsen skrivs om."),
            Table("Kontaktvägar under och utanför kontorstid",
                  _cells("Funktion", "Part", "Nås på", "Tid"),
                  (_cells("Kontaktperson", "Bjurholms kommun", "0932-140 00", "vardagar 8–16"),
                   _cells("Socialjour", "Bjurholms kommun", "090-16 10 00", "övrig tid"),
                   _cells("Kommunpolis", "Polismyndigheten", "114 14", "dygnet runt"),
                   _cells("Angivet av kommunen", typed, "se bilaga 2", "–")),
                  row_headers=True, widths=(3, 4, 3, 3)),
        )),
        Section("arbetsgang", "6", "Arbetsgång", (
            paragraph("Arbetet följer tre steg: första kontakt, gemensam bedömning och insatser med uppföljning."),
            Figure(DRAWING, "Tre rutor i följd med pilar emellan.", "Arbetsgången i tre steg"),
            ordered("Den som först får kontakt informerar om vad som händer härnäst.",
                    f"Kontaktpersonerna möts inom {typed} arbetsdagar.",
                    "Insatser beslutas av socialnämnden och följs upp gemensamt."),
        ), sections=(
            _clause("akut", "6.1", "Akuta lägen", paragraph(
                "Vid fara för liv eller hälsa ringer den som uppmärksammar faran 112. Därefter underrättas "
                "kontaktpersonerna enligt punkt ", Reference("kontakt", "5"), ".")),
            _clause("moten", "6.2", "Möten", paragraph(
                "Kontaktpersonerna möts minst fyra gånger om året. Mötena dokumenteras i korthet av kommunen; "
                "uppgifter om enskilda antecknas bara i respektive myndighets egna handlingar.")),
        )),
    )


def _closing_parts(typed: str) -> tuple[Section, ...]:
    return (
        Section("sekretess", "7", "Sekretess och samtycke", (
            paragraph("Varje myndighet prövar själv om en uppgift kan lämnas ut. Samtycke inhämtas skriftligt när det "
                      "behövs och är ", run("alltid frivilligt", RunStyle.STRONG), ". Den som lämnat samtycke kan när "
                      "som helst ta tillbaka det."),
        ), sections=(
            _clause("personuppgifter", "7.1", "Personuppgifter", paragraph(
                "Parterna är var för sig personuppgiftsansvariga för sin behandling. Gemensamma anteckningar om "
                "enskilda förs inte.")),
            _clause("handlingar", "7.2", "Allmänna handlingar", paragraph(
                "Överenskommelsen är en allmän handling hos båda parter.")),
        )),
        Section("kostnader", "8", "Kostnader", (
            paragraph("Vardera parten bär sina egna kostnader. Ansökan om medel görs av kommunen efter samråd."),
            Table("Fördelning av kostnader", _cells("Kostnad", "Kommunen", "Polismyndigheten"),
                  (_cells("Boende och sysselsättning", "100 %", "–"), _cells("Personsäkerhet", "–", "100 %"),
                   _cells("Gemensam utbildning, högst 40 000 kronor per år", "50 %", "50 %"))),
        )),
        Section("uppfoljning", "9", "Uppföljning", (
            paragraph("Parterna följer upp överenskommelsen en gång om året, senast den 31 mars. Uppföljningen gäller "
                      "arbetssätt och tillgänglighet, aldrig enskilda ärenden. Ansvarig är ",
                      run("[ange funktion]", RunStyle.MISSING), "."),
        )),
        Section("giltighet", "10", "Giltighet och ändringar", (
            paragraph("Överenskommelsen gäller från och med den 1 januari 2027 till och med den 31 december 2030. "
                      "Den kan sägas upp skriftligt med sex månaders uppsägningstid."),
        ), sections=(
            _clause("tvist", "10.1", "Oenighet", paragraph(
                "Uppstår oenighet ska parterna i första hand lösa den i samförstånd, i andra hand mellan "
                "socialchefen och lokalpolisområdeschefen.")),
            _clause("bilagor", "10.2", "Bilagor", paragraph("Till överenskommelsen hör"),
                    bullets("bilaga 1, Rutin för första kontakt,", "bilaga 2, Kontaktuppgifter.")),
        )),
        Section("underskrifter", "11", "Underskrifter", (
            paragraph("Överenskommelsen har upprättats i två likalydande exemplar, ett till vardera parten."),
            SignatureBlock((
                Signer("kommun-1", "För Bjurholms kommun, socialnämnden", (
                    SignatureRow("Namn", "Åsa Öberg-Lindqvist"),
                    SignatureRow("Befattning", "Socialnämndens ordförande"),
                    SignatureRow("Ort och datum"))),
                Signer("kommun-2", "För Bjurholms kommun, kommunstyrelsen", (
                    SignatureRow("Namn", typed), SignatureRow("Befattning", "Kommunchef"),
                    SignatureRow("Ort och datum"))),
                Signer("polis", "För Polismyndigheten", (
                    SignatureRow("Namn"), SignatureRow("Befattning", "Chef för lokalpolisområde Umeå"),
                    SignatureRow("Ort och datum"))),
            )),
        )),
    )


def sample_agreement(typed: str = HOSTILE) -> Document:
    """An agreement of 22 sections on two levels; ``typed`` stands wherever a person could have typed."""
    return Document(
        id="samverkansoverenskommelse",
        kind=DocumentKind.AGREEMENT,
        title="Samverkansöverenskommelse om stöd till avhoppare",
        subtitle="mellan Bjurholms kommun och Polismyndigheten",
        day=DAY,
        parties="Bjurholms kommun – Polismyndigheten",
        registration=(("Kommunens diarienummer", "SN 2026/12"), ("Polismyndighetens diarienummer", "")),
        version_note="Klausulbibliotek 4f2a91c, lydelser per den 21 november 2026",
        sections=(*_opening_parts(typed), *_working_parts(typed), *_closing_parts(typed)),
    )


def sample_form(typed: str = HOSTILE) -> Document:
    """A form about one person with fields of every kind."""
    return Document(
        id="samtycke",
        kind=DocumentKind.PERSON,
        title="Samtycke till informationsutbyte",
        day=DAY,
        parties="Bjurholms kommun, socialnämnden",
        registration=(("Ärendekod", ""),),
        version_note="Blankett version 4f2a91c, den 21 november 2026",
        sections=(
            Section("person", "1", "Vem samtycket gäller", (
                FieldRow("Namn", (Field("person-namn", FieldKind.TEXT, "Namn på den som samtycker"),)),
                FieldRow("Personnummer", (
                    Field("person-nummer", FieldKind.TEXT, "Personnummer", hint="tolv siffror"),)),
                FieldRow("Födelsedatum", (Field("person-datum", FieldKind.DATE, "Födelsedatum"),)),
                FieldRow("Behöver du tolk?", (
                    Field("person-tolk", FieldKind.CHOICE, "Behöver du tolk?", choices=("Ja", "Nej", "Vet inte")),)),
                FieldRow("Handläggare", (run(typed),)),
            )),
            Section("parter", "2", "Vilka som får dela uppgifter", (
                paragraph("Kryssa för de myndigheter som du samtycker till. Du kan välja ",
                          run("en, flera", RunStyle.STRONG), " eller ", run("ingen", RunStyle.EMPHASIS), "."),
                ChoiceList("Jag samtycker till att uppgifter delas mellan", (
                    Option("socialtjänsten i Bjurholm", True),
                    Option("Polismyndigheten", False, _box("parter.polisen", "Polismyndigheten")),
                    Option("Kriminalvården", False, _box("parter.kriminalvarden", "Kriminalvården")),
                    Option(f"annan: {typed}", True, _box("parter.annan", "Annan part")),
                )),
                FieldRow("Undantag", (
                    Field("undantag", FieldKind.MULTILINE, "Uppgifter som inte får delas", hint="skriv fritt"),)),
            )),
            Section("tid", "3", "Hur länge", (
                paragraph("Samtycket gäller till och med ",
                          Field("tid-slut", FieldKind.DATE, "Sista dag för samtycket"),
                          ", dock längst tolv månader. Jag har fått informationen uppläst: ",
                          _box("tid-upplast", "Informationen är uppläst"), "."),
                ListBlock(True, (ListItem("a)", (run("Du kan när som helst ta tillbaka ditt samtycke."),)),
                                 ListItem("b)", (run("Ring eller skriv till socialtjänsten."),)))),
            )),
            Section("underskrift", "", "Underskrift", (
                SignatureBlock((Signer("person", "Den som samtycker", (
                    SignatureRow("Namnförtydligande"), SignatureRow("Ort och datum"))),)),
            )),
        ),
    )


def sample_annex(typed: str = HOSTILE) -> Document:
    """A short annex with one section and no fields."""
    return Document(
        id="bilaga-kontakt",
        kind=DocumentKind.ANNEX,
        title="Rutin för första kontakt",
        day=DAY,
        parties="Bjurholms kommun – Polismyndigheten",
        annex_label="Bilaga 1",
        registration=(("Kommunens diarienummer", "SN 2026/12"),),
        version_note="Klausulbibliotek 4f2a91c, lydelser per den 21 november 2026",
        sections=(Section("rutin", "1", f"Rutin {typed}", (
            paragraph("Den som tar emot samtalet antecknar tid och ärendekod, inget namn."),)),),
    )


SAMPLES = (sample_agreement, sample_form, sample_annex)
