"""What the office adds to the lists that ship; every row has its days, and none is ever deleted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Named(models.Model):
    """A name in each language; one of the three is enough."""

    name_fa = models.CharField(max_length=200, blank=True)
    name_vi = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)  # the letter, law or decision it rests on

    class Meta:
        abstract = True

    @property
    def names(self) -> dict[str, str]:
        """Its names by language, those that are there."""
        found = {"fa": self.name_fa, "vi": self.name_vi, "en": self.name_en}
        return {lang: name for lang, name in found.items() if name}

    def label(self, lang: str) -> str:
        """Its name in a language, or in one that it has."""
        return self.names.get(lang) or next(iter(self.names.values()), "")


class ReferenceEntry(Named):
    """One version of a code of a list, from a day on: a new code, another name, further spellings, or its end."""

    list = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    synonyms = models.TextField(blank=True)  # one spelling a line
    parent = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField(null=True, blank=True)  # empty: always
    valid_to = models.DateField(null=True, blank=True)  # the last day; empty: goes on

    class Meta:
        ordering: ClassVar = ["list", "code", "valid_from", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list", "code", "valid_from"], name="one_version_a_day"),
            models.UniqueConstraint(
                fields=["list", "code"], condition=models.Q(valid_from=None), name="one_version_for_always"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list}/{self.code}"


class HolidayOverride(models.Model):
    """The days of a moving holiday in one year as the office has them, in place of the computed ones."""

    country = models.CharField(max_length=2)
    code = models.CharField(max_length=40)  # nowruz, ramadan, tet
    year = models.PositiveSmallIntegerField()  # the Gregorian year of the computed start
    start = models.DateField()
    end = models.DateField()
    source = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["start"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "code", "year"], name="one_override_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year}"


class CampaignWindow(Named):
    """The days of one campaign in one year; of a campaign that ships they replace the usual ones."""

    country = models.CharField(max_length=2)
    code = models.SlugField(max_length=40)
    year = models.PositiveSmallIntegerField()  # the year of the campaign's own calendar in which it begins
    start = models.DateField()
    end = models.DateField()
    goods = models.CharField(max_length=60, blank=True)  # codes of the lists; empty: whatever is seized
    area = models.CharField(max_length=60, blank=True)
    agency = models.CharField(max_length=60, blank=True)
    measure = models.CharField(max_length=60, blank=True)  # what it was to change, of its goods; empty: seizures
    control = models.CharField(max_length=60, blank=True)  # goods whose measure it should leave as it was

    class Meta:
        ordering: ClassVar = ["start"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "year"], name="one_window_a_year")]

    def __str__(self) -> str:
        return f"{self.code} {self.year}"


class LegalParameter(Named):
    """A threshold, a factor or a time-limit of the law, in force between its days."""

    country = models.CharField(max_length=2)
    code = models.SlugField(max_length=60)
    value = models.DecimalField(max_digits=24, decimal_places=4)
    unit = models.CharField(max_length=20)  # a code of lists/units or lists/currencies, "day", "times"
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["country", "code", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "code", "valid_from"], name="one_value_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.value}"


class Driver(Named):
    """What may drive incidents: a price gap, the exchange rate, a tariff. Its values are loaded from tables."""

    country = models.CharField(max_length=2)
    code = models.SlugField(max_length=40)
    unit = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering: ClassVar = ["country", "code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["country", "code"], name="one_driver_a_code")]

    def __str__(self) -> str:
        return f"{self.country}/{self.code}"


class DriverValue(models.Model):
    """What a driver was over some days, in an area and for goods where these are told; a later table replaces it."""

    driver = models.ForeignKey(Driver, models.PROTECT, related_name="values")
    start = models.DateField()
    end = models.DateField()
    area = models.CharField(max_length=60, blank=True)
    goods = models.CharField(max_length=60, blank=True)
    value = models.FloatField()
    source = models.CharField(max_length=300, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["driver", "start", "area", "goods", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["driver", "start", "end", "area", "goods"],
                condition=models.Q(replaced_at=None),
                name="one_value_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.driver} {self.start}"
