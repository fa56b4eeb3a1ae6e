"""Office files under a password ([MS-OFFCRYPTO] 2.3.4): opened with it, and closed again with the same one.

An encrypted OOXML file is an OLE container with the streams ``EncryptionInfo`` and ``EncryptedPackage``.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from exporters.ooxml.file_kinds import encrypted_refusal, ole_streams
from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import refuse_doctype
from exporters.ooxml.package import DAMAGED
from knowledge.errors import InputRejected

MAX_SPINS = 1_000_000
"""Rounds of the password hash; Office writes 100,000, and each 100,000 cost a tenth of a second."""
_INFO_SIZE = 64 * 1024
_SMALLEST = 8 + 2 * 4096
"""Bytes of the declared size, then whole segments: what is decrypted must be a multiple of the cipher's block."""
_UNKNOWN = "It is damaged, or encrypted by a method that is not read; save it anew in Excel with the same password."


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A file as it stands and the archive inside it, which are the same where it is not encrypted."""

    original: bytes
    archive: bytes
    encrypted: bool


def unlocked(data: bytes, password: str | None, limits: Limits) -> Unlocked:
    """Return the archive inside; raises InputRejected where the password is missing or wrong."""
    if "encryptedpackage" not in ole_streams(data):
        return Unlocked(data, data, encrypted=False)
    if password is None:
        raise encrypted_refusal()
    return Unlocked(data, _decrypted(data, password, limits), encrypted=True)


def locked_again(archive: bytes, password: str) -> bytes:
    """Return the archive encrypted with the password (AES, agile encryption), as Office 2010 and later do.

    A package of up to 4,096 bytes would go into the container's mini stream, which the library writes wrongly; blanks
    behind its declared size ([MS-OFFCRYPTO] 2.3.4.4) keep it out of there.
    """
    from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    info, key = ECMA376Agile.generate_encryption_parameters(password)
    package = ECMA376Agile.encrypt_payload(io.BytesIO(archive), info.encryptedKey, key, info.keyData.saltValue)
    package += bytes(max(0, _SMALLEST - len(package)))
    closed = io.BytesIO()
    ECMA376Encrypted(package, ECMA376Agile.get_encryption_information(info, package, key)).write_to(closed)
    return closed.getvalue()


def _decrypted(data: bytes, password: str, limits: Limits) -> bytes:
    from msoffcrypto.exceptions import InvalidKeyError

    _check_info(data)
    opened = io.BytesIO()
    try:
        file = _opened(data)
        file.load_key(password=password, verify_password=True)
        file.decrypt(opened, verify_integrity=file.type == "agile")
    except InvalidKeyError as error:
        if "integrity" in str(error):
            raise InputRejected("The encrypted file was changed or cut off on its way.", DAMAGED) from None
        raise InputRejected(
            "The password does not open the file.", "Check the password file: its first line, exactly as it was set."
        ) from None
    except (InputRejected, MemoryError):
        raise
    except Exception as error:  # a hostile container may break the library anywhere
        raise InputRejected("The encrypted file cannot be opened.", _UNKNOWN) from error
    if len(opened.getbuffer()) > limits.file_size:
        raise InputRejected(f"The file inside has more than {limits.file_size:,} bytes.", "Ask for a smaller file.")
    return opened.getvalue()


def _opened(data: bytes) -> Any:
    from msoffcrypto.format.ooxml import OOXMLFile

    file = OOXMLFile(io.BytesIO(data))
    if file.type == "agile" and not 0 <= file.info["spinValue"] <= MAX_SPINS:
        raise InputRejected(f"The file asks for {file.info['spinValue']:,} rounds of hashing a password.", _UNKNOWN)
    return file


def _check_info(data: bytes) -> None:
    """Hold the container's own XML to what every other foreign XML is held to, before any parser sees it."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            info = container.openstream("EncryptionInfo").read(_INFO_SIZE + 1)
    except Exception as error:
        raise InputRejected("The encrypted file cannot be opened.", _UNKNOWN) from error
    if len(info) > _INFO_SIZE or b"<!" in info:
        raise InputRejected("The encrypted file describes its encryption in an unusual way.", _UNKNOWN)
    refuse_doctype(info[8:], "EncryptionInfo")
