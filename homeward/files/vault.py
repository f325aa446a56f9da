"""Where files of the record lie: outside the database, under a name that says nothing, each enciphered under a key
of its own.

The key is kept with each child whom the file is about, wrapped under that child's own key (`files.models.kept`):
when the keys of all of them are destroyed, nobody can open the file again (UK GDPR Articles 17 and 32).
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from cryptography.fernet import Fernet
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction


@dataclass(frozen=True)
class Vault:
    """One of the storages of the settings: outside everything that a web server serves by itself."""

    alias: str

    @property
    def storage(self) -> Storage:
        return storages[self.alias]

    @contextmanager
    def put(self, content: bytes) -> Iterator[tuple[str, bytes]]:
        """The name under which it lies, and its key. When the block fails nothing is left of it."""
        key, name = Fernet.generate_key(), f"{secrets.token_hex(16)}.enc"
        self.storage.save(name, ContentFile(Fernet(key).encrypt(content)))
        try:
            yield name, key
        except BaseException:
            self.storage.delete(name)
            raise

    def read(self, name: str, key: bytes) -> bytes:
        with self.storage.open(name) as file:
            return Fernet(key).decrypt(file.read())

    def destroy(self, name: str) -> None:
        """When all has succeeded of which it is a part."""
        transaction.on_commit(partial(self.storage.delete, name))
