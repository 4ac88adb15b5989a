// ajv.mjs SAMPLES IDENTIFY ACCEPTED REPORT...: compiles the schemas with everything strict, and
// compares the verdicts on the samples.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [samples, ...schemas] = process.argv
  .slice(2)
  .map((path) => JSON.parse(readFileSync(path, "utf8")));

const complaints = [];
// Ajv logs what is "log" by default; strict: true makes all of it errors.
const ajv = new Ajv2020({ strict: true, allErrors: true, validateSchema: true });
addFormats.default(ajv);
const [identify, accepted] = schemas.map((schema) => ajv.compile(schema));

for (const { $id, examples = [] } of schemas) {
  for (const example of examples) {
    if (!ajv.getSchema($id)(example)) complaints.push(`an example of ${$id} is not valid`);
  }
}
const count = { valid: 0, refused: 0 };
const judge = (name, validate, text, expected) => {
  if (expected === null) return;
  const verdict = validate(JSON.parse(text));
  count[verdict ? "valid" : "refused"] += 1;
  if (verdict !== expected) {
    const errors = ajv.errorsText(validate.errors);
    complaints.push(`${name}: ${expected ? "should be valid" : "should be refused"}: ${errors}`);
  }
};
for (const sample of samples) {
  judge(`${sample.name}, identify`, identify, sample.text, sample.plain);
  judge(`${sample.name}, identify-accepted`, accepted, sample.text, sample.accepted);
}
if (complaints.length > 0) {
  console.error(complaints.join("\n"));
  process.exit(1);
}
console.log(
  `${schemas.length} schemas compiled, ${samples.length} calls: ${count.valid} times valid, ` +
    `${count.refused} times refused, as expected`,
);
