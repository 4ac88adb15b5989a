"""check_jsonschema.py SAMPLES IDENTIFY ACCEPTED REPORT: checks the schemas against the
metaschema, and compares the verdicts on the samples."""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

samples, *schemas = (json.loads(Path(path).read_text("utf-8")) for path in sys.argv[1:])
checker = Draft202012Validator.FORMAT_CHECKER
missing = {"date", "date-time", "email", "uri"} - set(checker.checkers)
if missing:
    sys.exit(f"formats that are not asserted: {missing}")

for schema in schemas:
    Draft202012Validator.check_schema(schema, format_checker=checker)
identify, accepted = (Draft202012Validator(s, format_checker=checker) for s in schemas[:2])

complaints = []
count = {True: 0, False: 0}
left_out = 0
for sample in samples:
    if sample["leap_second"]:
        left_out += 1
        continue
    call = json.loads(sample["text"])
    for document, validator, expected in (
        ("identify", identify, sample["plain"]),
        ("identify-accepted", accepted, sample["accepted"]),
    ):
        if expected is None:
            continue
        errors = [error.message[:200] for error in validator.iter_errors(call)]
        count[not errors] += 1
        if expected != (not errors):
            should = "should be valid" if expected else "should be refused"
            complaints.append(f"{sample['name']}, {document}: {should}: {errors}")
if complaints:
    sys.exit("\n".join(complaints))
print(
    f"{len(schemas)} schemas follow the metaschema, {len(samples) - left_out} calls: {count[True]} times "
    f"valid, {count[False]} times refused, as expected ({left_out} with a leap second left out)"
)
