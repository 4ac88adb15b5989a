"""read_junit.py (XML CALLS INVALID)...: each report has a case for each call, and the invalid fail."""

import sys

from junitparser import Failure, JUnitXml

said = []
for path, calls, invalid in zip(*[iter(sys.argv[1:])] * 3):
    report = JUnitXml.fromfile(path)
    cases = [case for suite in report for case in suite]
    failed = [case for case in cases if any(isinstance(it, Failure) for it in case.result)]
    got = (len(cases), len(failed), report.tests, report.failures)
    want = (int(calls), int(invalid), int(calls), int(invalid))
    if got != want:
        sys.exit(f"{path}: cases, failures and their totals are {got}, want {want}")
    for case in failed:
        if not case.result[0].message or not case.result[0].text:
            sys.exit(f"{path}: {case.classname} {case.name} fails without a word")
    said.append(f"{len(cases)} cases, {len(failed)} failed")
print("; ".join(said) + ", as there are calls")
