"""An import contract of our own: a room may be entered only through its doors."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class RoomDoors(Contract):  # type: ignore[misc]
    """Names every import that enters another room other than by its doors.

    `doors` are the modules at a room's root that others may import from; `open_rooms` have
    no doors; `exempt` rooms may go anywhere.
    """

    root = fields.StringField()
    doors = fields.SetField(subfield=fields.StringField())
    open_rooms = fields.SetField(subfield=fields.StringField(), required=False)
    exempt = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002
        """Look at every import between two rooms."""
        trespasses = [
            f"{module} -> {target}"
            for module in sorted(graph.modules)
            if self._room(module) not in (None, *(self.exempt or ()))
            for target in sorted(graph.find_modules_directly_imported_by(module))
            if self._trespasses(module, target)
        ]
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print the trespasses, one a line."""
        for line in check.metadata["trespasses"]:
            output.print_error(line, bold=False)

    def _room(self, module: str) -> str | None:
        parts = module.split(".")
        return parts[1] if parts[0] == self.root and len(parts) > 1 else None

    def _trespasses(self, module: str, target: str) -> bool:
        parts = target.split(".")
        if parts[0] != self.root or len(parts) < 3:
            return False
        if parts[1] == self._room(module) or parts[1] in (self.open_rooms or ()):
            return False
        return parts[2] not in self.doors or len(parts) > 3
