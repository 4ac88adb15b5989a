//! `oversized-record`

use identify_json::{FaultKind, MAX_RECORD_BYTES, RecordFault};

use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "oversized-record",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "a record is longer than the limit",
    docs: "\
A record has more bytes than the limit, which is 16 MiB unless `--max-record-bytes` says otherwise. \
It is passed over without being held in memory, and nothing else is said of it; the next record is \
read as usual.

The limit keeps a broken or hostile input from taking all memory: a file without line breaks is one \
record. Services that take such calls have limits too, and lower ones: the common ones refuse or drop \
calls of more than 32 KiB.

Look at what makes it so long: mostly a picture or a document in Base64, which belongs in a store of \
its own with a link in the call, or line breaks that are missing. If the record is right as it is, \
raise the limit.",
    failing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {"avatar": "data:image/gif;base64,R0lGODlhAQABAAAAACw="}, "timestamp": "2020-11-23T22:28:55Z"}
"#,
    )
    .with_max_record_bytes(120),
    passing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {"avatar": "https://example.com/u/user123.gif"}, "timestamp": "2020-11-23T22:28:55Z"}
"#,
    )
    .with_max_record_bytes(200),
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    if let Some(RecordFault::Oversized { length, limit }) = call.record.fault {
        offences
            .at(
                0..0,
                format!(
                    "the record has {length} bytes, expected at most {limit}; it was not checked"
                ),
            )
            .label("begins here")
            .help("make it smaller, or raise the limit with `--max-record-bytes`");
    }
    for span in call.faults_where(|kind| *kind == FaultKind::TooLarge) {
        let length = call.record.bytes.len();
        offences
            .at(
                span,
                format!(
                    "the record has {length} bytes, more than can be checked, expected at most \
                         {MAX_RECORD_BYTES}"
                ),
            )
            .label("begins here")
            .help("divide it into calls of its own, one a line");
    }
}
