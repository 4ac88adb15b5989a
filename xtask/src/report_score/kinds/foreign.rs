//! What is no JSON, or has something around it.

use serde_json::Value;

use crate::report_score::{
    call::Call,
    kind::{Kind, fixable, personal},
    planted::Planted,
};

const RULE: &str = "malformed-json";

pub(super) const KINDS: &[Kind] = &[
    personal("empty-input", RULE, "nothing", |_, _| Some(whole(b""))),
    personal("only-white-space", RULE, "only white space", |_, _| Some(whole(b" \n\t\n"))),
    personal("html-page", RULE, "an error page in HTML", |_, seed| {
        Some(whole(seed.word(HTML).as_bytes()))
    }),
    personal("xml", RULE, "XML", |_, _| {
        Some(whole(b"<?xml version=\"1.0\"?>\n<call><user_id>user123</user_id></call>\n"))
    }),
    personal("yaml", RULE, "YAML", |_, _| {
        Some(whole(
            b"user_id: user123\nuser_traits:\n  name: Ada\ntimestamp: 2020-11-23T22:28:55Z\n",
        ))
    }),
    personal("csv", RULE, "CSV", |_, _| {
        Some(whole(b"user_id,name,timestamp\nuser123,Ada,2020-11-23T22:28:55Z\n"))
    }),
    personal("form-encoded", RULE, "a form-encoded body", |_, _| {
        Some(whole(b"user_id=user123&user_traits%5Bname%5D=Ada&timestamp=2020-11-23T22%3A28%3A55Z"))
    }),
    personal("plain-text", RULE, "an error message", |_, seed| {
        Some(whole(
            seed.word(&["upstream connect error\n", "Internal Server Error\n", "OK"]).as_bytes(),
        ))
    }),
    personal("gzip", RULE, "compressed with gzip", |_, _| {
        Some(whole(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xabV*-N-\x8a\xcfLQ\xb2R"))
    }),
    personal("base64", RULE, "JSON in Base64", |_, _| {
        Some(whole(b"eyJ1c2VyX2lkIjoidXNlcjEyMyIsInVzZXJfdHJhaXRzIjp7fX0="))
    }),
    personal("html-in-a-log", RULE, "an error page in a line of a log", |call, _| {
        let page = b"<html><body><h1>502 Bad Gateway</h1></body></html>\n";
        let planted = Planted::put_in(&page[..], 0..page.len(), Value::Null).meaning_lost();
        let around = |id: &str| format!("{}\n", call.line_of(id));
        Some(planted.among_lines(&around("first"), &around("third")))
    }),
    fixable("log-prefix", RULE, "the prefix of a log line before the call", |call, _| {
        Some(wrapped(call, "2024-05-06T07:08:09Z INFO sent ", ""))
    }),
    fixable("jsonp", RULE, "a function call around the call", |call, _| {
        Some(wrapped(call, "callback(", ");"))
    }),
    fixable("assignment", RULE, "an assignment of JavaScript", |call, _| {
        Some(wrapped(call, "var call = ", ";"))
    }),
    fixable("code-fence", RULE, "a code fence of Markdown", |call, _| {
        Some(wrapped(call, "```json\n", "\n```\n"))
    }),
    fixable("script-guard", RULE, "a prefix against inclusion as a script", |call, _| {
        Some(wrapped(call, ")]}',\n", ""))
    }),
    personal("text-behind-the-call", RULE, "words behind the call", |call, _| {
        let end = call.text().trim_end().len();
        Some(call.edit(end..end, " and so on"))
    }),
    personal("http-headers", RULE, "headers of HTTP before the body", |call, _| {
        let head = "POST /identify HTTP/1.1\r\nContent-Type: application/json\r\n\r\n";
        Some(wrapped(call, head, ""))
    }),
];

const HTML: &[&str] = &[
    "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head></html>\n",
    "<html>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1></center>\r\n</body>\r\n</html>\r\n",
];

/// Another input altogether.
fn whole(bytes: &[u8]) -> Planted {
    Planted::put_in(bytes, 0..bytes.len(), Value::Null).meaning_lost()
}

/// Something around the call.
fn wrapped(call: &Call<'_>, before: &str, behind: &str) -> Planted {
    let text = format!("{before}{}{behind}", call.text().trim_end());
    Planted::put_in(text, 0..before.len(), call.value())
}
