// node ajv.mjs SCHEMA PATH...: Ajv with ajv-formats, on files of one call a line, or with one call
// each where their name ends in `.json`. A folder stands for the files in it.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// Packages are found from where the script was called.
const require = createRequire(pathToFileURL(path.join(process.cwd(), "script.js")));
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

const [schema, ...paths] = process.argv.slice(2);
const ajv = new Ajv({ strict: false, allErrors: process.env.ALL_ERRORS === "1" });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schema, "utf8")));
let valid = 0;
let invalid = 0;

function judge(text) {
  try {
    if (validate(JSON.parse(text))) valid += 1;
    else invalid += 1;
  } catch {
    invalid += 1;
  }
}

function lines(file) {
  const block = Buffer.allocUnsafe(1 << 20);
  let rest = Buffer.alloc(0);
  const descriptor = fs.openSync(file, "r");
  for (;;) {
    const count = fs.readSync(descriptor, block);
    if (count === 0) break;
    const bytes = Buffer.concat([rest, block.subarray(0, count)]);
    let start = 0;
    for (let end; (end = bytes.indexOf(10, start)) >= 0; start = end + 1) {
      judge(bytes.toString("utf8", start, end));
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) judge(rest.toString("utf8"));
}

for (const given of paths) {
  const files = fs.statSync(given).isDirectory()
    ? fs.readdirSync(given).map((name) => path.join(given, name))
    : [given];
  for (const file of files) {
    if (file.endsWith(".json")) judge(fs.readFileSync(file, "utf8"));
    else lines(file);
  }
}
console.log(`valid ${valid} invalid ${invalid}`);
