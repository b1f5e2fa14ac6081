"""What can go wrong with something stored, each with a message for the person whose work it is."""

from __future__ import annotations

from generator.errors import GeneratorError, StorageError


class UnknownAgreement(StorageError):  # noqa: N818 - says what happened; "Error" is said by its base
    """There is no agreement with that id."""

    code = "okand-overenskommelse"


class StaleVersion(StorageError):  # noqa: N818 - says what happened
    """Somebody saved another version since this one was read; nothing was overwritten."""

    code = "inaktuell-version"


class NotStorable(StorageError):  # noqa: N818 - says what happened
    """A document of this kind must leave no trace, so nothing about it may be stored."""

    code = "far-inte-lagras"


class BrokenBackup(StorageError):  # noqa: N818 - says what happened
    """The file is no backup of ours, or it has been changed or cut off."""

    code = "trasig-sakerhetskopia"


class DatabaseNotEmpty(StorageError):  # noqa: N818 - says what happened
    """There is something in the database that a restore would replace."""

    code = "databasen-ar-inte-tom"


class NotKeepable(StorageError):  # noqa: N818 - says what happened
    """The file cannot be kept as it is."""

    code = "filen-gar-inte-att-spara"


class UnknownJob(StorageError):  # noqa: N818 - says what happened
    """There is no such job, or it is somebody else's."""

    code = "okant-arbete"


class UnknownFile(StorageError):  # noqa: N818 - says what happened
    """There is no such file."""

    code = "okand-fil"


class DamagedFile(StorageError):  # noqa: N818 - says what happened
    """The bytes are not those that were kept."""

    code = "skadad-fil"


class DatabaseLocked(StorageError):  # noqa: N818 - says what happened
    """Somebody else held the database for longer than we wait."""

    code = "databasen-last"


class DatabaseReadOnly(StorageError):  # noqa: N818 - says what happened
    """The database can be read but not written in."""

    code = "databasen-skrivskyddad"


class DiskFull(StorageError):  # noqa: N818 - says what happened
    """There is no room for more."""

    code = "disken-full"


class DatabaseAway(StorageError):  # noqa: N818 - says what happened
    """The database cannot be reached; it may come back."""

    code = "databasen-borta"


class DatabaseDamaged(StorageError):  # noqa: N818 - says what happened
    """What is in the database's file is no database, or a broken one."""

    code = "databasen-skadad"


class AccountProblem(GeneratorError):  # noqa: N818 - says what is wrong
    """What was asked for an account or an organisation cannot be done; the message says why, in Swedish."""

    code = "konto-gar-inte"


class UnknownAccount(GeneratorError):  # noqa: N818 - says what happened
    """There is no such account, organisation, invitation or guest link."""

    code = "okant-konto"
