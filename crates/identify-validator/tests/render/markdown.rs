//! The summary for a pull request.

use identify_validator::render::{Format, Style};

use crate::report::{ALIAS, VALID, WRONG, of_log, style};

#[test]
fn a_summary() {
    let log = format!("{VALID}\n{ALIAS}\n{WRONG}\n{WRONG}\n");
    let text = of_log(Format::Markdown, &Style::default(), &log);
    let table: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).skip(2).collect();
    assert_eq!(
        table,
        [
            "| error | `wrong-type` | 4 | 4 | `log.ndjson:3:13`<br>`log.ndjson:3:39`<br>`log.ndjson:4:13` |",
            "| warning | `deprecated-alias` | 1 | 1 | `log.ndjson:2:19` |",
        ]
    );
    assert!(text.starts_with("### Identify: 4 errors, 1 warning\n\n1 file, 4 calls: 2 valid, 2"));
    assert!(text.contains("<summary>All findings</summary>"), "{text}");
    let links = style(|style| style.links = Some("https://example.com/<a>(b)".to_owned()));
    let text = of_log(Format::Markdown, &links, ALIAS);
    let link = "[`deprecated-alias`](<https://example.com/a(b)#deprecated-alias>)";
    assert!(text.contains(link), "{text}");
}

#[test]
fn details_are_bounded() {
    let text = of_log(Format::Markdown, &Style::default(), &format!("{WRONG}\n").repeat(1000));
    assert!(text.contains("<summary>The first 50 of 2,000 findings</summary>"), "{text}");
    assert!(text.len() < 16_000, "{}", text.len());
    let text = of_log(Format::Markdown, &Style::default(), VALID);
    assert_eq!(text, "### Identify: nothing found\n\n1 file, 1 call: 1 valid, 0 invalid.\n");
}
