// ajv_lines.mjs SCHEMA: for each line, an array of texts, a line of what Ajv makes of each:
// n no JSON, r refused, d refused for a format alone, a accepted.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const schema = JSON.parse(readFileSync(process.argv[2], "utf8"));
const bare = new Ajv2020({ strict: true, validateFormats: false }).compile(schema);
// Of these formats ajv-formats takes what is one, and more. Its emails are fewer than RFC 5321's.
const ajv = new Ajv2020({ strict: true, formats: { email: true } });
addFormats.default(ajv, ["date", "date-time", "uri"]);
const full = ajv.compile(schema);

const letter = (text) => {
  let call;
  try {
    call = JSON.parse(text);
  } catch {
    return "n";
  }
  return bare(call) ? (full(call) ? "a" : "d") : "r";
};
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.parse(line).map(letter).join(""));
}
