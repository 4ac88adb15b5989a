//! `peers WAY FILE [SCHEMA]`: reads a file of one call a line in one way, and prints how many
//! calls are valid in the eyes of that way and how many are not.

use std::{
    env,
    error::Error,
    fs::File,
    io::{BufRead, BufReader},
};

use serde::de::IgnoredAny;
use serde_json::Value;

/// Judges a line, which it may change.
type Way = Box<dyn FnMut(&mut Vec<u8>) -> bool>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let usage = "peers WAY FILE [SCHEMA]";
    let (name, path) = arguments.next().zip(arguments.next()).ok_or(usage)?;
    let schema = match arguments.next() {
        Some(path) => serde_json::from_reader(BufReader::new(File::open(path)?))?,
        None => Value::Bool(true),
    };
    let mut way = way(&name, &schema)?;
    let mut input = BufReader::with_capacity(1 << 18, File::open(path)?);
    let (mut valid, mut invalid) = (0_u64, 0_u64);
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        if way(&mut line) { valid += 1 } else { invalid += 1 }
        line.clear();
    }
    println!("valid {valid} invalid {invalid}");
    Ok(())
}

fn way(name: &str, schema: &Value) -> Result<Way, Box<dyn Error>> {
    Ok(match name {
        "is-valid" => {
            let judge = judge(schema)?;
            Box::new(move |line| {
                serde_json::from_slice(line).is_ok_and(|value: Value| judge.is_valid(&value))
            })
        }
        "iter-errors" => {
            let judge = judge(schema)?;
            Box::new(move |line| {
                let Ok(value) = serde_json::from_slice::<Value>(line) else { return false };
                // Each error with its place and its message, as a report would have it.
                let errors = judge.iter_errors(&value);
                errors.map(|error| std::hint::black_box((error.to_string(), error.instance_path().to_string()))).count() == 0
            })
        }
        "boon" => {
            let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
            compiler.set_default_draft(boon::Draft::V2020_12);
            compiler.enable_format_assertions();
            compiler.add_resource("schema.json", schema.clone())?;
            let index = compiler.compile("schema.json", &mut schemas).map_err(|it| it.to_string())?;
            Box::new(move |line| {
                serde_json::from_slice(line)
                    .is_ok_and(|value: Value| schemas.validate(&value, index).is_ok())
            })
        }
        "value" => Box::new(|line| serde_json::from_slice::<Value>(line).is_ok()),
        "ignored-any" => Box::new(|line| serde_json::from_slice::<IgnoredAny>(line).is_ok()),
        "simd-json" => {
            let mut buffers = simd_json::Buffers::default();
            Box::new(move |line| simd_json::to_tape_with_buffers(line, &mut buffers).is_ok())
        }
        "sonic-rs" => Box::new(|line| sonic_rs::from_slice::<sonic_rs::Value>(line).is_ok()),
        #[cfg(feature = "types")]
        "types" => {
            Box::new(|line| serde_json::from_slice::<identify_types::Identify>(line).is_ok())
        }
        _ => return Err(format!("there is no way {name:?}").into()),
    })
}

fn judge(schema: &Value) -> Result<jsonschema::Validator, Box<dyn Error>> {
    Ok(jsonschema::options().should_validate_formats(true).build(schema)?)
}
