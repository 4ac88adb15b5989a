//! A case that could be better, for the people who make it so.

use std::fmt::Write;

use identify_validator::Finding;

use super::{
    cell,
    kind::{Kind, Mender},
    measure::{Case, Correction},
};

/// The payload, the findings, and what is wrong with them.
pub(super) fn text(kind: &Kind, case: &Case) -> String {
    let mut text = String::new();
    let place = &case.planted.place;
    // Writing to a string never fails.
    let _ = write!(
        text,
        "=== {} in {}: {}\n{}\n",
        kind.name,
        case.sample,
        kind.what,
        shown(&case.planted.input)
    );
    let _ = writeln!(text, "--- planted at {}..{}, expected {}", place.start, place.end, kind.rule);
    for finding in &case.findings {
        let _ = writeln!(text, "{}", line(finding));
    }
    for what in faults(kind, case) {
        let _ = writeln!(text, "!!! {what}");
    }
    text.push('\n');
    text
}

fn line(finding: &Finding) -> String {
    let (start, end) = (finding.span.start.byte, finding.span.end.byte);
    let mut line =
        format!("{start}..{end}: {}[{}] {}", finding.level, finding.rule, finding.message);
    if let Some(fix) = &finding.fix {
        let _ = write!(line, " ({} fix)", fix.safety.name());
    }
    if !finding.suggestions.is_empty() {
        let _ = write!(line, " ({} choices)", finding.suggestions.len());
    }
    if let Some(help) = &finding.help {
        let _ = write!(line, "\n    help: {help}");
    }
    line
}

/// What could be better.
fn faults(kind: &Kind, case: &Case) -> Vec<String> {
    let mut faults = Vec::new();
    if !case.is_one {
        let wrong = case.findings.len() == 1;
        faults.push(if wrong {
            "the finding is of another rule".to_owned()
        } else {
            format!("{} findings", case.findings.len())
        });
    } else if !case.is_placed {
        faults.push("the finding is not on the place".to_owned());
    }
    match &case.correction {
        Correction::None if kind.mender != Mender::Person => faults.push("no fix".to_owned()),
        Correction::Fix(mended) | Correction::Choice(mended) if !mended.is_right => {
            faults.push(format!("not mended:\n{}", shown(&mended.bytes)));
        }
        _ => {}
    }
    faults
}

/// Bytes as a terminal can show them, cut where they are very many.
fn shown(bytes: &[u8]) -> String {
    const MOST: usize = 1500;
    let head = bytes.get(..MOST.min(bytes.len())).unwrap_or_default();
    let lines = head.split_inclusive(|byte| *byte == b'\n').map(|line| {
        let text = cell::visible_bytes(line.strip_suffix(b"\n").unwrap_or(line));
        if line.ends_with(b"\n") { text + "\n" } else { text }
    });
    let mut text: String = lines.collect();
    if bytes.len() > MOST {
        let _ = write!(text, "… ({} bytes)", bytes.len());
    }
    text
}
