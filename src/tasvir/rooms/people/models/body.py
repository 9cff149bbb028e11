"""The tree of commissions and agencies, and the working groups of a commission."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tasvir.core.characters.folding import search_key
from tasvir.foundation.texts import active_language

COMMISSION, AGENCY = "commission", "agency"


class Named(models.Model):
    """Something with a name in each language; one of the three is enough."""

    name_fa = models.CharField(max_length=200, blank=True)
    name_vi = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    search_key = models.CharField(max_length=700, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what a search compares beside the names."""
        self.search_key = search_key(" ".join([*self.names.values(), str(self)]))[:700]
        super().save(*args, **kwargs)

    @property
    def names(self) -> dict[str, str]:
        """Its names by language, those that are there."""
        found = {"fa": self.name_fa, "vi": self.name_vi, "en": self.name_en}
        return {lang: name for lang, name in found.items() if name}

    @property
    def name(self) -> str:
        """Its name in the language of the request, for templates."""
        return self.label(active_language())

    def label(self, lang: str) -> str:
        """Its name in a language, or in one that it has."""
        names = self.names
        return names.get(lang) or next(iter(names.values()), "")


class Body(Named):
    """A commission (national, provincial, of a county or commune) or a member agency, in one tree."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=[(COMMISSION, COMMISSION), (AGENCY, AGENCY)])
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    # "/0000001/0000007/": itself and all above it, of one width so that every database sorts them as the tree
    path = models.CharField(max_length=400, db_index=True, editable=False)
    agency = models.CharField(max_length=60, blank=True)  # code of lists/agencies
    area = models.CharField(max_length=60, blank=True)  # code of lists/areas
    country = models.CharField(max_length=2, blank=True)
    calendar = models.CharField(max_length=12, blank=True)  # jalali, gregorian, vn; empty: the body's above
    time_zone = models.CharField(max_length=60, blank=True)
    lang = models.CharField(max_length=2, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["path"]

    def __str__(self) -> str:
        return self.code

    def path_below(self, parent: Body | None) -> str:
        """What its path is under a body, or at the top."""
        return f"{parent.path if parent else '/'}{self.pk:07d}/"

    @property
    def depth(self) -> int:
        """How many bodies are above it."""
        return self.path.count("/") - 2

    @property
    def above_ids(self) -> list[int]:
        """The numbers of the bodies above it, from the top."""
        return [int(one) for one in self.path.strip("/").split("/")[:-1]]


class WorkingGroup(Named):
    """A working group of a commission, which a secretariat can create, rename and close."""

    commission = models.ForeignKey(Body, models.PROTECT, related_name="working_groups")
    code = models.SlugField(max_length=60)
    members = models.ManyToManyField(Body, related_name="member_of", blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["commission", "code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["commission", "code"], name="one_code_a_commission")]

    def __str__(self) -> str:
        return self.code
