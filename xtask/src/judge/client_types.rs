//! Judges that make types for clients of the documents: the types must compile or import, hold
//! the sample calls, and refuse a call that lacks a member or has one of the wrong type.

use std::fmt::Write;
use std::path::Path;

use super::Bench;
use super::toolbox::version;
use crate::error::Result;
use crate::programs::{command, output};
use crate::repository::write;

/// TypeScript from the OpenAPI document.
pub(super) fn openapi_typescript(bench: &Bench) -> Result<String> {
    let folder = bench.tools.work().join("openapi-typescript");
    let types = folder.join("openapi.ts");
    write(&types, "")?;
    let mut generator = bench.tools.npm("openapi-typescript");
    generator.arg(bench.schemas.join("openapi.json")).arg("--output").arg(&types);
    output(&mut generator)?;
    let import = "import type { operations } from './openapi.js';\n\
        type Call = operations['identify']['requestBody']['content']['application/json'];\n";
    let held = typescript(bench, &folder, import)?;
    Ok(format!("{}: {held}", version("openapi-typescript")))
}

/// TypeScript from the JSON Schema.
pub(super) fn quicktype(bench: &Bench) -> Result<String> {
    let folder = bench.tools.work().join("quicktype");
    let types = folder.join("types.ts");
    write(&types, "")?;
    let mut generator = bench.tools.npm("quicktype");
    generator.args(["--telemetry", "disable", "--src-lang", "schema", "--lang", "typescript"]);
    generator.args(["--just-types", "--top-level", "Call", "--out"]).arg(&types);
    output(generator.arg(bench.schemas.join("identify.schema.json")))?;
    // quicktype types a date as `Date`, which its converter makes of the string on the wire.
    let import = "import type { Call as Parsed } from './types.js';\n\
        type Wire<T> = T extends Date ? string : { [K in keyof T]: Wire<T[K]> };\n\
        type Call = Wire<Parsed>;\n";
    let held = typescript(bench, &folder, import)?;
    Ok(format!("{}: {held}", version("quicktype")))
}

/// Compiles a file that holds the samples in the type `Call`.
fn typescript(bench: &Bench, folder: &Path, import: &str) -> Result<String> {
    let mut source = String::from(import);
    let mut held = 0;
    for sample in bench.samples.plain() {
        let _ = writeln!(source, "// {}\n({}) satisfies Call;", sample.name, sample.call);
        held += 1;
    }
    source.push_str(
        "// @ts-expect-error user_id is missing\n\
         ({ user_traits: {}, timestamp: '' }) satisfies Call;\n\
         // @ts-expect-error a number is no user_id\n\
         ({ user_id: 1, user_traits: {}, timestamp: '' }) satisfies Call;\n\
         // @ts-expect-error a string is no age\n\
         ({ user_id: '', user_traits: { age: '' }, timestamp: '' }) satisfies Call;\n",
    );
    let samples = folder.join("samples.ts");
    write(&samples, &source)?;
    let mut compiler = bench.tools.npm("tsc");
    compiler.args(["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext"]);
    output(compiler.arg(&samples))?;
    Ok(format!("compiled by tsc {}, {held} calls held, 3 refused", version("typescript")))
}

/// Pydantic models from the JSON Schema.
pub(super) fn datamodel_code_generator(bench: &Bench) -> Result<String> {
    let folder = bench.tools.work().join("datamodel");
    let models = folder.join("identify_models.py");
    write(&models, "")?;
    let mut generator = bench.tools.pip("datamodel-codegen");
    generator.args(["--input-file-type", "jsonschema", "--class-name", "Call"]);
    generator.args(["--output-model-type", "pydantic_v2.BaseModel", "--disable-timestamp"]);
    generator.arg("--input").arg(bench.schemas.join("identify.schema.json"));
    output(generator.arg("--output").arg(&models))?;
    let script = include_str!("scripts/hold_pydantic.py");
    let mut holder = bench.tools.python("datamodel/hold_pydantic.py", script)?;
    let held = output(holder.arg(bench.tools.work().join("samples.json")))?;
    Ok(format!(
        "{}: {held} with pydantic {}",
        version("datamodel-code-generator"),
        version("pydantic")
    ))
}

/// Rust types from the JSON Schema.
pub(super) fn typify(bench: &Bench) -> Result<String> {
    let folder = bench.tools.work().join("typify");
    for (name, text) in [
        // Not `Cargo.toml`: that would make a package of the folder it is kept in.
        ("Cargo.toml", include_str!("typify/manifest.toml")),
        ("Cargo.lock", include_str!("typify/manifest.lock")),
        ("src/main.rs", include_str!("typify/hold.rs")),
    ] {
        write(&folder.join(name), text)?;
    }
    // The file is named in a macro, which cargo does not watch: a copy in the source is.
    let schema = crate::repository::read(&bench.schemas.join("identify.schema.json"))?;
    write(&folder.join("src/identify.schema.json"), &schema)?;
    let mut cargo = command("cargo");
    cargo.args(["run", "--quiet", "--locked", "--"]).arg(bench.tools.work().join("samples.json"));
    cargo.env("CARGO_TARGET_DIR", folder.join("target")).current_dir(&folder);
    let held = output(&mut cargo)?;
    let lock = include_str!("typify/manifest.lock");
    let version = lock.split("name = \"typify\"\nversion = \"").nth(1);
    let version = version.and_then(|rest| rest.split('"').next()).unwrap_or("?");
    Ok(format!("{version}: {held}"))
}
