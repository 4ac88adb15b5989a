// ajv_reports.mjs REPORT_SCHEMA LINE_SCHEMA REPORT... : each report (.json), and each line of each
// report (.jsonl), is what the published schema says.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [reportSchema, lineSchema, ...paths] = process.argv.slice(2);
const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const compile = (path) => ajv.compile(JSON.parse(readFileSync(path, "utf8")));
const [report, line] = [compile(reportSchema), compile(lineSchema)];

const count = { reports: 0, lines: 0 };
const complaints = [];
const judge = (validate, text, place) => {
  if (!validate(JSON.parse(text))) complaints.push(`${place}: ${ajv.errorsText(validate.errors)}`);
};
for (const path of paths) {
  const text = readFileSync(path, "utf8");
  if (path.endsWith(".json")) {
    judge(report, text, path);
    count.reports += 1;
  } else {
    for (const [index, each] of text.trimEnd().split("\n").entries()) {
      judge(line, each, `${path}:${index + 1}`);
      count.lines += 1;
    }
  }
}
// The schemas can tell: neither takes a thing that is no report.
for (const validate of [report, line]) {
  if (validate({ type: "finding" })) complaints.push("a schema takes anything");
}
if (complaints.length > 0 || count.lines < 100) {
  console.error(complaints.join("\n") || `only ${count.lines} lines`);
  process.exit(1);
}
console.log(`${count.reports} reports and ${count.lines} lines are valid`);
