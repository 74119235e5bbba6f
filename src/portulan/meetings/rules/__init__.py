"""What a meeting may be, who comes to it, what its agenda holds: the words, and what follows from them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where a meeting stands. Only an open one is written in; a closed one has its minutes."""

    PLANNED = "planned", _("Prévue")
    OPEN = "open", _("En cours")
    CLOSED = "closed", _("Close")
    CANCELLED = "cancelled", _("Annulée")


class Presence(TextChoices):
    """What is known of somebody who was invited."""

    EXPECTED = "expected", _("Attendu·e")
    PRESENT = "present", _("Présent·e")
    EXCUSED = "excused", _("Excusé·e")
    ABSENT = "absent", _("Absent·e")


class ItemKind(TextChoices):
    """What an agenda item is about."""

    APPROVAL = "approval", _("Approbation d’un PV")
    ACTION = "action", _("Action du plan")
    DECISION = "decision", _("Décision à suivre")
    WAITING = "waiting", _("Proposition en attente")
    FREE = "free", _("Point libre")
    CLOSING = "closing", _("Divers et prochaine date")


class ItemStage(TextChoices):
    """What became of an agenda item in the meeting."""

    WAITING = "waiting", _("À traiter")
    DONE = "done", _("Traité")
    PUT_OFF = "put_off", _("Remis")
    DROPPED = "dropped", _("Retiré")


class PastState(TextChoices):
    """What became of a file of old minutes."""

    REVIEW = "review", _("À relire")
    TAKEN = "taken", _("Repris")
    LEFT_OUT = "left_out", _("Écarté")


class ActKind(TextChoices):
    """What is kept of an item besides its notes."""

    DECISION = "decision", _("Décision")
    TO_DO = "to_do", _("À faire")
