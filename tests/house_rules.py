"""The rules of the house, each a function from a module's source to what breaks it.

tests/test_architecture.py holds every module to them, and each rule to an example that breaks it.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("southend", "reports", "operations", "incidents", "records", "accounts", "audit")
FUNCTION_LINES = 30
FILE_LINES = 400

Found = Iterator[tuple[int, str]]
"""Line and what stands there."""


@dataclass(frozen=True)
class Module:
    """One Python file by its path from the root, with its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return ast.parse(self.text)

    @property
    def is_interface(self) -> bool:
        """Whether it may read the clock: a view, a task, a command, a desk, or the like."""
        return bool(INTERFACE.search(self.path))

    @property
    def is_view(self) -> bool:
        """Whether it answers requests."""
        return bool(re.search(r"/views(\.py|/)", self.path))

    def walk(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """Find every node of some kinds."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))


INTERFACE = re.compile(
    r"/(views|context|middleware)(\.py|/)|/(tasks|admin|desk|backends)\.py|/management/commands/"
    r"|^southend/|^accounts/clock\.py$"
)
CLOCK = re.compile(
    r"^(datetime\.)?datetime\.(now|utcnow|today)$|^timezone\.(now|localtime|localdate)$"
    r"|^(datetime\.)?date\.today$|^time\.(time|time_ns|localtime|gmtime)$"
)
READS_THE_TIME = {
    "accounts/clock.py",
    "southend/demonstration/clock.py",  # writes down when the demonstration began, in real time
}
JOURNAL = re.compile(r"^(JournalEntry|Seal)(\.objects\.\w*create\w*)?$")
WHOLE_TABLE = re.compile(r"\.objects\.(all|get)$")
A_TABLE = re.compile(r"^(?!ImportBatch$)[A-Z]\w*(\.objects)?$")
"""A table as a whole. Imports are of a force and of no district: a permission opens them all."""


def modules(*folders: str) -> list[Module]:
    """Read every module below some folders but migrations and what others wrote."""
    found = []
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name and "/vendor/" not in name:
                found.append(Module(name, path.read_text(encoding="utf-8")))
    return found


def dotted(node: ast.AST) -> str:
    """Write an attribute of an attribute of a name as it stands: a.b.c."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def status_is_written(module: Module) -> Found:
    """Only records/transitions.py writes a status."""
    if module.path == "records/transitions.py":
        return
    for node in module.walk(ast.Attribute):
        assert isinstance(node, ast.Attribute)
        if node.attr == "status" and isinstance(node.ctx, ast.Store):
            yield node.lineno, f"{dotted(node)} ="
    for node in module.walk(ast.Call):
        assert isinstance(node, ast.Call)
        name = dotted(node.func)
        named = {keyword.arg for keyword in node.keywords}
        strings = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
        in_bulk = name.endswith(("bulk_update", "setattr")) and "status" in strings
        if in_bulk or (name.endswith(".update") and "status" in named):
            yield node.lineno, f"{name}(… status …)"


def journal_is_written(module: Module) -> Found:
    """Only audit/journal.py makes an entry or a seal."""
    if module.path == "audit/journal.py":
        return
    for node in module.walk(ast.Call):
        assert isinstance(node, ast.Call)
        if JOURNAL.match(dotted(node.func)):
            yield node.lineno, f"{dotted(node.func)}(…)"


def time_is_read(module: Module) -> Found:
    """Only accounts/clock.py reads the time."""
    if module.path in READS_THE_TIME:
        return
    for node in module.walk(ast.Attribute):
        if CLOCK.match(dotted(node)):
            yield node.lineno, dotted(node)  # type: ignore[attr-defined]  # walk gives attributes


def clock_is_asked_below_the_interfaces(module: Module) -> Found:
    """Only views, tasks, commands, desks, backends and middleware ask the clock."""
    if module.is_interface:
        return
    for node in module.walk(ast.Attribute, ast.ImportFrom):
        if dotted(node) in {"clock.now", "clock.today"}:
            yield node.lineno, dotted(node)  # type: ignore[attr-defined]  # walk gives attributes
        if isinstance(node, ast.ImportFrom) and node.module == "accounts.clock":
            for name in node.names:
                if name.name in {"now", "today"}:
                    yield node.lineno, f"from accounts.clock import {name.name}"


def function_is_long(module: Module) -> Found:
    """A function fits in a glance; its signature and its docstring are not counted."""
    for node in module.walk(ast.FunctionDef, ast.AsyncFunctionDef):
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        if not body:
            continue
        lines = (node.end_lineno or node.lineno) - body[0].lineno + 1
        if lines > FUNCTION_LINES:
            yield node.lineno, f"{node.name}: {lines} lines"


def file_is_long(module: Module) -> Found:
    """A module that grows becomes a package."""
    lines = module.text.count("\n")
    if lines > FILE_LINES:
        yield lines, f"{lines} lines"


def import_is_hidden(module: Module) -> Found:
    """Imports stand at the top, absolute, by name."""
    for function in module.walk(ast.FunctionDef, ast.AsyncFunctionDef):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno, "import inside a function"
    for node in module.walk(ast.ImportFrom):
        assert isinstance(node, ast.ImportFrom)
        if node.level:
            yield node.lineno, "relative import"
    for node in module.walk(ast.Name, ast.Attribute):
        if dotted(node).rpartition(".")[2] in {"import_module", "__import__"}:
            yield node.lineno, dotted(node)  # type: ignore[attr-defined]  # both have a line


EXEMPTIONS = re.compile(r"type:\s*ignore|\bnoqa\b|pragma:\s*no\s*cover")
REASONED = re.compile(r"type: ignore\[[\w, -]+\]\s+# \S+|noqa: [A-Z0-9, ]+ - \S+|no cover - \S+")


def exemption_has_no_reason(module: Module) -> Found:
    """Every exemption from a check says why."""
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type != tokenize.COMMENT or not EXEMPTIONS.search(token.string):
            continue
        if not REASONED.search(token.string):
            yield token.start[0], token.string


def everything_is_caught(module: Module) -> Found:
    """Only what can be answered is caught; what is raised again may first tidy up.

    Raising it as the cause of what says it in words is raising it again.
    """
    for node in module.walk(ast.ExceptHandler):
        assert isinstance(node, ast.ExceptHandler)
        last = node.body[-1]
        if isinstance(last, ast.Raise) and (last.exc is None or last.cause is not None):
            continue
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        if any(kind is None or dotted(kind) in {"Exception", "BaseException"} for kind in caught):
            yield node.lineno, "except " + (ast.unparse(node.type) if node.type else "")


def key_is_generic(module: Module) -> Found:
    """A foreign key names its table."""
    for node in module.walk(ast.Name, ast.alias):
        name = node.id if isinstance(node, ast.Name) else getattr(node, "name", "")
        if name in {"GenericForeignKey", "GenericRelation"}:
            yield node.lineno, name  # type: ignore[attr-defined]  # both have a line


def view_reads_past_rights(module: Module) -> Found:
    """A view begins with what the officer may see: with visible_to, or inside limit(…).

    What was found so may be read again by its own key.
    """
    if not module.is_view:
        return
    limited = {
        id(argument)
        for node in module.walk(ast.Call)
        if dotted(node.func).endswith(".limit")  # type: ignore[attr-defined]  # walk gives calls
        for argument in node.args  # type: ignore[attr-defined]  # walk gives calls
    }
    for node in module.walk(ast.Call):
        assert isinstance(node, ast.Call)
        name = dotted(node.func)
        whole_table = WHOLE_TABLE.search(name) and id(node) not in limited
        of_a_table = name == "get_object_or_404" and A_TABLE.search(dotted(node.args[0]))
        by_key = name.endswith(".get") and any(
            keyword.arg == "pk" and not dotted(keyword.value).endswith(".pk")
            for keyword in node.keywords
        )
        if whole_table or of_a_table or by_key:
            yield node.lineno, ast.unparse(node)


def rule_runs_a_query(module: Module) -> Found:
    """A rule is told what it needs to know."""
    if not module.path.endswith("/rules.py"):
        return
    for node in module.walk(ast.Attribute):
        assert isinstance(node, ast.Attribute)
        if node.attr in {"objects", "_default_manager", "filter", "exists"}:
            yield node.lineno, f".{node.attr}"


def action_knows_the_queue(module: Module) -> Found:
    """An action is called by a task and never knows it."""
    if not re.search(r"/(actions|rules|models|querysets)(\.py|/)", module.path):
        return
    for node in module.walk(ast.Import, ast.ImportFrom):
        names = [name.name for name in getattr(node, "names", [])]
        origin = getattr(node, "module", "") or ""
        if any(each.split(".")[0] == "celery" for each in (*names, origin)) or (
            "tasks" in names or origin.endswith(".tasks")
        ):
            yield node.lineno, ast.unparse(node)  # type: ignore[attr-defined]  # imports have one


NAMELESS = {"core", "common", "utils", "util", "helpers", "services", "signals", "misc"}


def module_has_no_name(module: Module) -> Found:
    """A module is called by what it holds."""
    parts = set(re.split(r"[/.]", module.path))
    if parts & NAMELESS:
        yield 1, module.path
