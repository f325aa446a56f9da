"""The arguments of an address."""


def pk(record, **more):
    return {"pk": record.pk, **more}
