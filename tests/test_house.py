"""Rules of the house that no other tool checks."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from pipeline.cli import STAGES, cli

ROOT = Path(__file__).resolve().parent.parent
DVC = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]


def module_path(name: str) -> Path | None:
    """The file of one of our modules, relative to the project; null where there is none of that name."""
    place = Path(*name.split("."))
    for path in (place.with_suffix(".py"), place / "__init__.py"):
        if (ROOT / path).is_file():
            return path
    return None


def parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def is_for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def walk(node: ast.AST, *, into_functions: bool = True) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        if not is_for_types_only(child) and (into_functions or not inside):
            yield from walk(child, into_functions=into_functions)


def imported(node: ast.AST, *, into_functions: bool = True) -> set[str]:
    """Names of our modules that ``node`` imports, packages above them included."""
    names: set[str] = set()
    for each in walk(node, into_functions=into_functions):
        if isinstance(each, ast.Import):
            names.update(alias.name for alias in each.names)
        elif isinstance(each, ast.ImportFrom) and each.module:
            names.add(each.module)
            names.update(f"{each.module}.{alias.name}" for alias in each.names)
    ours = {name for name in names if name.split(".")[0] == "pipeline" and module_path(name)}
    return {".".join(name.split(".")[:length]) for name in ours for length in range(1, name.count(".") + 2)}


def functions_called(module: ast.Module, name: str) -> Iterator[ast.AST]:
    """The function ``name`` of a module and the others of that module that it needs."""
    functions = {each.name: each for each in module.body if isinstance(each, ast.FunctionDef)}
    waiting, seen = [name], set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        yield functions[current]
        waiting.extend(
            each.id for each in ast.walk(functions[current]) if isinstance(each, ast.Name) and each.id in functions
        )


def modules_behind(stage: str) -> set[Path]:
    """The files of every module of ours that runs in a stage, however far down it is imported."""
    stages = parsed(Path("pipeline/stages.py"))
    waiting = imported(stages, into_functions=False)
    for function in functions_called(stages, stage):
        waiting |= imported(function)
    seen = {"pipeline.stages", "pipeline.cli"}
    while waiting - seen:
        name = min(waiting - seen)
        seen.add(name)
        path = module_path(name)
        assert path is not None
        # The package offers everything to its users, lazily; a stage takes from it only what stands at its top.
        waiting |= imported(parsed(path), into_functions=name != "pipeline")
    return {path for name in seen if (path := module_path(name))}


def declarations_behind(stage: str) -> set[Path]:
    """Files and folders below schemas/ that the modules of a stage name in a call of ``read``."""
    found: set[Path] = set()
    for path in modules_behind(stage):
        for each in ast.walk(parsed(path)):
            called = ast.unparse(each.func).rpartition(".")[2] if isinstance(each, ast.Call) else ""
            if not isinstance(each, ast.Call) or called != "read" or not each.args:
                continue
            name = each.args[0].values[0] if isinstance(each.args[0], ast.JoinedStr) else each.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                place = ROOT / "schemas" / name.value
                # Of a name that is put together, the folder in front is known.
                if not place.exists() and "/" in name.value:
                    place = place.parent
                found |= {place.relative_to(ROOT)} if place.exists() and place.name != "schemas" else set()
    return found


def covered(path: Path, declared: list[str]) -> bool:
    return any(path == Path(each) or Path(each) in path.parents for each in declared)


@pytest.mark.parametrize("stage", STAGES)
def test_dvc_knows_every_module_and_declaration_that_a_stage_reads(stage: str) -> None:
    declared = [each for each in DVC[stage]["deps"] if isinstance(each, str)]
    missing = sorted(
        str(path) for path in modules_behind(stage) | declarations_behind(stage) if not covered(path, declared)
    )
    assert not missing, f"dvc.yaml, stage {stage}: add to deps: {', '.join(missing)}"


@pytest.mark.parametrize("stage", STAGES)
def test_dvc_names_nothing_that_is_not_there(stage: str) -> None:
    made = [next(iter(out)) if isinstance(out, dict) else out for each in DVC.values() for out in each.get("outs", [])]
    for dependency in DVC[stage]["deps"]:
        assert (ROOT / dependency).exists() or covered(Path(dependency), made), f"dvc.yaml, stage {stage}: {dependency}"


def test_a_stage_that_leaves_out_a_module_is_noticed() -> None:
    behind = modules_behind("extract")
    assert Path("pipeline/quantity/__init__.py") in behind
    assert Path("pipeline/model.py") in behind
    assert not covered(Path("pipeline/model.py"), ["pipeline/quantity", "pipeline/text"])


def test_dvc_has_the_stages_that_the_command_line_knows_in_their_order() -> None:
    assert tuple(DVC) == STAGES


def tracked() -> list[Path]:
    """Files that are in git or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_tracked_text_names_the_host_of_a_package_registry_or_a_folder_of_one_machine() -> None:
    # Written in two halves, or this file would find itself.
    hosts = ["py" + "pi.org", "python" + "hosted.org", "np" + "mjs", "conda" + ".anaconda", "proxy" + ".golang"]
    folders = ["/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "/wo" + "rk/"]
    forbidden = re.compile("|".join(map(re.escape, [*hosts, *folders])).encode())
    guilty = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content and (match := forbidden.search(content)):
            guilty.append(f"{path.relative_to(ROOT)}: {match[0].decode()}")
    assert not guilty


def opens_files(tree: ast.Module) -> Iterator[int]:
    methods = {
        "open",
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "iterdir",
        "glob",
        "rglob",
        "mkdir",
        "unlink",
    }
    for each in ast.walk(tree):
        if isinstance(each, ast.Call):
            name = each.func.attr if isinstance(each.func, ast.Attribute) else getattr(each.func, "id", "")
            owner = ast.unparse(each.func.value) if isinstance(each.func, ast.Attribute) else ""
            if name in methods and owner not in ("io", "webbrowser"):
                yield each.lineno


def test_only_io_opens_files() -> None:
    # What these read is part of the code: schemas/, the page's templates and scripts, a character table that is installed.
    allowed = {"pipeline/io.py", "pipeline/declarations.py", "pipeline/report/assets.py", "pipeline/text/fold.py"}
    guilty = [
        f"{name}:{line}"
        for path in sorted((ROOT / "pipeline").rglob("*.py"))
        if (name := path.relative_to(ROOT).as_posix()) not in allowed
        for line in opens_files(parsed(Path(name)))
    ]
    assert not guilty


def commands() -> list[tuple[str, click.Command]]:
    return [("report-metrics", cli), *sorted(cli.commands.items())]


@pytest.mark.parametrize(("name", "command"), commands(), ids=[name for name, _ in commands()])
def test_every_command_explains_itself_with_an_example(name: str, command: click.Command) -> None:
    explained = command.get_help(click.Context(command, info_name=name))
    assert "report-metrics " in (command.help or ""), f"{name}: no example"
    assert len(explained.splitlines()) > 8
    unexplained = [option.name for option in command.params if isinstance(option, click.Option) and not option.help]
    assert not unexplained


def test_every_module_says_what_it_is_for() -> None:
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        assert ast.get_docstring(parsed(path.relative_to(ROOT))), path.name


def test_the_constraints_name_versions_and_no_addresses() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+( ; .+)?", line), line
