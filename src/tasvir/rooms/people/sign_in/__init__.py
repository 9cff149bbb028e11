"""How people sign in: allauth does it, this house closes its doors, words its messages and keeps the record."""

from tasvir.rooms.people.sign_in.adapter import Adapter, SecondFactorAdapter

__all__ = ["Adapter", "SecondFactorAdapter"]
