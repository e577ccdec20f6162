"""The suites of ``schemas/expectations/``, run by Great Expectations on the tables about to be published.

A suite is JSON: each expectation has a type, arguments, a severity, and in ``meta`` the name of its rule and a note in plain words.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import polars as pl

from pipeline import columns, declarations, tables
from pipeline.errors import DeclarationError
from pipeline.validate import facts, guards
from pipeline.validate.outcome import Outcome

_SEVERITIES = {"critical": "error", "warning": "warning", "info": "info"}
_KEYS = ("type", "kwargs", "severity", "meta")
# No clock may reach a page.
_RUN = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Results:
    """Outcomes in the order of the suites, their findings as issues, and by suite what Great Expectations' pages are made of."""

    outcomes: tuple[Outcome, ...]
    issues: pl.DataFrame
    rendered: Mapping[str, tuple[Any, Any]]


def read(name: str) -> dict[str, Any]:
    """The suite of a table. Raises DeclarationError naming the file and the entry that lacks something."""
    file = f"expectations/{name}.json"
    suite = declarations.read(file)
    if not isinstance(suite, dict) or not isinstance(suite.get("expectations"), list) or not suite["expectations"]:
        raise DeclarationError(
            f"schemas/{file}: has no list of expectations; a suite without any would pass whatever comes"
        )
    rules = set()
    for number, entry in enumerate(suite["expectations"], start=1):
        missing = [key for key in _KEYS if key not in entry]
        if missing or not {"rule", "note"} <= entry["meta"].keys():
            raise DeclarationError(
                f"schemas/{file}: expectation {number} lacks {', '.join(missing) or 'meta.rule or meta.note'}; add it"
            )
        if entry["severity"] not in _SEVERITIES:
            raise DeclarationError(
                f"schemas/{file}: {entry['meta']['rule']}: unknown severity {entry['severity']!r}; known are {', '.join(_SEVERITIES)}"
            )
        if entry["meta"]["rule"] in rules:
            raise DeclarationError(
                f"schemas/{file}: two rules are called {entry['meta']['rule']}; give each a name of its own"
            )
        rules.add(entry["meta"]["rule"])
    return suite


def run(
    frames: Mapping[str, pl.DataFrame],
    *,
    raws: Mapping[str, str],
    counts: Mapping[str, Mapping[str, int]],
    params: Mapping[str, Any],
) -> Results:
    """Check the published tables, each by its suite.

    Raises DeclarationError where an expectation is of an unknown type or could not be computed: Great Expectations itself drops
    the one with a line in its log, and calls a suite without expectations a success.
    """
    with quiet():
        context = _context()
        outcomes: list[Outcome] = []
        issues = [tables.issues_frame([])]
        rendered = {}
        for name, frame in facts.add(frames, raws=raws, counts=counts, params=params).items():
            declared = read(name)
            suite, result = _validate(context, declared, frame, columns.table(name).primary_key)
            found = _by_rule(name, declared, result)
            rows = {guards.key_of(columns.table(name), row): row for row in frames[name].iter_rows(named=True)}
            for entry in declared["expectations"]:
                outcome, findings = _judge(name, entry, found[entry["meta"]["rule"]], rows)
                outcomes.append(outcome)
                issues.append(tables.issues_frame(findings))
            rendered[name] = (suite, result)
    return Results(tuple(outcomes), tables.by_key("issues", pl.concat(issues)), rendered)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Great Expectations from writing to the terminal; what it has to say is in its results.

    Its warnings are about a version to come, in which conditions of rows are no longer written as text.
    """
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _context() -> Any:
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    return context


def _validate(context: Any, declared: Mapping[str, Any], frame: pl.DataFrame, key: tuple[str, ...]) -> tuple[Any, Any]:
    import great_expectations as gx
    from great_expectations.core.run_identifier import RunIdentifier

    name = declared["name"]
    entries = [{**entry, "notes": [entry["meta"]["note"]]} for entry in declared["expectations"]]
    suite = context.suites.add(gx.ExpectationSuite(name=name, expectations=entries, notes=declared.get("notes")))
    batch = context.data_sources.add_pandas(name).add_dataframe_asset(name).add_batch_definition_whole_dataframe(name)
    definition = context.validation_definitions.add(gx.ValidationDefinition(name=name, data=batch, suite=suite))
    result = definition.run(
        batch_parameters={"dataframe": frame.to_pandas(use_pyarrow_extension_array=True)},
        result_format={"result_format": "COMPLETE", "unexpected_index_column_names": list(key)},
        run_id=RunIdentifier(run_name="published", run_time=_RUN),
    )
    return suite, result


def _by_rule(name: str, declared: Mapping[str, Any], result: Any) -> dict[str, Any]:
    """Rule → result; as many as the suite lists, each computed."""
    found = {each.expectation_config.meta["rule"]: each for each in result.results}
    for entry in declared["expectations"]:
        rule = entry["meta"]["rule"]
        if rule not in found:
            raise DeclarationError(
                f"schemas/expectations/{name}.json: {rule} did not run; is {entry['type']} an expectation, with these arguments?"
            )
        message = _exception(found[rule].exception_info)
        if message:
            raise DeclarationError(
                f"schemas/expectations/{name}.json: {rule} could not be computed: {message}; mend it"
            )
    return found


def _exception(info: Any) -> str | None:
    """The message of an exception that Great Expectations caught; it stands in the mapping, or in one for each metric."""
    if not isinstance(info, dict):
        return None
    for each in (info, *(value for value in info.values() if isinstance(value, dict))):
        if each.get("raised_exception"):
            return str(each.get("exception_message")).partition("\n")[0]
    return None


def _judge(
    name: str, entry: Mapping[str, Any], result: Any, rows: Mapping[str, dict[str, Any]]
) -> tuple[Outcome, list[dict[str, Any]]]:
    table, arguments, meta = columns.table(name), entry["kwargs"], entry["meta"]
    watched = [arguments[key] for key in ("column", "column_A", "column_B") if key in arguments]
    column = next((each for each in watched if each in table.names), None)
    severity = _SEVERITIES[entry["severity"]]
    unexpected = [] if result.success else result.result.get("unexpected_index_list") or []
    outcome = Outcome(
        "great_expectations", name, column, meta["rule"], meta["note"], severity, bool(result.success),
        0 if result.success else max(1, len(unexpected)),
    )  # fmt: skip
    finding = {"severity": severity, "rule": meta["rule"], "table": name, "column": column, "expected": meta["note"]}
    if result.success:
        return outcome, []
    if not unexpected:
        return outcome, [finding | {"found": str(result.result.get("observed_value"))}]
    findings = []
    for where in unexpected:
        row = rows[guards.key_of(table, where)]
        seen = ", ".join(f"{each} {_shown(where.get(each))}" for each in watched)
        findings.append(finding | guards.about(table, row) | {"found": seen})
    return outcome, findings


def _shown(value: Any) -> str:
    return (
        "null"
        if value is None or str(value) in ("<NA>", "nan")
        else repr(value)
        if isinstance(value, str)
        else str(value)
    )
