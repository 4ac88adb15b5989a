//! Calls that hold what a suite has, as text in JSON that need not be sound.

use serde_json::Value;

/// A member that holds text, and how many objects it stands in.
#[derive(Debug, Clone)]
pub(super) struct Member(pub(super) Vec<String>);

/// A call with this text as the value of the member that the path names; all else is sound.
pub(super) fn with_value(path: &[&str], value: &[u8]) -> Vec<u8> {
    let (mut begin, mut end) = (b"{".to_vec(), Vec::new());
    for (name, usual) in USUAL {
        if path.first() != Some(&name) {
            begin.extend_from_slice(format!("\"{name}\":{usual},").as_bytes());
        }
    }
    for (depth, name) in path.iter().enumerate() {
        if depth > 0 {
            begin.push(b'{');
            end.push(b'}');
        }
        begin.extend_from_slice(text(name).as_bytes());
        begin.push(b':');
    }
    begin.extend_from_slice(value);
    begin.extend_from_slice(&end);
    begin.push(b'}');
    begin
}

const USUAL: [(&str, &str); 3] =
    [("user_id", "\"u1\""), ("user_traits", "{}"), ("timestamp", "\"2020-11-23T22:28:55Z\"")];

/// The members of a call that the contract says hold text, each by its path.
pub(super) fn members_of_text() -> Vec<Member> {
    let schema = identify_codegen::identify_schema();
    let mut found = Vec::new();
    collect(&schema, &schema, &mut Vec::new(), &mut found);
    found
}

fn collect(schema: &Value, root: &Value, path: &mut Vec<String>, found: &mut Vec<Member>) {
    let pointer = schema.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix('#'));
    if let Some(target) = pointer.and_then(|pointer| root.pointer(pointer)) {
        return collect(target, root, path, found);
    }
    let holds_text = |schema: &Value| match schema.get("type") {
        Some(Value::Array(types)) => types.iter().any(|it| it == "string"),
        Some(kind) => kind == "string",
        None => false,
    };
    let branches = ["anyOf", "oneOf"].into_iter().filter_map(|it| schema.get(it)?.as_array());
    if holds_text(schema) || branches.flatten().any(holds_text) {
        found.push(Member(path.clone()));
    }
    let members = schema.get("properties").and_then(Value::as_object);
    for (name, schema) in members.into_iter().flatten() {
        path.push(name.clone());
        collect(schema, root, path, found);
        path.pop();
    }
}

/// A string in JSON.
pub(super) fn text(text: &str) -> String {
    Value::from(text).to_string()
}

/// A string in JSON of bytes that need not be UTF-8: what JSON wants escaped is.
pub(super) fn raw_text(bytes: &[u8]) -> Vec<u8> {
    let mut text = vec![b'"'];
    for byte in bytes {
        match byte {
            b'"' | b'\\' => text.extend([b'\\', *byte]),
            0..0x20 => text.extend(format!("\\u{byte:04x}").as_bytes()),
            _ => text.push(*byte),
        }
    }
    text.push(b'"');
    text
}

#[cfg(test)]
mod tests {
    use super::{members_of_text, raw_text, with_value};

    #[test]
    fn calls_hold_what_is_asked_for() {
        assert_eq!(
            with_value(&["user_traits", "company", "id"], b"7"),
            br#"{"user_id":"u1","timestamp":"2020-11-23T22:28:55Z","user_traits":{"company":{"id":7}}}"#
        );
        assert_eq!(raw_text(b"a\"\\\n\xff"), b"\"a\\\"\\\\\\u000a\xff\"");
    }

    #[test]
    fn every_member_of_text_is_found() {
        let members = members_of_text();
        let has = |path: &[&str]| members.iter().any(|it| it.0 == path);
        assert!(has(&["user_id"]) && has(&["timestamp"]), "{members:?}");
        assert!(has(&["user_traits", "email"]) && has(&["user_traits", "company", "id"]));
        assert!(has(&["user_traits", "address", "street"]) && members.len() > 18);
    }
}
