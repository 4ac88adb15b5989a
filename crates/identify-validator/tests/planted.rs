//! Faults of the syntax planted into calls of any shape: each is one finding, at its place, and its
//! fix leaves JSON.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use identify_validator::{Finding, InputFormat, Safety, Validator, apply_fixes};
use proptest::prelude::*;

/// Members of the traits with one fault each, and whether there is a fix.
const MEMBERS: &[(&str, bool)] = &[
    (r#""k": None"#, true),
    (r#""k": undefined"#, true),
    (r#""k": NaN"#, true),
    (r#""k": 'v'"#, true),
    (r#""k": 'it's'"#, true),
    (r#"'k': "v""#, true),
    (r#""k": `v`"#, true),
    (r#""k": “v”"#, true),
    (r#""k": "v”"#, true),
    (r#""k": ‘v’"#, true),
    (r#""k": „v“"#, true),
    (r#""k": «v»"#, true),
    (r#""k": ＂v＂"#, true),
    (r#"k: "v""#, true),
    (r#"k-l: "v""#, true),
    (r#"größe: "v""#, true),
    (r#""k"： "v""#, true),
    (r#""k" = "v""#, true),
    (r#""k" => "v""#, true),
    (r#""k", "v""#, true),
    (r#""k":: "v""#, true),
    (r#""k" "v""#, true),
    (r#""k": v w"#, true),
    (r#""k": "v "w" x""#, true),
    (r#""k": "v ""w"" x""#, true),
    (r#"k": "v""#, true),
    (r#""k: "v""#, true),
    (r#""k": v""#, true),
    (r#""k": ISODate("2020-11-23T22:28:55Z")"#, true),
    (r#""k": ObjectId('5f9f1b9b')"#, true),
    (r#""k": Decimal("1.5")"#, true),
    (r#""k": new Date(2020, 1, 2)"#, false),
    (r#""k": "v" + "w""#, true),
    (r#""k": {{v}}"#, false),
    (r#""k": ${v}"#, false),
    (r#""k": <%= v %>"#, false),
    (r#""k": %s"#, false),
    (r#""k": {v}"#, false),
    (r#""k": [object Object]"#, false),
    (r#""k": (1, 2)"#, true),
    (r#""k": ['l' => 1]"#, true),
    (r#""k": [1, 2,]"#, true),
    (r#""k": {"l": 1,}"#, true),
    (r#""k": {"l": 1]"#, true),
    (r#""k": [1, 2"#, true),
    (r#""k": 1]"#, true),
    (r#""k": "v", "w"]"#, true),
    (r#""k": 1,5"#, true),
    (r#""k": 1 000"#, true),
    (r#""k": 1'000"#, true),
    (r#""k": 1_000"#, true),
    (r#""k": +1"#, true),
    (r#""k": .5"#, true),
    (r#""k": 5."#, true),
    (r#""k": 007"#, false),
    (r#""k": 0x1F"#, true),
    (r#""k": 10n"#, true),
    (r#""k": 50%"#, true),
    (r#""k": 2020-11-23"#, true),
    (r#""k": −5"#, true),
    (r#""k": "\x41""#, true),
    (r#""k": "\'""#, true),
    (r#""k": "C:\Users\v""#, true),
    ("\"k\": \"v\tw\"", true),
    ("\"k\": \"v\u{1}w\"", true),
    ("\"k\":\u{a0}\"v\"", true),
    ("\"k\": \u{200b}\"v\"", true),
    ("\"k\": \0\"v\"", true),
    (r#""k": /* c */ "v""#, true),
    (r#""k": #fff"#, true),
    (r#""k": , "l": 1"#, false),
];

/// Members that are in order, with what could mislead a reader of the others.
const SOUND: &[&str] = &[
    r#""a": "x, y: z""#,
    r#""b": [1, [true], {"c": null}]"#,
    r#""d": {"e": "it's (so) {{here}} // there"}"#,
    r#""f": "say \"hi\", then""#,
    r#""g": -1.5e3"#,
    r##""h": "#fff""##,
    r#""i": {}"#,
    r#""j": []"#,
];

fn findings(input: &str, format: InputFormat) -> Vec<Finding> {
    Validator::new().validate_as(input.as_bytes(), format).findings
}

fn planted(before: &[&str], member: &str, after: &[&str], pretty: bool) -> (String, usize) {
    let comma = if pretty { ",\n    " } else { ", " };
    let [head, tail] = if pretty {
        [
            "{\n  \"user_id\": \"u1\",\n  \"user_traits\": {\n    ",
            "\n  },\n  \"timestamp\": \"2020-11-23T22:28:55Z\"\n}\n",
        ]
    } else {
        [r#"{"user_id": "u1", "user_traits": {"#, "}, \"timestamp\": \"2020-11-23T22:28:55Z\"}\n"]
    };
    let mut start = head.len();
    let mut members = Vec::new();
    for sound in before {
        start += sound.len() + comma.len();
        members.push(*sound);
    }
    members.push(member);
    members.extend(after);
    (format!("{head}{}{tail}", members.join(comma)), start)
}

/// Whether a planted fault is one finding at its place, and its fix mends the call.
fn verdict(
    member: &str,
    has_fix: bool,
    before: &[&str],
    after: &[&str],
    (pretty, lines): (bool, bool),
) -> Result<(), String> {
    let (input, start) = planted(before, member, after, pretty);
    let format = if lines { InputFormat::Ndjson } else { InputFormat::Json };
    let found = findings(&input, format);
    let told: Vec<_> = found.iter().map(|it| (it.span.start.byte, &it.message)).collect();
    let [finding] = found.as_slice() else {
        return Err(format!("{} findings: {input} {told:?}", found.len()));
    };
    let at = |byte: u64| usize::try_from(byte).unwrap();
    let (from, to) = (at(finding.span.start.byte), at(finding.span.end.byte));
    if from < start || to > start + member.len() + 1 {
        return Err(format!("elsewhere: {input} {told:?}"));
    }
    if finding.fix.is_some() != has_fix {
        return Err(format!("fix: {input} {told:?}"));
    }
    let fixed = apply_fixes(input.as_bytes(), &found, Safety::Unsafe).bytes;
    let fixed = String::from_utf8(fixed).unwrap();
    if has_fix && !findings(&fixed, format).is_empty() {
        return Err(format!("not mended: {input} {fixed}"));
    }
    Ok(())
}

#[test]
fn each_fault_in_each_shape() {
    let mut wrong = Vec::new();
    for (member, has_fix) in MEMBERS {
        for (before, after) in
            [(&[][..], &[][..]), (&[], SOUND), (SOUND, &[]), (&SOUND[..4], &SOUND[4..])]
        {
            for shape in [(false, false), (false, true), (true, false)] {
                wrong.extend(verdict(member, *has_fix, before, after, shape).err());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest! {
    #[test]
    fn one_fault_is_one_finding(
        (member, has_fix) in prop::sample::select(MEMBERS),
        before in prop::sample::subsequence(SOUND, 0..=4),
        after in prop::sample::subsequence(SOUND, 0..=4),
        pretty: bool,
        lines: bool,
    ) {
        let after: Vec<_> = after.into_iter().filter(|it| !before.contains(it)).collect();
        let verdict = verdict(member, has_fix, &before, &after, (pretty, lines && !pretty));
        prop_assert_eq!(verdict, Ok(()));
    }

    /// Cut anywhere, a call has one finding: where it ends, or at the token that the cut left.
    #[test]
    fn a_cut_is_one_finding(
        members in prop::sample::subsequence(SOUND, 0..=8),
        pretty: bool,
        cut in any::<prop::sample::Index>(),
        lines: bool,
    ) {
        let (input, _) = planted(&members, r#""k": "v""#, &[], pretty);
        let input = input.trim_end();
        let at = 1 + cut.index(input.len() - 1);
        let Some(cut) = input.get(..at) else { return Ok(()) };
        let lines = lines && !pretty;
        let format = if lines { InputFormat::Ndjson } else { InputFormat::Json };
        let found = findings(cut, format);
        prop_assert_eq!(found.len(), 1, "{}: {:#?}", cut, found);
    }
}
