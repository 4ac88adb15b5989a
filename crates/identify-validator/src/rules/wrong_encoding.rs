//! `wrong-encoding`

use identify_json::{Encoding, FaultKind, RecordFault};

use crate::{
    call::{Call, Told},
    report::Level,
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "wrong-encoding",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "the file is in an encoding other than UTF-8",
    docs: "\
The file as a whole is in another encoding than UTF-8: UTF-16 or UTF-32, known by the byte-order \
mark or by the zero bytes between ASCII characters; or Windows-1252 (Latin-1), known by single bytes \
beyond ASCII beside letters, with no character that is UTF-8.

JSON that is exchanged between systems is UTF-8 (RFC 8259, section 8.1). Readers refuse other \
encodings, or read names and addresses as something else without a word.

Convert the file; the finding names the command. There is one finding for the file, not one for each \
character. Windows-1252 cannot be told from its relatives for certain, such as ISO 8859-15 or \
Windows-1250: look at a few names after converting. Better, have it written as UTF-8 in the first \
place: PowerShell's `>` writes UTF-16 (`Out-File -Encoding utf8`), and so does \"Unicode\" in Windows \
programs.",
    failing: Example::json(
        b"{ \"user_id\": \"user123\", \"user_traits\": { \"name\": \"Jos\xE9 \xC1lvarez\" }, \
          \"timestamp\": \"2020-11-23T22:28:55Z\" }",
    ),
    passing: Example::json(
        b"{ \"user_id\": \"user123\", \"user_traits\": { \"name\": \"Jos\xC3\xA9 \xC3\x81lvarez\" }, \
          \"timestamp\": \"2020-11-23T22:28:55Z\" }",
    ),
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    if let Some(RecordFault::Encoding(encoding)) = call.record.fault {
        let name = encoding.name();
        offences
            .at(0..0, format!("the file is in {name}, expected UTF-8"))
            .label(format!("looks like {name}"))
            .help(convert(encoding));
        return;
    }
    if call.file.latin1 != Told::Now || call.is_foreign() {
        return;
    }
    let bad = call.faults_where(|kind| *kind == FaultKind::InvalidUtf8);
    if let Some(first) = bad.into_iter().next() {
        offences
            .at(first, "the file looks like Windows-1252 (Latin-1), expected UTF-8")
            .label("not UTF-8")
            .help(convert(Encoding::Latin1));
    }
}

fn convert(encoding: Encoding) -> String {
    format!("convert it: `iconv -f {} -t UTF-8 FILE > NEW`", encoding.name())
}
