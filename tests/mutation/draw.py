"""Draw a random sample of mutants: one small change of the source each, made by cosmic-ray's operators.

    python -m tests.mutation.draw --seed 1 --n 300
    python -m tests.mutation.draw --seed 1 --stale     only in place of mutants whose lines are gone

Places are drawn, all with the same probability and each once, and then one of the changes that are possible there. Left out
are changes that cannot act: of annotations, of decorators that compile (compilation is off), and of what only a type checker
reads; and bit operators in place of arithmetic, at which any test fails.
"""

import argparse
import ast
import random
import re
from collections.abc import Iterator
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from tests.mutation.mutants import FILE, ROOT, STALE, Mutant, read, write

FOLDERS = ("sim/model", "sim/mechanisms", "sim/engine", "sim/kpis", "sim/findings", "sim/reporting")
ARITHMETIC = ("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow")
LEFT_OUT = re.compile(rf"RemoveDecorator|NoOp|ReplaceBinaryOperator_({'|'.join(ARITHMETIC)})_(Bit|LShift|RShift)")
COMPILES = re.compile(r"(compiled|rule|step)\b")
Place = tuple[str, tuple[int, int]]      # file; line and column
Change = tuple[str, int]                 # operator; which of its changes in the file


def sources() -> list[str]:
    """The files that are mutated, by their path in the repository."""
    return sorted(path.relative_to(ROOT).as_posix() for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def lines_that_cannot_act(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where annotations, and what only a type checker reads, begin and end: line and column."""
    found: list[ast.expr | ast.stmt] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            found += [node.test, *node.body]
        if isinstance(node, ast.FunctionDef):
            found += [node.returns] if node.returns else []
            found += [mark for mark in node.decorator_list if COMPILES.match(ast.unparse(mark))]
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            found.append(node.annotation)
    return [((node.lineno, node.col_offset), (node.end_lineno or node.lineno, node.end_col_offset or 0)) for node in found]


def changes_of(source: str) -> Iterator[tuple[tuple[int, int], Change]]:
    """Every change of a source: its place, its operator, and its number among the changes that the operator can make."""
    nodes, silent = list(ast_nodes(get_ast(source))), lines_that_cannot_act(source)
    for name in sorted(name for name in operator_names() if not LEFT_OUT.search(name)):
        operator_class = get_operator(name)
        if operator_class.arguments():       # needs the name of a variable
            continue
        operator, count = operator_class(), 0
        for node in nodes:
            for begins, _ in operator.mutation_positions(node):
                if not any(first <= begins < last for first, last in silent):
                    yield begins, (name, count)
                count += 1


def mutant_of(file: str, source: str, change: Change) -> Mutant:
    """The mutant that a change makes: its lines before and after."""
    name, occurrence = change
    mutated = mutate_code(source, get_operator(name)(), occurrence)
    before, after = source.splitlines(), mutated.splitlines()
    first = next(i for i, (old, new) in enumerate(zip(before, after, strict=False)) if old != new)
    same = next(i for i, (old, new) in enumerate(zip(reversed(before), reversed(after), strict=False)) if old != new)
    return Mutant(file=file, line=first + 1, operator=name.split("/")[1], before="\n".join(before[first:len(before) - same]),
                  after="\n".join(after[first:len(after) - same]))


def draw(seed: int, n: int) -> list[Mutant]:
    """A random sample of mutants, in random order, so that any first part of it is a sample too."""
    texts = {file: (ROOT / file).read_text(encoding="utf-8") for file in sources()}
    places: dict[Place, list[Change]] = {}
    for file, source in texts.items():
        for begins, change in changes_of(source):
            places.setdefault((file, begins), []).append(change)
    rng = random.Random(seed)
    drawn = rng.sample(sorted(places), n)
    print(f"{sum(map(len, places.values()))} changes at {len(places)} places of {len(texts)} files")
    return [mutant_of(file, texts[file], rng.choice(places[file, begins])) for file, begins in drawn]


def main() -> None:
    """Write a new sample over the one before, or replace its stale mutants."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--file", type=Path, default=FILE)
    parser.add_argument("--stale", action="store_true")
    asked = parser.parse_args()
    if not asked.stale:
        write(draw(asked.seed, asked.n), asked.file)
        return
    mutants = read(asked.file)
    gone = [i for i, mutant in enumerate(mutants) if mutant.outcome == STALE]
    for i, mutant in zip(gone, draw(asked.seed, len(gone)), strict=True):
        mutants[i] = mutant
    write(mutants, asked.file)


if __name__ == "__main__":
    main()
