"""What can stop somebody who signs in at her organisation, each with its own calm page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.errors import GeneratorError


class Trouble(StrEnum):
    """Why somebody did not come in. The value is what the service's log says."""

    AWAY = "svarar-inte"
    STRAY = "hor-inte-hit"
    LATE = "for-sent"
    USED = "redan-anvand"
    OTHER = "annan-inloggning"
    STRANGER = "fel-utfardare"
    CLOCKS = "klockorna"
    UNTRUSTED = "gar-inte-att-lita-pa"
    CANCELLED = "avbruten"
    REFUSED = "sa-nej"
    NO_ROLE = "ingen-behorighet"
    TAKEN = "inget-konto"
    DISABLED = "avstangd"


@dataclass(frozen=True)
class TroublePage:
    """What the page about it says."""

    status: int
    heading: str
    text: str
    can_be_another: bool = False
    """Whether it may help to sign in there as somebody else."""


PAGES: Mapping[Trouble, TroublePage] = {
    Trouble.AWAY: TroublePage(
        503,
        "Organisationens inloggning svarar inte",
        "Det är den inloggning som din organisation sköter som inte går att nå just nu. Vänta en stund och försök "
        "igen. Du som har ett lösenord här kan logga in med det.",
    ),
    Trouble.STRAY: TroublePage(
        400,
        "Inloggningen hör inte ihop med den här webbläsaren",
        "Det händer om du loggar in i två flikar samtidigt, eller läser in sidan en gång till när inloggningen redan "
        "är klar. Är du inte inne, börja om.",
    ),
    Trouble.LATE: TroublePage(
        400, "Inloggningen tog för lång tid", "Det gick mer än tio minuter från att du började. Börja om."
    ),
    Trouble.USED: TroublePage(
        400,
        "Svaret går inte att använda en gång till",
        "Det svar som din organisation gav är redan använt eller har blivit för gammalt. Börja om.",
    ),
    Trouble.OTHER: TroublePage(
        400,
        "Svaret gäller en annan inloggning",
        "Det hör inte ihop med den inloggning som du började. Du är inte inne. Börja om.",
    ),
    Trouble.STRANGER: TroublePage(
        400,
        "Svaret kom inte från din organisation",
        "Någon annan än den inloggning som tjänsten litar på har svarat. Du är inte inne. Händer det igen, tala med "
        "den som sköter tjänsten.",
    ),
    Trouble.CLOCKS: TroublePage(
        502,
        "Klockorna går olika",
        "Klockan hos organisationens inloggning skiljer sig från klockan här. Därför går det inte att veta om svaret "
        "är nytt. Tala med den som sköter tjänsten.",
    ),
    Trouble.UNTRUSTED: TroublePage(
        502,
        "Svaret går inte att lita på",
        "Organisationens inloggning svarade med något som inte stämmer. Du är inte inne. Försök igen, och tala annars "
        "med den som sköter tjänsten.",
    ),
    Trouble.CANCELLED: TroublePage(
        403,
        "Inloggningen avbröts",
        "Du eller din organisation sa nej till att logga in här. Inget har ändrats. Ångrar du dig kan du börja om.",
    ),
    Trouble.REFUSED: TroublePage(
        502,
        "Organisationens inloggning sa nej",
        "Den och tjänsten är inte inställda på varandra, eller så är något fel hos den. Försök igen, och tala annars "
        "med den som sköter tjänsten.",
    ),
    Trouble.NO_ROLE: TroublePage(
        403,
        "Du har ingen behörighet här",
        "Din organisation känner dig men har inte gett dig någon roll i den här tjänsten. Be den som sköter "
        "behörigheterna hos er.",
        can_be_another=True,
    ),
    Trouble.TAKEN: TroublePage(
        403,
        "Kontot gick inte att göra i ordning",
        "Din organisation känner dig, men uppgifterna om dig räcker inte till ett konto här. Försök igen, och tala "
        "annars med den som sköter tjänsten.",
        can_be_another=True,
    ),
    Trouble.DISABLED: TroublePage(
        403,
        "Kontot är avstängt",
        "Din organisation känner dig, men administratören här har stängt av kontot. Tala med administratören.",
        can_be_another=True,
    ),
}


class SignInStopped(GeneratorError):  # noqa: N818 - says what happened
    """Somebody did not come in."""

    code = "organisationens-inloggning"

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(PAGES[trouble].heading)
