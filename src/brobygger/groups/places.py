"""The seats of a group: what is free, and who is where in the queue. Who gives or moves a seat holds the lock of the group's row (``locked``)."""

from brobygger.groups.models import Group, Participant


def locked(group: Group) -> Group:
    """The group as it is now, and nobody else's until the transaction ends: the lock under which seats are given out and meetings counted."""
    row: Group = Group.objects.select_for_update(of=("self",)).select_related("centre", "kind__centre", "theme").get(pk=group.pk)
    return row


def free(group: Group) -> int | None:
    """Seats that nobody has; None where there is no limit. Never below nought."""
    return None if group.seats is None else max(group.seats - group.participants.seated().count(), 0)


def in_queue(participant: Participant) -> int:
    """1 for the next in line, on the group's list or the theme's."""
    rows = Participant.objects.waiting().filter(group=participant.group_id)
    if participant.group_id is None:
        rows = rows.filter(theme=participant.theme_id, type=participant.type)
    keys = list(rows.values_list("pk", flat=True))
    return keys.index(participant.pk) + 1 if participant.pk in keys else len(keys) + 1
