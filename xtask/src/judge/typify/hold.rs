//! hold SAMPLES: the generated types hold the valid calls, give them back, and refuse broken ones.

#[allow(clippy::all, clippy::pedantic)]
mod types {
    // Makes cargo build again when the schema changes: the macro alone does not.
    const _: &str = include_str!("identify.schema.json");
    typify::import_types!("src/identify.schema.json");
}

use std::process::exit;

use serde_json::{json, Value};

fn main() {
    let path = std::env::args().nth(1).expect("the file of the samples");
    let text = std::fs::read_to_string(path).expect("the samples");
    let samples: Vec<Value> = serde_json::from_str(&text).expect("samples in JSON");
    let mut held = 0;
    for sample in samples.iter().filter(|sample| sample["plain"] == true) {
        let text = sample["text"].as_str().unwrap_or_default();
        match serde_json::from_str::<types::IdentifyCall>(text) {
            Ok(call) => {
                let given: Value = serde_json::from_str(text).expect("it was parsed just now");
                if *call.user_id != given["user_id"] {
                    eprintln!("{}: user_id changed", sample["name"]);
                    exit(1);
                }
                held += 1;
            }
            Err(error) => {
                eprintln!("{}: {error}", sample["name"]);
                exit(1);
            }
        }
    }
    let broken = [
        json!({ "user_traits": {}, "timestamp": "2023-11-20T22:28:55Z" }),
        json!({ "user_id": 1, "user_traits": {}, "timestamp": "2023-11-20T22:28:55Z" }),
        json!({ "user_id": "u", "user_traits": { "age": "" }, "timestamp": "2023-11-20T22:28:55Z" }),
    ];
    for call in &broken {
        if serde_json::from_value::<types::IdentifyCall>(call.clone()).is_ok() {
            eprintln!("should be refused: {call}");
            exit(1);
        }
    }
    println!("compiled, {held} calls held, {} refused", broken.len());
}
