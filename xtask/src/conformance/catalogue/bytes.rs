//! The rows that are bytes.

use std::collections::BTreeMap;

use identify_validator::{InputFormat, render::Format};

use super::{
    super::{
        rows::Row,
        suite::{Run, expect},
    },
    reported::Reported,
};
use crate::{
    command::lint,
    error::{Error, Result},
};

/// The findings that each row is to have, by its id.
pub(super) struct Expected {
    findings: BTreeMap<String, Vec<String>>,
}

impl Expected {
    pub(super) fn read() -> Result<Self> {
        let findings = toml::from_str(include_str!("findings.toml"));
        let findings =
            findings.map_err(|error| Error::new(format!("catalogue/findings.toml: {error}")))?;
        Ok(Self { findings })
    }

    /// The rows that were not asked for.
    pub(super) fn left(self) -> impl Iterator<Item = String> {
        self.findings.into_keys()
    }
}

pub(super) fn of_row(run: &Run, expected: &mut Expected, row: &Row) -> Result<Vec<String>> {
    let input = row.bytes()?;
    let reported = Reported::of(&run.folder, &[], input.as_slice())?;
    let mut what = reported.against(row);
    let wanted = expected.findings.remove(row.text("id")).unwrap_or_default();
    expect(&mut what, reported.findings == wanted, || {
        format!("findings: {:?}, expected {wanted:?}", reported.findings)
    });
    for format in [InputFormat::Json, InputFormat::Ndjson, InputFormat::Array] {
        what.extend(run.judges.input(&input, format).err());
    }
    // Texts that attack a report go through each of its forms, and in full all others as well.
    let attacks = row.text("id").starts_with('I');
    let formats = Format::ALL
        .iter()
        .filter(|format| run.full || attacks || matches!(format, Format::Human | Format::Github));
    for format in formats {
        let arguments = ["--no-config", "--show-values", &format!("--output-format={format}")];
        let output = lint(&run.folder, arguments, input.as_slice(), 3);
        let same = output.status == reported.status;
        expect(&mut what, same, || format!("{format}: exit status {}", output.status));
        expect(&mut what, is_tame(&output.stdout), || format!("{format}: a raw control character"));
        expect(&mut what, has_own_commands_only(&output.stdout), || {
            format!("{format}: a workflow command of the input's")
        });
    }
    Ok(what)
}

/// Whether a text is UTF-8, and has no control character but line feeds and no bidi control.
fn is_tame(text: &[u8]) -> bool {
    let text = std::str::from_utf8(text);
    text.is_ok_and(|text| {
        let is_wild = |it: char| {
            it != '\n'
                && (it.is_control()
                    || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        };
        !text.contains(is_wild)
    })
}

/// Whether every line that a build service would follow is a finding of ours.
fn has_own_commands_only(text: &[u8]) -> bool {
    String::from_utf8_lossy(text).lines().filter(|line| line.starts_with("::")).all(|line| {
        ["::error ", "::warning ", "::notice "].iter().any(|command| line.starts_with(command))
            && (line.contains(",line=") || line.contains(" title="))
    })
}

#[cfg(test)]
mod tests {
    use super::{has_own_commands_only, is_tame};

    #[test]
    fn wild_text_is_seen() {
        assert!(is_tame("a\né".as_bytes()) && !is_tame(b"\xff") && !is_tame(b"\x1b[0m"));
        assert!(!is_tame("\u{202e}".as_bytes()));
        assert!(!has_own_commands_only(b"x\n::stop-commands::x\n"));
        assert!(has_own_commands_only(b"::error file=a,line=1::text\n"));
    }
}
