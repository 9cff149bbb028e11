"""Who reports a total, how far the report may reach, and whose report stands above whose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from tasvir.core.linkage.records import Tree
from tasvir.core.picture.office.commission import Body, Commission

Reach = Literal["wider", "outside"]
_BODY = "body:"  # so that the code of a body is never taken for that of an agency


class Reporters:
    """The bodies of an office in their tree, and the agencies of the list for rows that no body owns."""

    def __init__(self, areas: Tree, agencies: Tree, commission: Commission | None = None) -> None:
        self.areas, self.agencies = areas, agencies
        self.commission = commission or Commission()

    def reporter(self, file: str, agency: str, area: str) -> str:
        """The body whose file a row is, else the body of its agency that holds its area, else its agency."""
        body = self.commission.body_of_file(file) if file else None
        if body is None or (agency and body.agency and body.agency != agency):
            body = self._by_agency(agency, area)
        return _BODY + body.code if body else agency

    def body(self, reporter: str) -> Body | None:
        """The body behind a reporter, where it is one."""
        return self.commission.body_by_code.get(reporter.removeprefix(_BODY)) if reporter.startswith(_BODY) else None

    def reach(self, reporter: str, area: str) -> Reach | None:
        """Whether an area reaches beyond the office or the reporting body; an area that no list knows does not."""
        body = self.body(reporter)
        if not area or area not in self.areas.parents:
            return None
        for bound in (self.commission.area, body.area if body else None):
            if bound and bound not in self.areas.line(area):
                return "wider" if area in self.areas.line(bound) else "outside"
        return None

    def line(self, reporter: str) -> list[str]:
        """The reporter and everybody above it, nearest first."""
        found = [reporter]
        while (above := self._above(found[-1])) and above not in found:
            found.append(above)
        return found

    def area_line(self, area: str) -> list[str]:
        """The area and those above it, as far as the office reaches."""
        line = self.areas.line(area)
        bound = self.commission.area
        return line[: line.index(bound) + 1] if bound in line else line

    def _above(self, reporter: str) -> str | None:
        body = self.body(reporter)
        if body and body.parent:
            return _BODY + body.parent
        return self._above_agency(body.agency if body else reporter)

    def _above_agency(self, agency: str) -> str | None:
        parent = self.agencies.parents.get(agency)
        top = next((body for body in self._of_agency.get(parent or "", ()) if self._leads(body)), None)
        return _BODY + top.code if top else parent

    def _leads(self, body: Body) -> bool:
        """Whether no body of the same agency stands above a body."""
        above = (self.commission.body_by_code[code] for code in self.commission.above(body.code))
        return all(one.agency != body.agency for one in above)

    def _by_agency(self, agency: str, area: str) -> Body | None:
        bodies = self._of_agency.get(agency, [])
        held = [body for body in bodies if self._holds(body, area)]
        # The narrowest body that holds the area; of several in one area the topmost.
        ranked = sorted(held, key=lambda body: (-len(self.areas.line(body.area or "")), not self._leads(body)))
        if not ranked and len(bodies) == 1:
            return bodies[0]
        return ranked[0] if ranked else None

    def _holds(self, body: Body, area: str) -> bool:
        bound = body.area or self.commission.area
        return not area or not bound or bound in self.areas.line(area)

    @cached_property
    def _of_agency(self) -> dict[str, list[Body]]:
        found: dict[str, list[Body]] = {}
        for body in self._declared():
            found.setdefault(body.agency, []).append(body)
        return found

    def _declared(self) -> Iterator[Body]:
        return (body for body in self.commission.bodies if body.agency)
