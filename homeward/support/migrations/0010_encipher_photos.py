"""Enciphers the photos that there are, each under a key of its own, wrapped for each of its children.

The file is written anew and the old one goes when all of it has succeeded, so that a fault loses nothing.
"""

import secrets
from functools import partial

from cryptography.fernet import Fernet
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import migrations, transaction


def encipher(apps, schema_editor):
    child_keys = apps.get_model("trail", "ChildKey").objects
    photo_children = apps.get_model("support", "PhotoChild").objects
    for photo in apps.get_model("support", "Photo").objects.iterator():
        key = Fernet.generate_key()
        for child_id in photo.children.values_list("pk", flat=True):
            own, _ = child_keys.get_or_create(
                child_id=child_id, defaults={"key": Fernet.generate_key()}
            )
            photo_children.create(
                partnership_id=photo.partnership_id,
                photo=photo,
                child_id=child_id,
                wrapped_key=Fernet(bytes(own.key)).encrypt(key),
            )
        write_again(photo, ".enc", Fernet(key).encrypt)


def decipher(apps, schema_editor):
    child_keys = apps.get_model("trail", "ChildKey").objects
    for photo in apps.get_model("support", "Photo").objects.iterator():
        for about in apps.get_model("support", "PhotoChild").objects.filter(photo=photo):
            own = child_keys.get(child_id=about.child_id)
            photo.children.add(about.child_id)
        if photo.removed_at is None:
            key = Fernet(bytes(own.key)).decrypt(bytes(about.wrapped_key))
            write_again(photo, ".jpg", Fernet(key).decrypt)
    apps.get_model("support", "PhotoChild").objects.all().delete()


def write_again(photo, ending, turned):
    storage = storages["photos"]
    if not storage.exists(photo.name):
        return  # lost before: there is nothing to keep from anybody
    with storage.open(photo.name) as file:
        held = file.read()
    before, photo.name = photo.name, f"{secrets.token_hex(16)}{ending}"
    storage.save(photo.name, ContentFile(turned(held)))
    photo.save(update_fields=["name"])
    transaction.on_commit(partial(storage.delete, before))


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0009_photos_under_keys"),
        ("trail", "0004_index_at_once"),
    ]

    operations = [migrations.RunPython(encipher, decipher)]
