"""Two contracts that import-linter has no word for: web layers that stay at home, and a domain that knows no HTTP.

Both hold for every context there is, also one that came yesterday, so that adding a context edits nothing here.
"""

import ast
from pathlib import Path

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

ROOT = "brobygger"
SOURCE = Path(__file__).resolve().parents[1] / "src"


class PrivateWebLayer(Contract):
    """``views``, ``forms`` and ``urls`` of a context may be imported by the context itself and by ``open_to`` only."""

    private = fields.StringField()
    open_to = fields.StringField()
    shared = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        private, open_to, shared = (_words(value) for value in (self.private, self.open_to, self.shared))
        broken = []
        for module in sorted(graph.modules):
            parts = module.split(".")
            if len(parts) < 3 or parts[2] not in private or parts[1] in shared:
                continue
            for importer in sorted(graph.find_modules_that_directly_import(module)):
                home = importer.split(".")[1:2]
                if home != parts[1:2] and not set(home) & open_to:
                    broken.append(f"{importer} imports {module}")
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["broken"]:
            output.print_error(line)


class NoHttp(Contract):
    """No module named in ``sources`` reaches, itself or by what it imports from us, a module of ``forbidden``."""

    sources = fields.StringField()
    forbidden = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        sources, forbidden = _words(self.sources), _words(self.forbidden)
        speaks_http = {module for module in graph.modules if imported_at_run_time(module) & forbidden}
        broken = []
        for module in sorted(graph.modules):
            parts = module.split(".")
            if len(parts) < 3 or parts[2] not in sources:
                continue
            for other in sorted(speaks_http):
                chain = (module,) if other == module else graph.find_shortest_chain(importer=module, imported=other)
                if chain:
                    broken.append(" → ".join(chain) + " → HTTP")
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["broken"]:
            output.print_error(line)


def imported_at_run_time(module: str) -> set[str]:
    """The names a module imports, each with all its parents: ``django.http.request`` gives ``django.http`` as well.

    The linter's own graph knows packages outside ours by their first word only, hence this look at the source.
    """
    path = SOURCE.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    names: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(file.read_text())]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)
    return {".".join(name.split(".")[:length]) for name in names for length in range(1, name.count(".") + 2)}


def _words(value: object) -> set[str]:
    return {word.strip() for word in str(value).split(",")}
