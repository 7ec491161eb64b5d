"""The mutations that are tried on a module. Each replaces one node of its syntax tree."""

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

COMPARISONS: dict[type[ast.cmpop], Sequence[type[ast.cmpop]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any", "filter": "exclude", "exclude": "filter"}
TRANSLATIONS = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy"}
Function = ast.FunctionDef | ast.AsyncFunctionDef
Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A mutation: the node to replace, by its index in `ast.walk`, and its replacement.

    `function` is the qualified name of the outermost function that contains the node. It is "" for code that runs while
    the module is imported.
    """

    position: int
    line: int
    before: str
    after: str
    function: str
    replacement: ast.AST = field(compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.line}: {self.before} -> {self.after}"


@dataclass(frozen=True)
class _Place:
    """A node that may be mutated, with its parent and the outermost function around it."""

    node: ast.AST
    parent: ast.AST
    function: str

    @property
    def uses_text(self) -> bool:
        """Return whether a function compares, returns or passes on this string, or has it as a default."""
        used = ast.Return | ast.Compare | ast.Assign | ast.keyword | ast.IfExp
        return isinstance(self.parent, ast.arguments) or (self.function != "" and isinstance(self.parent, used))


def changes_in(source: str) -> list[Change]:
    """Return all mutations of this source, in line order."""
    tree = ast.parse(source)
    positions = {id(node): position for position, node in enumerate(ast.walk(tree))}
    members = _members(tree)
    found = [
        Change(
            position=positions[id(place.node)],
            line=getattr(place.node, "lineno", 1),
            before=_shown(place.node),
            after=_shown(replacement),
            function=place.function,
            replacement=replacement,
        )
        for place in _places(tree, tree, "", "")
        for replacement in _replacements(place, members)
    ]
    return sorted(found, key=lambda change: (change.line, change.position, change.after))


def changed(source: str, change: Change) -> ast.Module:
    """Return the syntax tree of the source with the mutation applied. Line numbers stay the same."""
    tree = ast.parse(source)
    target = list(ast.walk(tree))[change.position]
    replacement = copy.deepcopy(change.replacement)
    for node in ast.walk(replacement):
        if isinstance(node, ast.stmt | ast.expr):
            ast.copy_location(node, target)

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return replacement if node is target else self.generic_visit(node)

    Replace().visit(tree)
    return ast.fix_missing_locations(tree)


def _shown(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else f"{text[:87]}..."


def _places(node: ast.AST, parent: ast.AST, function: str, prefix: str) -> Iterator[_Place]:
    """Yield the node and its descendants, except user-facing text, types, imports, decorators and docstrings."""
    if _is_left_alone(node):
        return
    yield _Place(node, parent, function)
    if isinstance(node, ast.Raise) or _is_timedelta(node):
        return
    for name, child in _children(node):
        inner, below = function, prefix
        if isinstance(node, Function | ast.ClassDef):
            below = f"{prefix}{node.name}."
        if isinstance(node, Function) and name == "body":
            inner = function or f"{prefix}{node.name}"
        yield from _places(child, node, inner, below)


def _is_left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.JoinedStr() | ast.Assert():
            return True
        case ast.Expr(value=ast.Constant(value=str())):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in TRANSLATIONS
    return False


def _children(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "bases", "type_comment"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield name, child


def _is_timedelta(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "timedelta"


def _members(tree: ast.Module) -> dict[str, list[str]]:
    """Return the members of each enum-like class, by class name: `State.CONFIRMED`, `State.CANCELLED`."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr.isupper():
            found.setdefault(node.value.id, set()).add(node.attr)
    return {name: sorted(members) for name, members in found.items()}


def _replacements(place: _Place, members: dict[str, list[str]]) -> Iterator[ast.AST]:
    node = place.node
    if isinstance(node, ast.expr):
        yield from _expressions(node, place, members)
    elif isinstance(node, ast.stmt):
        yield from _statements(node)
    elif isinstance(node, ast.comprehension):
        for number in range(len(node.ifs)):
            yield _with(node, ifs=[each for other, each in enumerate(node.ifs) if other != number])


def _expressions(node: ast.expr, place: _Place, members: dict[str, list[str]]) -> Iterator[ast.expr]:
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp():
            yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.BinOp() if place.function and type(node.op) in ARITHMETIC:
            yield _with(node, op=ARITHMETIC[type(node.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.IfExp(test=test) if not _has_own_opposite(test):
            yield _with(node, test=_negated(test))
        case ast.Name(id=name) if name in OPPOSITES and isinstance(place.parent, ast.Call):
            yield _with(node, id=OPPOSITES[name])
        case ast.Attribute():
            yield from _attributes(node, place.parent, members)
        case ast.Call() if _is_timedelta(node):
            yield from _timedeltas(node)
        case ast.Constant():
            yield from _constants(node, place)


def _comparisons(node: ast.Compare) -> Iterator[ast.Compare]:
    for number, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            yield _with(node, ops=[*node.ops[:number], other(), *node.ops[number + 1 :]])


def _attributes(node: ast.Attribute, parent: ast.AST, members: dict[str, list[str]]) -> Iterator[ast.Attribute]:
    if node.attr in {"filter", "exclude"} and isinstance(parent, ast.Call):
        yield _with(node, attr=OPPOSITES[node.attr])
    known = members.get(node.value.id, []) if isinstance(node.value, ast.Name) else []
    if node.attr in known and len(known) > 1:
        yield _with(node, attr=known[(known.index(node.attr) + 1) % len(known)])


def _timedeltas(node: ast.Call) -> Iterator[ast.Call]:
    """Yield the call with each number replaced by 1 (or by 0, if it is 1), and with each number doubled."""
    numbers = [*node.args, *(keyword.value for keyword in node.keywords)]
    for place, number in enumerate(numbers):
        if not isinstance(number, ast.Constant) or not isinstance(number.value, int | float):
            continue
        for value in (0 if number.value == 1 else 1, number.value * 2):
            values = [*numbers[:place], ast.Constant(value), *numbers[place + 1 :]]
            args, named = values[: len(node.args)], values[len(node.args) :]
            keywords = [ast.keyword(old.arg, new) for old, new in zip(node.keywords, named, strict=True)]
            yield _with(node, args=args, keywords=keywords)


def _constants(node: ast.Constant, place: _Place) -> Iterator[ast.Constant]:
    """Mutate numbers and booleans everywhere, but strings only where a function uses them: elsewhere they are names."""
    match node.value:
        case bool():
            yield ast.Constant(not node.value)
        case int():
            yield ast.Constant(node.value + 1)
            yield ast.Constant(node.value - 1)
        case str() if place.uses_text:
            yield ast.Constant("" if node.value else "mutant")


def _statements(node: ast.stmt) -> Iterator[ast.stmt]:
    match node:
        case ast.If(test=test) | ast.While(test=test) if not _has_own_opposite(test):
            yield _with(node, test=_negated(test))
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.AugAssign() if type(node.op) in ARITHMETIC:
            yield _with(node, op=ARITHMETIC[type(node.op)]())
            yield ast.Pass()
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Delete():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def _has_own_opposite(test: ast.expr) -> bool:
    """Return whether mutating the test itself already yields its negation."""
    return (isinstance(test, ast.Compare) and len(test.ops) == 1) or isinstance(test, ast.UnaryOp)


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _with(node: Node, **fields: object) -> Node:
    """Return a copy of the node with some fields replaced."""
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made
