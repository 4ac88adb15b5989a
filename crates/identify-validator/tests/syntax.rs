//! The rules of the syntax: what they find, exactly where, and what their fixes make of it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use identify_validator::{
    Finding, Group, InputFormat, Report, Safety, Validator, apply_fixes, rules,
};
use proptest::prelude::*;

/// The rules of the syntax that findings name, and the text that they point at.
type Places = &'static [(&'static str, &'static str)];

/// What is left after all fixes.
#[derive(Debug, Clone, Copy)]
enum Fixed {
    /// The safe fixes make JSON of it, this one.
    Safe(&'static str),
    /// So do the fixes that are guesses, and the safe ones do not.
    Unsafe(&'static str),
    /// There is no fix.
    No,
}

const MALFORMED: &str = "malformed-json";

/// Traits, which stand in a call that is in order otherwise.
const TRAITS: &[(&str, Places, Fixed)] = &[
    (r#"{"a": 1}"#, &[], Fixed::No),
    // Commas and colons.
    (r#"{"a": 1, }"#, &[(MALFORMED, ",")], Fixed::Safe(r#"{"a": 1 }"#)),
    (r#"{"a": [1, 2,]}"#, &[(MALFORMED, ",")], Fixed::Safe(r#"{"a": [1, 2]}"#)),
    (r#"{"a": 1,, "b": 2}"#, &[(MALFORMED, ",")], Fixed::Safe(r#"{"a": 1, "b": 2}"#)),
    (r#"{"a": 1,,,}"#, &[(MALFORMED, ","), (MALFORMED, ",,")], Fixed::Safe(r#"{"a": 1}"#)),
    (r#"{, "a": 1}"#, &[(MALFORMED, ",")], Fixed::Safe(r#"{ "a": 1}"#)),
    (
        r#"{"a": [1,], "b": {"c": 1,}}"#,
        &[(MALFORMED, ",")],
        Fixed::Safe(r#"{"a": [1], "b": {"c": 1}}"#),
    ),
    (r#"{"a":: 1}"#, &[(MALFORMED, ":")], Fixed::Safe(r#"{"a": 1}"#)),
    (r#"{"a":, 1, "b": 2}"#, &[(MALFORMED, ",")], Fixed::Unsafe(r#"{"a": 1, "b": 2}"#)),
    (r#"{"a", 1, "b": 2}"#, &[(MALFORMED, ",")], Fixed::Unsafe(r#"{"a": 1, "b": 2}"#)),
    (r#"{"a": "x": "b": 2}"#, &[(MALFORMED, ":")], Fixed::Unsafe(r#"{"a": "x", "b": 2}"#)),
    (r#"{"a": "x". "b": 2}"#, &[(MALFORMED, ".")], Fixed::Unsafe(r#"{"a": "x", "b": 2}"#)),
    ("{\"a\"： 1，\"b\": 2｝", &[(MALFORMED, "：")], Fixed::Safe(r#"{"a": 1,"b": 2}"#)),
    (r#"{"a": 1, "b"}"#, &[(MALFORMED, "}")], Fixed::No),
    (r#"{"a": 1, : 2}"#, &[(MALFORMED, ":")], Fixed::No),
    (r#"{"a": [1,,2]}"#, &[(MALFORMED, ",")], Fixed::Unsafe(r#"{"a": [1,2]}"#)),
    (r#"{"a": , "b": 2}"#, &[(MALFORMED, ",")], Fixed::No),
    (r#"{"a": 1 "b": 2}"#, &[(MALFORMED, "")], Fixed::Safe(r#"{"a": 1, "b": 2}"#)),
    (r#"{"a": [1 2]}"#, &[(MALFORMED, "")], Fixed::Unsafe(r#"{"a": [1, 2]}"#)),
    // The second string is no member.
    (r#"{"a": "x" "y"}"#, &[(MALFORMED, "")], Fixed::No),
    (r#"{"a" 1}"#, &[(MALFORMED, "")], Fixed::Unsafe(r#"{"a": 1}"#)),
    (r#"{"a" = 1, "b" = 2}"#, &[(MALFORMED, "=")], Fixed::Safe(r#"{"a" : 1, "b" : 2}"#)),
    (r#"{"a" => 1, "b" => nil}"#, &[(MALFORMED, "=>")], Fixed::Unsafe(r#"{"a" : 1, "b" : null}"#)),
    (r#"{:a=>1, :b=>"x"}"#, &[(MALFORMED, ":a")], Fixed::Safe(r#"{"a":1, "b":"x"}"#)),
    (
        r"['a' => 1, 'b' => array('c' => 'd')]",
        &[(MALFORMED, "'a'")],
        Fixed::Safe(r#"{"a" : 1, "b" : {"c" : "d"}}"#),
    ),
    (r#"["a": 1]"#, &[(MALFORMED, "[")], Fixed::Safe(r#"{"a": 1}"#)),
    (r#"{"a": (1, 2)}"#, &[(MALFORMED, "(")], Fixed::Unsafe(r#"{"a": [1, 2]}"#)),
    (
        r#"{"a": 1; "b": 2; "c": 3}"#,
        &[(MALFORMED, ";")],
        Fixed::Safe(r#"{"a": 1, "b": 2, "c": 3}"#),
    ),
    // Brackets.
    (r#"{"a": [1, 2}"#, &[(MALFORMED, "")], Fixed::Unsafe(r#"{"a": [1, 2]}"#)),
    (r#"{"a": [1, 2}, "b": 3}"#, &[(MALFORMED, "}")], Fixed::Unsafe(r#"{"a": [1, 2], "b": 3}"#)),
    (r#"{"a": {], "b": 1}"#, &[(MALFORMED, "]")], Fixed::Unsafe(r#"{"a": {}, "b": 1}"#)),
    (r#"{"a": [}, "b": 1}"#, &[(MALFORMED, "}")], Fixed::Unsafe(r#"{"a": [], "b": 1}"#)),
    (r#"{"a": [1, "x", "b": 3}"#, &[(MALFORMED, "")], Fixed::Unsafe(r#"{"a": [1, "x"], "b": 3}"#)),
    (
        r#"{"a": "x", "y"], "b": 3}"#,
        &[(MALFORMED, "")],
        Fixed::Unsafe(r#"{"a": ["x", "y"], "b": 3}"#),
    ),
    (r#"{"a": "b": 3}}"#, &[(MALFORMED, "")], Fixed::Unsafe(r#"{"a": {"b": 3}}"#)),
    (r#"{"a": 3]}"#, &[(MALFORMED, "]")], Fixed::Unsafe(r#"{"a": 3}"#)),
    (r#"{"a": 3)}"#, &[(MALFORMED, ")")], Fixed::Unsafe(r#"{"a": 3}"#)),
    (r#"{{"a": 3}"#, &[(MALFORMED, "{")], Fixed::Unsafe(r#"{"a": 3}"#)),
    // Templates and programs.
    (r#"{"a": {{b}}, "c": 1}"#, &[(MALFORMED, "{{b}}")], Fixed::No),
    (r#"{"a": "x"{% if b %}, "c": %s{% endif %}}"#, &[(MALFORMED, "{% if b %}")], Fixed::No),
    (
        r#"{"a": ISODate("x, y"), "b": 1}"#,
        &[(MALFORMED, "ISODate(\"x, y\")")],
        Fixed::Unsafe(r#"{"a": "x, y", "b": 1}"#),
    ),
    (r#"{"a": NumberLong(1)}"#, &[(MALFORMED, "NumberLong(1)")], Fixed::Unsafe(r#"{"a": 1}"#)),
    (
        r#"{"a": NumberLong("41")}"#,
        &[(MALFORMED, "NumberLong(\"41\")")],
        Fixed::Unsafe(r#"{"a": 41}"#),
    ),
    (r#"{"a": datetime(2020, 1, 2), "b": 1}"#, &[(MALFORMED, "datetime(2020, 1, 2)")], Fixed::No),
    (r#"{"a": "x" + "y"}"#, &[(MALFORMED, "\"x\" + \"y\"")], Fixed::Unsafe(r#"{"a": "xy"}"#)),
    (r#"{"a": [object Object]}"#, &[(MALFORMED, "[object Object]")], Fixed::No),
    // Comments and white space.
    (
        "{\"a\": 1, // x\n\"b\": 2 /* y */}",
        &[(MALFORMED, "// x")],
        Fixed::Safe("{\"a\": 1, \n\"b\": 2 }"),
    ),
    (r#"{"a": #fff, "b": 2}"#, &[(MALFORMED, "#fff")], Fixed::Unsafe(r##"{"a": "#fff", "b": 2}"##)),
    (r#"{\"a\": \"x \\\"y\\\"\"}"#, &[(MALFORMED, r#"\"a\""#)], Fixed::Safe(r#"{"a": "x \"y\""}"#)),
    (
        r"{&quot;a&quot;: &quot;x &amp; y&quot;}",
        &[(MALFORMED, "&quot;a&quot;")],
        Fixed::Safe(r#"{"a": "x & y"}"#),
    ),
    (r#"{"a": 1 /* x */}"#, &[(MALFORMED, "/* x */")], Fixed::Safe(r#"{"a": 1 }"#)),
    ("{\"a\": 1 # x\n}", &[(MALFORMED, "# x")], Fixed::Safe("{\"a\": 1 \n}")),
    (
        "{\"a\":\u{a0}1,\u{a0}\u{a0}\"b\":2}",
        &[(MALFORMED, "\u{a0}")],
        Fixed::Safe("{\"a\": 1, \"b\":2}"),
    ),
    ("{\u{200b}\"a\": 1}", &[(MALFORMED, "\u{200b}")], Fixed::Safe("{\"a\": 1}")),
    ("{\"a\": 1\0\0}", &[(MALFORMED, "\0\0")], Fixed::Unsafe("{\"a\": 1}")),
    // Quotation marks.
    (
        r#"{'a': 'it\'s "x"', "b": 'y'}"#,
        &[(MALFORMED, "'a'")],
        Fixed::Safe(r#"{"a": "it's \"x\"", "b": "y"}"#),
    ),
    (r"{'a': True, 'b': False}", &[(MALFORMED, "'a'")], Fixed::Safe(r#"{"a": true, "b": false}"#)),
    (r"{'a': None}", &[(MALFORMED, "'a'")], Fixed::Unsafe(r#"{"a": null}"#)),
    (r"{'a': 'it's'}", &[(MALFORMED, "'a'")], Fixed::Safe(r#"{"a": "it's"}"#)),
    (r"{u'a': u'x'}", &[(MALFORMED, "u'a'")], Fixed::Safe(r#"{"a": "x"}"#)),
    ("{\"a\": `x\ny`}", &[(MALFORMED, "`x\ny`")], Fixed::Safe("{\"a\": \"x\\ny\"}")),
    ("{\"a\": `x ${y}`}", &[(MALFORMED, "`x ${y}`")], Fixed::No),
    ("{\"a”: \"x”, \"b\": “y\"}", &[(MALFORMED, "\"a”")], Fixed::Safe(r#"{"a": "x", "b": "y"}"#)),
    (r#"{"a": "x, "b": 1}"#, &[(MALFORMED, "\"x")], Fixed::Unsafe(r#"{"a": "x", "b": 1}"#)),
    (
        r#"{"a": {"b": "x}, "c": 1}"#,
        &[(MALFORMED, "\"x")],
        Fixed::Unsafe(r#"{"a": {"b": "x"}, "c": 1}"#),
    ),
    (r#"{"a: "x"}"#, &[(MALFORMED, "\"a")], Fixed::Unsafe(r#"{"a": "x"}"#)),
    (r#"{a": "x"}"#, &[(MALFORMED, "a\"")], Fixed::Unsafe(r#"{"a": "x"}"#)),
    (r#"{"a": x"}"#, &[(MALFORMED, "x\"")], Fixed::Unsafe(r#"{"a": "x"}"#)),
    (
        r#"{"a": 1 Main Street", "b": 2}"#,
        &[(MALFORMED, "1 Main Street\"")],
        Fixed::Unsafe(r#"{"a": "1 Main Street", "b": 2}"#),
    ),
    (r#"{"a": 12-3"}"#, &[(MALFORMED, "12-3\"")], Fixed::Unsafe(r#"{"a": "12-3"}"#)),
    ("{“a”: “x\"”, \"b\": «y»}", &[(MALFORMED, "“a”")], Fixed::No),
    ("{“a”: “x”, \"b\": «y»}", &[(MALFORMED, "“a”")], Fixed::Safe("{\"a\": \"x\", \"b\": \"y\"}")),
    (r"{a: 1, $b: 2}", &[(MALFORMED, "a")], Fixed::Safe(r#"{"a": 1, "$b": 2}"#)),
    (r"{a: 'x'}", &[(MALFORMED, "a"), (MALFORMED, "'x'")], Fixed::Safe(r#"{"a": "x"}"#)),
    (
        r#"{"a": "x "y" z", "b": 1}"#,
        &[(MALFORMED, "\"")],
        Fixed::Unsafe(r#"{"a": "x \"y\" z", "b": 1}"#),
    ),
    (r#"{"a": "x ""y"" z"}"#, &[(MALFORMED, "\"")], Fixed::Unsafe(r#"{"a": "x \"\"y\"\" z"}"#)),
    // Words.
    (r#"{"a": NaN}"#, &[(MALFORMED, "NaN")], Fixed::Unsafe(r#"{"a": null}"#)),
    (r#"{"a": -Infinity}"#, &[(MALFORMED, "-Infinity")], Fixed::Unsafe(r#"{"a": null}"#)),
    (r#"{"a": undefined}"#, &[(MALFORMED, "undefined")], Fixed::Unsafe(r#"{"a": null}"#)),
    (r#"{"a": None}"#, &[(MALFORMED, "None")], Fixed::Unsafe(r#"{"a": null}"#)),
    (r#"{"a": TRUE}"#, &[(MALFORMED, "TRUE")], Fixed::Safe(r#"{"a": true}"#)),
    (r#"{"a": hello \ x}"#, &[(MALFORMED, r"hello \ x")], Fixed::Unsafe(r#"{"a": "hello \\ x"}"#)),
    (
        r#"{"a": True, "b": False}"#,
        &[(MALFORMED, "True")],
        Fixed::Safe(r#"{"a": true, "b": false}"#),
    ),
    (r#"{"a": NaN, "b": -inf}"#, &[(MALFORMED, "NaN")], Fixed::Unsafe(r#"{"a": null, "b": null}"#)),
    (
        r#"{"a": "C:\U\", "b": 1}"#,
        &[(MALFORMED, r"\U")],
        Fixed::Unsafe(r#"{"a": "C:\\U\\", "b": 1}"#),
    ),
    (r#"{"a": say "x"}"#, &[(MALFORMED, "say")], Fixed::No),
    // Strings.
    ("{\"a\": \"x\n\ty\"}", &[(MALFORMED, "\n\t")], Fixed::Safe("{\"a\": \"x\\n\\ty\"}")),
    ("{\"a\": \"1\n2\n3\"}", &[(MALFORMED, "\n")], Fixed::Safe("{\"a\": \"1\\n2\\n3\"}")),
    ("{\"a\": \"\u{1}\"}", &[(MALFORMED, "\u{1}")], Fixed::Unsafe("{\"a\": \"\"}")),
    ("{\"a\": \"x,\n\"b\": 1}", &[(MALFORMED, "\"x")], Fixed::Unsafe("{\"a\": \"x\",\n\"b\": 1}")),
    (r#"{"a": "it\'s"}"#, &[(MALFORMED, r"\'")], Fixed::Safe(r#"{"a": "it's"}"#)),
    (r#"{"a": "\x41"}"#, &[(MALFORMED, r"\x")], Fixed::Unsafe(r#"{"a": "\u0041"}"#)),
    (r#"{"a": "\d\w"}"#, &[(MALFORMED, r"\d")], Fixed::Unsafe(r#"{"a": "\\d\\w"}"#)),
    (
        r#"{"a": "C:\Users\new\\x\"y"}"#,
        &[(MALFORMED, r"\U")],
        Fixed::Unsafe(r#"{"a": "C:\\Users\\new\\x\"y"}"#),
    ),
    (r#"{"a": "\u00g9"}"#, &[(MALFORMED, r"\u00")], Fixed::No),
    // Numbers.
    (r#"{"a": +1}"#, &[(MALFORMED, "+1")], Fixed::Unsafe(r#"{"a": 1}"#)),
    (r#"{"a": 007}"#, &[(MALFORMED, "007")], Fixed::No),
    (r#"{"a": -.5}"#, &[(MALFORMED, "-.5")], Fixed::Safe(r#"{"a": -0.5}"#)),
    (r#"{"a": 1.}"#, &[(MALFORMED, "1.")], Fixed::Safe(r#"{"a": 1.0}"#)),
    (r#"{"a": 1e}"#, &[(MALFORMED, "1e")], Fixed::No),
    (r#"{"a": -}"#, &[(MALFORMED, "-")], Fixed::No),
    (r#"{"a": 0xF0}"#, &[(MALFORMED, "0xF0")], Fixed::Unsafe(r#"{"a": 240}"#)),
    (r#"{"a": 1_250}"#, &[(MALFORMED, "1_250")], Fixed::Safe(r#"{"a": 1250}"#)),
    (r#"{"a": 1,250}"#, &[(MALFORMED, "1,250")], Fixed::Unsafe(r#"{"a": 1250}"#)),
    (
        r#"{"a": 1,5, "b": 1.250,5}"#,
        &[(MALFORMED, "1,5"), (MALFORMED, "1.250,5")],
        Fixed::Unsafe(r#"{"a": 1.5, "b": 1250.5}"#),
    ),
    (r#"{"a": 1 250}"#, &[(MALFORMED, "1 250")], Fixed::Unsafe(r#"{"a": 1250}"#)),
    (r#"{"a": 1'250.5}"#, &[(MALFORMED, "1'250.5")], Fixed::Unsafe(r#"{"a": 1250.5}"#)),
    (r#"{"a": 0o17}"#, &[(MALFORMED, "0o17")], Fixed::Unsafe(r#"{"a": 15}"#)),
    (r#"{"a": 10n}"#, &[(MALFORMED, "10n")], Fixed::Safe(r#"{"a": 10}"#)),
    (r#"{"a": −3}"#, &[(MALFORMED, "−3")], Fixed::Safe(r#"{"a": -3}"#)),
    (r#"{"a": 50%}"#, &[(MALFORMED, "50%")], Fixed::Unsafe(r#"{"a": "50%"}"#)),
    (r#"{"a": 2020-11-23}"#, &[(MALFORMED, "2020-11-23")], Fixed::Unsafe(r#"{"a": "2020-11-23"}"#)),
    // Beyond the grammar.
    (r#"{"a": 1, "\u0061": 1}"#, &[("duplicate-member", r#""\u0061""#)], Fixed::No),
    (r#"{"a": "\ud83d!"}"#, &[("lone-surrogate", r"\ud83d")], Fixed::No),
    (r#"{"a": "\ude42\ud83d"}"#, &[("lone-surrogate", r"\ude42\ud83d")], Fixed::No),
    (r#"{"a": -1e400}"#, &[("number-out-of-range", "-1e400")], Fixed::No),
];

fn call(traits: &str) -> String {
    format!(r#"{{"user_id": "u1", "timestamp": "2020-11-23T22:28:55Z", "user_traits": {traits}}}"#)
}

fn check(input: &[u8], format: InputFormat) -> Report {
    Validator::new().validate_as(input, format)
}

fn is_syntax(finding: &Finding) -> bool {
    rules().iter().any(|rule| rule.id == finding.rule && rule.group == Group::Syntax)
}

fn text<'i>(input: &'i [u8], finding: &Finding) -> &'i [u8] {
    let at = |byte: u64| usize::try_from(byte).unwrap();
    input.get(at(finding.span.start.byte)..at(finding.span.end.byte)).unwrap()
}

fn places(input: &[u8], report: &Report) -> Vec<(String, String)> {
    let findings = report.findings.iter().filter(|finding| is_syntax(finding));
    findings
        .map(|finding| {
            let text = String::from_utf8_lossy(text(input, finding)).into_owned();
            (finding.rule.to_string(), text)
        })
        .collect()
}

fn assert_places(input: &[u8], report: &Report, expected: &[(&str, &str)]) {
    let expected: Vec<_> =
        expected.iter().map(|(rule, text)| ((*rule).to_owned(), (*text).to_owned())).collect();
    assert_eq!(places(input, report), expected, "{}", String::from_utf8_lossy(input));
}

fn is_json(input: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(input).is_ok()
}

#[test]
fn each_fault_is_one_finding_at_its_place() {
    let mut wrong = Vec::new();
    for (traits, expected, fixed) in TRAITS {
        if std::panic::catch_unwind(|| one_fault(traits, expected, *fixed)).is_err() {
            wrong.push(*traits);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn one_fault(traits: &str, expected: &[(&str, &str)], fixed: Fixed) {
    {
        let input = call(traits);
        let input = input.as_bytes();
        let report = check(input, InputFormat::Json);
        // A line of a log is no different, as long as it is one.
        let lines = check(&[input, b"\n"].concat(), InputFormat::Ndjson);
        assert_places(input, &report, expected);
        assert_eq!(report.findings.len(), expected.len(), "{traits}: {:?}", report.findings);
        if !input.contains(&b'\n') {
            assert_places(input, &lines, expected);
        }
        let safe = apply_fixes(input, &report.findings, Safety::Safe).bytes;
        let all = apply_fixes(input, &report.findings, Safety::Unsafe).bytes;
        let (safe, all) = (String::from_utf8(safe).unwrap(), String::from_utf8(all).unwrap());
        match fixed {
            Fixed::Safe(traits) => {
                assert_eq!(safe, call(traits));
                assert_eq!(all, call(traits));
                assert!(check(safe.as_bytes(), InputFormat::Json).findings.is_empty(), "{safe}");
            }
            Fixed::Unsafe(traits) => {
                assert_eq!(safe.as_bytes(), input);
                assert_eq!(all, call(traits));
                assert!(!check(all.as_bytes(), InputFormat::Json).findings.iter().any(is_syntax));
            }
            Fixed::No => assert_eq!(all.as_bytes(), input),
        }
        if let Fixed::Safe(_) | Fixed::Unsafe(_) = fixed {
            assert!(is_json(all.as_bytes()), "{all}");
        }
    }
}

/// Whole inputs: format, input, findings.
const INPUTS: &[(InputFormat, &[u8], Places)] = &[
    (InputFormat::Json, b"", &[(MALFORMED, "")]),
    (InputFormat::Json, b" \n", &[(MALFORMED, " \n")]),
    (InputFormat::Json, b"// nothing\n", &[(MALFORMED, "// nothing\n")]),
    (
        InputFormat::Json,
        b"\xEF\xBB\xBF",
        &[("byte-order-mark", "\u{feff}"), (MALFORMED, "\u{feff}")],
    ),
    // Something else altogether.
    (InputFormat::Json, b"<html><body>502</body></html>", &[(MALFORMED, "<")]),
    (InputFormat::Json, b"<?xml version=\"1.0\"?><a/>", &[(MALFORMED, "<")]),
    (InputFormat::Json, b"# calls\nuser_id: u1\nuser_traits: {}\n", &[(MALFORMED, "u")]),
    (InputFormat::Json, b"user_id,name\nu1,Ada\n", &[(MALFORMED, "u")]),
    (InputFormat::Json, b"\"user_id\",\"name\"\n\"u1\",\"Ada\"\n", &[(MALFORMED, "\"")]),
    (InputFormat::Json, b"user_id=u1&name=Ada", &[(MALFORMED, "u")]),
    (InputFormat::Json, b"cb({\"user_id\": \"u1\", \"user_traits\": {}, \"timestamp\": \"2020-11-23T22:28:55Z\"});", &[(MALFORMED, "cb(")]),
    (
        InputFormat::Json,
        b"2020-11-23 INFO {\"user_id\": \"u1\", \"user_traits\": {}, \"timestamp\": \"2020-11-23T22:28:55Z\"}",
        &[(MALFORMED, "2020-11-23 INFO")],
    ),
    (InputFormat::Json, b"\x1F\x8B\x08\0\0", &[(MALFORMED, "\x1f")]),
    (InputFormat::Json, b"Service Unavailable", &[(MALFORMED, "S")]),
    (InputFormat::Ndjson, b"user_id,name\nu1,Ada\n1,Bob\n", &[(MALFORMED, "u")]),
    (InputFormat::Ndjson, b"<html>\n<body>\n502\n</body>\n</html>\n", &[(MALFORMED, "<")]),
    // No object.
    (InputFormat::Json, b"null", &[("not-an-object", "null")]),
    (
        InputFormat::Json,
        b"\"{\\\"user_id\\\": 1}\"",
        &[("not-an-object", "\"{\\\"user_id\\\": 1}\"")],
    ),
    (InputFormat::Json, b"[{}]", &[("not-an-object", "[")]),
    (
        InputFormat::Array,
        b"[[], 1, null]",
        &[("not-an-object", "["), ("not-an-object", "1"), ("not-an-object", "null")],
    ),
    // What is not read to its end is not judged.
    (InputFormat::Json, b"[1, 2", &[(MALFORMED, "")]),
    (InputFormat::Json, b"+1", &[(MALFORMED, "+1")]),
    (InputFormat::Json, b"\"user_id\": \"u1\"", &[(MALFORMED, "\"")]),
    (
        InputFormat::Json,
        b"{'user_id': 'u1', \"user_tra",
        &[(MALFORMED, "'user_id'"), (MALFORMED, "")],
    ),
    (InputFormat::Json, b"{\"user_id\": \"u\\u00", &[(MALFORMED, "")]),
    // Lines.
    (
        InputFormat::Ndjson,
        b"{\"user_id\": \"u\n1\", \"timestamp\": 1\n",
        &[(MALFORMED, "\n"), (MALFORMED, "")],
    ),
    (InputFormat::Ndjson, b"{\"user_id\": tr", &[("partial-record", "")]),
    (
        InputFormat::Ndjson,
        b"{\"a\": 1,, \"b\": \"\xE6",
        &[(MALFORMED, ","), ("partial-record", "")],
    ),
    (InputFormat::Ndjson, b"{\"a\": \"\\ud83d\\u", &[("partial-record", "")]),
    // The line that is cut is not the last.
    (InputFormat::Ndjson, b"{\"a\": tr\nnull\n", &[(MALFORMED, ""), ("not-an-object", "null")]),
];

#[test]
fn whole_inputs() {
    for (format, input, expected) in INPUTS {
        let report = check(input, *format);
        assert_places(input, &report, expected);
        assert!(!report.is_valid());
        // What lacks its end, or its beginning, is not said to lack anything else.
        let lacks = report.findings.iter().any(|finding| finding.rule == "missing-member");
        assert!(!lacks || expected.is_empty(), "{:?}", report.findings);
    }
}

/// A call may nest as deep in an array of calls as alone.
#[test]
fn an_array_of_calls_is_no_level_of_a_call() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    for (levels, rules) in [(126, [].as_slice()), (127, ["excessive-nesting"].as_slice())] {
        let call = call(&format!("{{\"x\": {}}}", nested(levels)));
        let array = format!("[{call},\n{call}]");
        for (input, format, calls) in [
            (&call, InputFormat::Json, 1),
            (&call, InputFormat::Array, 1),
            (&array, InputFormat::Array, 2),
        ] {
            let found = check(input.as_bytes(), format).findings;
            let found: Vec<_> = found.iter().map(|finding| finding.rule.as_ref()).collect();
            assert_eq!(found, rules.repeat(calls), "{levels} {format:?}");
        }
    }
}

/// Nor where it is tried whether a bracket that is missing closes the array.
#[test]
fn a_deep_call_in_an_array_that_is_cut_off() {
    for levels in [125, 126] {
        let nested = "[".repeat(levels) + &"]".repeat(levels);
        let array = format!("[{}", call(&format!("{{\"x\": {nested}}}")));
        let found = check(array.as_bytes(), InputFormat::Array).findings;
        let fixed = apply_fixes(array.as_bytes(), &found, Safety::Unsafe);
        assert_eq!(fixed.bytes, format!("{array}]").into_bytes(), "{levels}: {found:?}");
    }
}

#[test]
fn places_count_from_the_start_of_the_file() {
    let ok = call("{}");
    let input = format!("{ok}\n\u{feff}{}\n{ok}", call("{\"é\": 1,}"));
    let report = check(input.as_bytes(), InputFormat::Ndjson);
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            let start = finding.span.start;
            (finding.record, start.line, start.column, start.byte, finding.pointer.as_str())
        })
        .collect();
    let comma = u64::try_from(input.find(",}").unwrap()).unwrap();
    let line = u64::try_from(ok.len()).unwrap() + 1;
    // One byte more than characters for the é, two for the byte-order mark.
    let column = comma - line - 3 + 1;
    assert_eq!(found, [(2, 2, 1, line, ""), (2, 2, column, comma, "/user_traits")]);
    assert_eq!((report.summary.valid, report.summary.invalid), (2, 1));
    let fixed = apply_fixes(input.as_bytes(), &report.findings, Safety::Safe);
    assert!(check(&fixed.bytes, InputFormat::Ndjson).findings.is_empty());
}

#[test]
fn a_byte_order_mark_hides_nothing() {
    let input = format!("\u{feff}{}", call("{}").replace("23T22", "23"));
    let report = check(input.as_bytes(), InputFormat::Json);
    let rules: Vec<_> = report.findings.iter().map(|finding| &*finding.rule).collect();
    assert_eq!(rules, ["byte-order-mark", "malformed-date-time"]);
    let report = check(format!("\u{feff}{}", call("{}")).as_bytes(), InputFormat::Ndjson);
    assert!(report.is_valid());
    assert_eq!(report.summary.warnings, 1);
}

/// One finding for the file; later records that are at fault count as invalid all the same.
#[test]
fn what_is_said_once_for_a_file() {
    let good = call("{}");
    // `~` stands for a byte of Windows-1252.
    let latin1 = call("{\"name\": \"Jos~\"}");
    let latin1 = latin1.split('~').map(str::as_bytes).collect::<Vec<_>>().join(&b'\xE9');
    let lines = [latin1.as_slice(), good.as_bytes(), latin1.as_slice(), b""].join(&b'\n');
    let report = check(&lines, InputFormat::Ndjson);
    assert_places(&lines, &report, &[("wrong-encoding", "\u{fffd}")]);
    assert_eq!((report.summary.valid, report.summary.invalid), (1, 2));

    let array =
        [b"[", latin1.as_slice(), b",", latin1.as_slice(), b",", good.as_bytes(), b"]"].concat();
    let report = check(&array, InputFormat::Array);
    assert_places(&array, &report, &[("wrong-encoding", "\u{fffd}")]);
    assert_eq!((report.summary.valid, report.summary.invalid), (1, 2));

    // One character of UTF-8 in an earlier record: then it is not the encoding of the file.
    let lines = [call("{\"name\": \"José\"}").as_bytes(), latin1.as_slice(), b""].join(&b'\n');
    let report = check(&lines, InputFormat::Ndjson);
    let rules: Vec<_> = report.findings.iter().map(|finding| &*finding.rule).collect();
    assert_eq!(rules, ["invalid-utf8"]);

    let pretty = good.replace(", ", ",\n  ");
    let lines = format!("{good}\n{pretty}\n{pretty}\n{good}\n");
    let report = check(lines.as_bytes(), InputFormat::Ndjson);
    assert_places(lines.as_bytes(), &report, &[("multi-line-record", "{")]);
    assert_eq!((report.summary.valid, report.summary.invalid), (2, 2));

    let lines = format!("user_id,name\nu1,Ada\n42\n{good}\nnull,true\n");
    let report = check(lines.as_bytes(), InputFormat::Ndjson);
    assert_places(lines.as_bytes(), &report, &[(MALFORMED, "u")]);
    assert_eq!((report.summary.valid, report.summary.invalid), (1, 4));

    let utf16: Vec<u8> = "{\"a\":1}\n{\"a\":1}\n".bytes().flat_map(|byte| [byte, 0]).collect();
    let report = check(&utf16, InputFormat::Ndjson);
    assert_places(&utf16, &report, &[("wrong-encoding", "")]);
    assert_eq!(
        report.findings[0].help.as_deref().unwrap(),
        "convert it: `iconv -f UTF-16LE -t UTF-8 FILE > NEW`"
    );
}

#[test]
fn an_array_of_calls_over_several_lines_is_one_finding() {
    let lines = format!("[\n{},\n{}\n]\n", call("{}"), call("{}"));
    let report = check(lines.as_bytes(), InputFormat::Ndjson);
    assert_places(lines.as_bytes(), &report, &[("multi-line-record", "[")]);
    assert!(report.findings[0].help.as_ref().unwrap().contains("--input-format array"));
    assert!(check(lines.as_bytes(), InputFormat::Array).findings.is_empty());
}

/// Where the zeros are what goes over the limit, and the call itself could be proven clean.
#[test]
fn zeros_that_go_over_the_limit_are_found() {
    let call = call(r#"{"plan": "pro"}"#);
    let input = [call.as_bytes(), &[0; 30]].concat();
    for limit in [call.len(), call.len() + 10] {
        let validator = Validator::builder().max_record_bytes(limit as u64).build().unwrap();
        let report = validator.validate_as(&input, InputFormat::Json);
        let rules: Vec<&str> = report.findings.iter().map(|finding| &*finding.rule).collect();
        assert_eq!(rules, ["nul-padding"], "{limit}");
    }
}

#[test]
fn oversized_records_are_passed_over() {
    let (short, long) = (call("{}"), call(r#"{"a": "xxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"#));
    let validator = Validator::builder().max_record_bytes(short.len() as u64).build().unwrap();
    let input = format!("{short}\n{long}\n{short}\n");
    let report = validator.validate_as(input.as_bytes(), InputFormat::Ndjson);
    assert_eq!((report.summary.valid, report.summary.invalid), (2, 1));
    let [finding] = report.findings.as_slice() else { panic!("{:?}", report.findings) };
    assert_eq!(
        (&*finding.rule, finding.record, finding.span.start.line),
        ("oversized-record", 2, 2)
    );
    assert_eq!(finding.span.start.byte, short.len() as u64 + 1);
    assert_eq!(
        finding.message,
        format!(
            "the record has {} bytes, expected at most {}; it was not checked",
            long.len(),
            short.len()
        )
    );
}

#[test]
fn a_cut_line_says_where_to_resume() {
    let ok = call("{}");
    let input = format!("{ok}\n{}", &ok[..40]);
    let report = check(input.as_bytes(), InputFormat::Ndjson);
    let [finding] = report.findings.as_slice() else { panic!("{:?}", report.findings) };
    assert_eq!(finding.rule, "partial-record");
    assert_eq!(finding.span.start.byte, input.len() as u64);
    let resume = format!("resume from byte {}", ok.len() + 1);
    assert!(finding.help.as_ref().unwrap().contains(&resume));
    // With a line break after it, it is not being written any more.
    let report = check(format!("{input}\n").as_bytes(), InputFormat::Ndjson);
    assert_eq!(report.findings[0].rule, MALFORMED);
    // Nothing is wrong with a last line that only lacks its line break.
    assert!(check(format!("{ok}\n{ok}").as_bytes(), InputFormat::Ndjson).findings.is_empty());
}

#[test]
fn who_the_user_is_is_never_guessed() {
    for id in
        ["u1", "007", "+1", "1,250", "0x1F", "NaN", "None", "2020-11-23", "\"u\\x41\"", "\"u\\d\""]
    {
        let input = call("{}").replace("\"u1\"", id);
        let report = check(input.as_bytes(), InputFormat::Json);
        assert!(report.findings.iter().any(|finding| finding.rule == MALFORMED), "{input}");
        let fixed = apply_fixes(input.as_bytes(), &report.findings, Safety::Unsafe);
        assert_eq!(fixed.bytes, input.as_bytes(), "{input}");
    }
}

/// Where the id can be read from what is there, a person may choose it.
#[test]
fn who_the_user_is_may_be_chosen() {
    for (id, meant) in [
        ("u1\"", "\"u1\""),
        ("\"u1", "\"u1\""),
        ("ObjectId(\"5f9f1b9b\")", "\"5f9f1b9b\""),
        ("\"u1\" \"context\": {}", "\"u1\", \"context\": {}"),
    ] {
        let input = call("{}").replace("\"u1\"", id);
        let report = check(input.as_bytes(), InputFormat::Json);
        let [finding] = report.findings.as_slice() else { panic!("{input}: {report:?}") };
        assert_eq!(finding.fix, None, "{input}");
        let [choice] = finding.suggestions.as_slice() else { panic!("{input}: {finding:?}") };
        let [edit] = choice.edits.as_slice() else { panic!("{input}: {choice:?}") };
        let at = |byte: u64| usize::try_from(byte).unwrap();
        let mut chosen = input.clone();
        chosen.replace_range(at(edit.start)..at(edit.end), &edit.text);
        assert_eq!(chosen, call("{}").replace("\"u1\"", meant));
    }
}

#[test]
fn related_places() {
    let rows: &[(&str, &[(&str, &str)])] = &[
        (r#"{"a": 1, "a": 2}"#, &[("\"a\"", "first here")]),
        (r#"{"a": [1, 2}, "b": 3}"#, &[("[", "opened here")]),
        (r#"{"a": "b"#, &[("\"", "a string that is opened here")]),
        (r#"{"a": , "b": 2}"#, &[(":", "no value after this")]),
        (
            r"{'a': 'b', 'c': 'd'}",
            &[("'b'", "also here"), ("'c'", "also here"), ("'d'", "also here")],
        ),
        // The first few of many.
        (
            r"{'a': 'b', 'c': 'd', 'e': 1}",
            &[("'b'", "also here"), ("'c'", "also here"), ("'d'", "also here")],
        ),
    ];
    for (traits, expected) in rows {
        let input = call(traits);
        let input = input.strip_suffix('}').unwrap();
        let input = if traits.ends_with('}') { format!("{input}}}") } else { input.to_owned() };
        let report = check(input.as_bytes(), InputFormat::Json);
        let related: Vec<_> = report.findings[0]
            .related
            .iter()
            .map(|related| {
                let at = |byte: u64| usize::try_from(byte).unwrap();
                let span = at(related.span.start.byte)..at(related.span.end.byte);
                (input.get(span).unwrap(), related.message.as_str())
            })
            .collect();
        assert_eq!(related, *expected, "{input}");
    }
}

#[test]
fn messages() {
    let rows = [
        (r#"{"a": 1,}"#, "a comma after the last member, expected another member or no comma"),
        (r#"{"a": 1 "b": 2}"#, "a comma is missing between two members, expected `,`"),
        (
            r#"{"a": // x"#,
            "a comment that takes in the rest of the input, expected JSON: it has no comments",
        ),
        (r#"{"a": NaN}"#, "not a number (NaN), expected a value: JSON has no word for it"),
        (r#"{"a": x y}"#, "text without quotation marks, expected a value"),
        (
            r"{'a': None, 'b': 'c'}",
            "3 strings in single quotes and one word such as `None` or `True`, expected JSON: this \
             looks like a printed Python dictionary",
        ),
        (r"{a: 1, b: 2}", "2 names without quotation marks, expected them in double quotes"),
        ("{\"a\": \"1\n2\n3\"}", "2 raw line breaks in a string, expected `\\n`"),
        ("{\"a\": \"\u{7}\"}", "a raw control character U+0007 in a string, expected none"),
        (r#"{"a": "\u1"}"#, "`\\u` with one hexadecimal digit, expected four"),
        (r#"{"a": 007}"#, "a number with a leading zero, expected none before other digits"),
        (
            "{\u{a0}\"a\": 1}",
            "white space that JSON does not have (U+00A0), expected a space, tab or line break",
        ),
        (r#"{"a": [1}, "b": 2}"#, "found `}`, expected `]`, which closes the array"),
        (
            r#"{"a": [1}"#,
            "the array is not closed before the bracket of what it stands in, expected `]`",
        ),
        (r#"{"a": @}"#, "found `@`, expected a value"),
        (r#"{"a": "x" y}"#, "found text without quotation marks, expected `,` or `}`"),
        (
            r#"{"a": 1}} x"#,
            "found text without quotation marks after the end of the call, expected the end of the input",
        ),
        (r#"{"a": 1, "a": 2}"#, "a member appears twice in its object, expected once"),
        (
            r#"{"name": "x", "n\u0061me": "y"}"#,
            "member `name` appears twice in its object, expected once: the two are spelled \
             differently, but mean the same name",
        ),
    ];
    for (traits, expected) in rows {
        let report = check(call(traits).as_bytes(), InputFormat::Json);
        assert_eq!(report.findings[0].message, expected, "{traits}");
    }
    let report = check(br#"{"user_id": ["a"#, InputFormat::Json);
    assert_eq!(
        report.findings[0].message,
        "the input ends inside a string, expected the closing `\"`"
    );
    let report = check(br#"{"user_id": "a" "#, InputFormat::Json);
    assert_eq!(report.findings[0].message, "the input ends inside an object, expected `,` or `}`");
    let bytes = call("{\"a\": \"é$\"}").replace('$', "\u{fffd}");
    for (bad, expected) in [
        (
            &b"\xC0\xAF"[..],
            "found an overlong form, which spells a character with more bytes than it takes, expected UTF-8",
        ),
        (b"\xED\xA0\x80", "found an encoded surrogate, half of a UTF-16 pair, expected UTF-8"),
        (
            b"\xF4\x90\x80\x80",
            "found a code point beyond U+10FFFF, the last that there is, expected UTF-8",
        ),
        (b"\xFF", "found a byte that never occurs in UTF-8, expected UTF-8"),
        (b"\x80", "found a continuation byte without a beginning, expected UTF-8"),
        (b"\xE2\x82", "found a character that is cut short, expected UTF-8"),
    ] {
        let at = bytes.find('\u{fffd}').unwrap();
        let (before, after) = bytes.as_bytes().split_at(at);
        let input = [before, bad, &after[3..]].concat();
        let report = check(&input, InputFormat::Json);
        assert_eq!(report.findings[0].message, expected);
        assert_eq!(text(&input, &report.findings[0]), bad);
    }
}

/// Messages, labels and help go into public logs: nothing of the payload may be in them.
#[test]
fn nothing_of_the_payload_is_told() {
    const SECRET: &str = "xyzzy";
    for (traits, ..) in TRAITS {
        for secret in [format!("{{\"{SECRET}\": \"{SECRET}\", "), format!("{{{SECRET}: {SECRET}, ")]
        {
            let traits = traits.replacen('{', &secret, 1);
            let report = check(call(&traits).as_bytes(), InputFormat::Json);
            for finding in report.findings {
                let related = finding.related.iter().map(|related| related.message.as_str());
                let told = [
                    Some(finding.message.as_str()),
                    finding.label.as_deref(),
                    finding.help.as_deref(),
                ];
                for text in told.into_iter().flatten().chain(related) {
                    assert!(!text.contains(SECRET), "{text}");
                }
            }
        }
    }
}

#[test]
fn messages_are_in_house_style() {
    for (traits, ..) in TRAITS {
        for finding in check(call(traits).as_bytes(), InputFormat::Json).findings {
            let told =
                [Some(finding.message.as_str()), finding.label.as_deref(), finding.help.as_deref()];
            for text in told.into_iter().flatten() {
                assert!(
                    !text.ends_with('.') && !text.contains('\n') && !text.contains("  "),
                    "{text}"
                );
            }
            assert!(
                !finding.message.starts_with(char::is_uppercase)
                    || finding.message.starts_with("JavaScript"),
                "{}",
                finding.message
            );
            assert!(finding.label.is_some() && finding.help.is_some(), "{}", finding.message);
        }
    }
}

#[test]
fn examples_of_the_syntax_rules() {
    for rule in rules().iter().filter(|rule| rule.group == Group::Syntax) {
        let run = |example: &identify_validator::Example| {
            rule.validator(example).unwrap().validate_as(example.input, example.format).findings
        };
        let failing = run(&rule.failing);
        assert!(!failing.is_empty(), "{}", rule.id);
        assert!(failing.iter().all(|finding| finding.rule == rule.id), "{}: {failing:?}", rule.id);
        assert_eq!(run(&rule.passing), [], "{}", rule.id);
        assert!(!rule.summary.is_empty() && !rule.summary.ends_with('.'), "{}", rule.id);
        assert!(!rule.docs.is_empty(), "{}", rule.id);
    }
}

/// Bytes that are often nearly a call.
fn nearly_a_call() -> impl Strategy<Value = Vec<u8>> {
    let token = prop_oneof![
        8 => prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\": ", "'c'", "d", "1", "-.5", "0x1", "1_0",
            "1,000", "true", "None", "NaN", "\"\\x41\"", "\"\\ud800\"", "\"\t\"", "\n", " ", "\u{a0}",
            "// x\n", "/* y */", "# z", "“e”", "\u{feff}", "\0", "=", ";", "<", "\"user_id\": ",
            "\"user_traits\": {", "\"", "\\", "\"C:\\Users\\new\"", "'it\\'s \"x\"'", "`", "é",
        ])
        .prop_map(|token| token.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..3),
    ];
    prop::collection::vec(token, 0..16).prop_map(|tokens| tokens.concat())
}

proptest! {
    /// Places lie within the input, edits do not overlap, and where every fault of the grammar has
    /// a fix, fixing it leaves JSON.
    #[test]
    fn any_bytes_can_be_checked_and_fixed(input in nearly_a_call(), wrap: bool, lines: bool) {
        let input = if wrap { [b"{\"k\": [", input.as_slice(), b"]}"].concat() } else { input };
        let format = if lines { InputFormat::Ndjson } else { InputFormat::Json };
        let report = check(&input, format);
        let mut all_fixed = true;
        for finding in &report.findings {
            let (start, end) = (finding.span.start.byte, finding.span.end.byte);
            prop_assert!(start <= end && end <= input.len() as u64 + 1);
            if let Some(fix) = &finding.fix {
                for pair in fix.edits.windows(2) {
                    prop_assert!(pair[0].end <= pair[1].start, "{:?}", fix);
                }
            }
            all_fixed &= finding.rule != MALFORMED || finding.fix.is_some();
        }
        let repaired = (0..8).try_fold(input.clone(), |bytes, _| {
            let findings = check(&bytes, format).findings;
            let fixed = apply_fixes(&bytes, &findings, Safety::Unsafe);
            if fixed.applied == 0 { Err(bytes) } else { Ok(fixed.bytes) }
        });
        let (Ok(repaired) | Err(repaired)) = repaired;
        let left = check(&repaired, format);
        let is_clean = left.findings.iter().all(|finding| !is_syntax(finding) || finding.fix.is_some());
        let shown = (String::from_utf8_lossy(&input), String::from_utf8_lossy(&repaired));
        if is_clean && !lines {
            prop_assert!(is_json(&repaired), "{:?}", shown);
        }
        // A fix never makes matters worse: what had one is gone, or something new came to light.
        if all_fixed && report.findings.iter().any(|finding| finding.fix.is_some()) {
            prop_assert_ne!(&repaired, &input);
        }
    }
}

/// A program that crashes in the midst of a line begins the next call there.
#[test]
fn a_call_that_begins_before_the_one_before_it_ends() {
    let calls = [
        r#"{"user_id":"u2","user_traits":{"age":33,"tags":["a"],"ok":true},"timestamp":"2020-11-23T22:28:55Z"}"#,
        r#"{"timestamp": "2020-11-23T22:28:55Z", "user_id": "u2", "user_traits": {"address": {"city": "x"}}, "context": {"ip": "8.8.8.8"}}"#,
        r#"{"userId":"u2","user_traits":{"orders":[{"id":1},{"id":2},{"id":3},{"id":4},{"id":5}]},"timestamp":"2020-11-23T22:28:55Z"}"#,
    ];
    let others = [
        r#"{"user_id":"u3","user_traits":{},"timestamp":"2020-11-23T22:28:55Z"}"#,
        r#"{ "user_id": "u3", "user_traits": {"a":"#,
        r#"{"type":"identify","userId":"u3","traits":{},"timestamp":"2020-11-23T22:28:55Z"}"#,
    ];
    for (call, other) in calls.iter().flat_map(|call| others.map(|other| (call, other))) {
        // Behind its first brace alone that would be one brace too many.
        for at in 2..call.len() {
            let line = format!("{}{other}\n", &call[..at]);
            let findings = check(line.as_bytes(), InputFormat::Ndjson).findings;
            let [finding] = findings.as_slice() else { panic!("{line}: {findings:#?}") };
            assert!(
                finding.message.starts_with("another call begins here"),
                "{line}: {finding:#?}"
            );
            assert_eq!(finding.span.start.byte, at as u64, "{line}");
        }
    }
    // Neither blanks nor a byte-order mark before the line hide it.
    for before in ["  ", "\u{feff}", "\u{feff} "] {
        let line = format!("{before}{}{}\n", &calls[0][..40], others[0]);
        let findings = check(line.as_bytes(), InputFormat::Ndjson).findings;
        let torn = findings.last().expect("a finding");
        assert!(torn.message.starts_with("another call begins here"), "{line}: {findings:#?}");
        assert_eq!(torn.span.start.byte, (before.len() + 40) as u64);
        assert_eq!(torn.related[0].span.start.byte, before.len() as u64);
        let others: Vec<&str> = findings.iter().map(|finding| &*finding.rule).collect();
        let mark = before.starts_with('\u{feff}').then_some("byte-order-mark");
        assert_eq!(others[..others.len() - 1], mark.into_iter().collect::<Vec<_>>());
    }
    for other in [
        r#"{"data":{"user_id":"u3","user_traits":{},"timestamp":"2020-11-23T22:28:55Z"}"#,
        r#"{"batch":[{"user_id":"u3","user_traits":{},"timestamp":"2020-11-23T22:28:55Z"}"#,
        r#"{"user_id":"u3"}{"user_id":"u3","user_traits":{},"timestamp":"2020-11-23T22:28:55Z"}"#,
        r#"{"user_id":"u3",,"context":{"user_id":"u3","user_traits":{},"timestamp":"x"}}"#,
        // Objects that have an id and a date belong to the call, which lacks its last brace.
        r#"{"timestamp":"x","user_id":"1","user_traits":{"id":"1","created_at":"x","email":"a@b.example"}"#,
        r#"{"timestamp":"x","user_id":"1","user_traits":{},"context":{"createdAt":"x","id":"2"}"#,
        r#"{"timestamp":"x","user_id":"1","user_traits":{},"previous":{"user_id":"2","timestamp":"x"}"#,
        r#"{"timestamp":"x","user_id":"1","user_traits":{},"linked":[{"user_id":"2","timestamp":"x"}"#,
        r#"{"timestamp":"x","user_id":"1","linked":["a",{"user_id":"2","timestamp":"x"}"#,
        r#"{"id":"m1","batch":[{"user_id":"u3","user_traits":{},"timestamp":"x"}"#,
        // One brace too many.
        r#"{{"user_id":"u3","user_traits":{},"timestamp":"2020-11-23T22:28:55Z"}"#,
    ] {
        let findings = check(format!("{other}\n").as_bytes(), InputFormat::Ndjson).findings;
        assert!(!findings.is_empty());
        for finding in findings {
            assert!(!finding.message.starts_with("another call"), "{other}: {finding:#?}");
        }
    }
}

/// A brace that is missing in the middle is reported there, not at the end.
#[test]
fn a_brace_that_is_missing_before_the_timestamp() {
    let call = br#"{"user_id":"u1","user_traits":{"age":3,"timestamp":"2020-11-23T22:28:55Z"}"#;
    let report = identify_validator::validate(call);
    assert_eq!(report.findings.len(), 1, "{:#?}", report.findings);
    let finding = &report.findings[0];
    assert_eq!(finding.message, "an object is not closed before `timestamp`, expected `}`");
    assert_eq!((finding.span.start.byte, finding.span.end.byte), (38, 38));
    assert_eq!(finding.related[0].span.start.byte, 30);
    let fixed = apply_fixes(call, &report.findings, Safety::Unsafe);
    assert!(identify_validator::validate(&fixed.bytes).findings.is_empty());
}

/// Where reading stops inside a call, the finding says so; where it goes on, it does not.
#[test]
fn what_was_not_checked_is_said() {
    let help = |call: &[u8]| identify_validator::validate(call).findings[0].help.clone().unwrap();
    let note = "what follows in this call was not checked";
    assert!(help(br#"{"user_traits":{"q":"x" @ 3,"age":"5"},"user_id":"u1"}"#).ends_with(note));
    assert!(!help(br#"{"user_id":"u1","user_traits":{"age":5,},"timestamp":1}"#).contains(note));
    assert!(!help(b"<html>").contains(note));
}

/// What is wrong with all of a file is said once.
#[test]
fn calls_over_several_lines_are_told_once() {
    let pretty =
        "{\n\"user_id\":\"u1\",\n\"user_traits\":{},\"timestamp\":\"2020-11-23T22:28:55Z\"}\n";
    let line = pretty.replacen('\n', "", 2);
    for log in [pretty.repeat(3), format!("{line}{line}{pretty}{line}{pretty}")] {
        let findings = check(log.as_bytes(), InputFormat::Ndjson).findings;
        let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
        assert_eq!(finding.rule, "multi-line-record");
        let first = log.find("{\n").unwrap() as u64;
        assert_eq!(finding.span.start.byte, first);
    }
}

/// A call that was encoded twice, in a log: decoded it is one line, whatever it was before.
#[test]
fn a_call_in_a_string_becomes_one_line() {
    let pretty = "{\n  \"user_id\": \"u1\",\r\n  \"user_traits\": {},\n  \"timestamp\": \"2020-11-23T22:28:55Z\"\n}";
    let text = serde_json::to_string(pretty).unwrap();
    let log = format!("{text}\n");
    let report = check(log.as_bytes(), InputFormat::Ndjson);
    let fixed = apply_fixes(log.as_bytes(), &report.findings, Safety::Unsafe);
    assert_eq!(fixed.applied, 1);
    assert!(check(&fixed.bytes, InputFormat::Ndjson).findings.is_empty());
    assert_eq!(fixed.bytes.split(|byte| *byte == b'\n').count(), 2);
    // In a document of its own it keeps its lines.
    let report = check(text.as_bytes(), InputFormat::Json);
    let fixed = apply_fixes(text.as_bytes(), &report.findings, Safety::Unsafe);
    assert_eq!(fixed.bytes, pretty.as_bytes());
}
