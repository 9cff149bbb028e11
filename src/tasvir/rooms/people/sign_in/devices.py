"""One's signed-in devices, named so that one knows them again."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.views import ListUserSessionsView

from tasvir.rooms.people.rules import device_name


class ListDevices(ListUserSessionsView):  # type: ignore[misc]
    """The list of allauth with browser and system in words; a POST ends all others."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each session with the name of its device."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        newest = sorted(context["sessions"], key=lambda one: one.last_seen_at, reverse=True)
        return context | {"devices": [(device_name(one.user_agent), one) for one in newest]}


list_devices = ListDevices.as_view()
