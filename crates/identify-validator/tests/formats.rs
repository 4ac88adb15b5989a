//! Findings about dates, addresses of pages and addresses of mail.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "tests state what must hold"
)]

#[allow(dead_code, reason = "each test uses what it needs")]
mod expect;

use expect::{Fix, check, fix_text, rows, span_text, timestamp, traits};
use identify_validator::{Validator, validate};

#[test]
fn malformed_date_time() {
    let cases = [
        (r#""2020-11-23T22:28:55""#, "", "", Fix::Unsafe(r#""2020-11-23T22:28:55Z""#)),
        (r#""2020-11-23 22:28:55""#, " ", "", Fix::Unsafe(r#""2020-11-23T22:28:55Z""#)),
        (r#""2020-11-23""#, "", "", Fix::Unsafe(r#""2020-11-23T00:00:00Z""#)),
        (
            r#""2020-13-01T00:00:00Z""#,
            "13",
            "`timestamp` is not an RFC 3339 date-time: the month is out of range, expected 01 to 12",
            Fix::None,
        ),
        (r#""2020-02-30T00:00:00Z""#, "30", "", Fix::None),
        (
            r#""2020-12-31T24:00:00+01:00""#,
            "24:00:00",
            "",
            Fix::Unsafe(r#""2021-01-01T00:00:00+01:00""#),
        ),
        (r#""2020-12-31T10:00Z""#, "", "", Fix::Unsafe(r#""2020-12-31T10:00:00Z""#)),
        (r#""20240506T070809Z""#, "20240506", "", Fix::Unsafe(r#""2024-05-06T07:08:09Z""#)),
        (
            r#""2024-05-06T070809+0200""#,
            "070809",
            "",
            Fix::Unsafe(r#""2024-05-06T07:08:09+02:00""#),
        ),
        (r#""2024-5-6 7:08:09.5 PM""#, "5", "", Fix::Unsafe(r#""2024-05-06T19:08:09.5Z""#)),
        (r#""2024-05-06T07:08:09,5Z""#, ",", "", Fix::Unsafe(r#""2024-05-06T07:08:09.5Z""#)),
        (r#""2024-05-06T07:08:09.Z""#, ".", "", Fix::Unsafe(r#""2024-05-06T07:08:09Z""#)),
        (r#""2024-05-06T07:08:09 UTC""#, " UTC", "", Fix::Unsafe(r#""2024-05-06T07:08:09Z""#)),
        (r#""2024-05-06T07:08:09Z[UTC]""#, "[UTC]", "", Fix::Unsafe(r#""2024-05-06T07:08:09Z""#)),
        (
            r#""2024-05-06T07:08:09\u221205:00""#,
            "\\u2212",
            "",
            Fix::Unsafe(r#""2024-05-06T07:08:09-05:00""#),
        ),
        (
            r#""Mon, 06 May 2024 07:08:09 GMT""#,
            r#""Mon, 06 May 2024 07:08:09 GMT""#,
            "",
            Fix::Unsafe(r#""2024-05-06T07:08:09Z""#),
        ),
        (r#""1606170535""#, "1606170535", "", Fix::Unsafe(r#""2020-11-23T22:28:55Z""#)),
        (r#""31/12/2024 10:00""#, "31/12/2024", "", Fix::Unsafe(r#""2024-12-31T10:00:00Z""#)),
        (r#""02/03/2024 10:00""#, "02/03/2024", "", Fix::None),
        (r#""soon""#, r#""soon""#, "", Fix::None),
        (
            r#""""#,
            r#""""#,
            "`timestamp` is not an RFC 3339 date-time: the text is empty",
            Fix::None,
        ),
        (r#""2020\u002d11-23T22:28:55.111ZZ""#, "Z", "", Fix::None),
        (
            r#""Mon Nov 23 2020 22:28:55 GMT+0100 (CET)""#,
            r#""Mon Nov 23 2020 22:28:55 GMT+0100 (CET)""#,
            "",
            Fix::Unsafe(r#""2020-11-23T22:28:55+01:00""#),
        ),
        (
            r#""Mon Nov 23 22:28:55 2020""#,
            r#""Mon Nov 23 22:28:55 2020""#,
            "",
            Fix::Unsafe(r#""2020-11-23T22:28:55Z""#),
        ),
        // It was a Monday.
        (
            r#""Tue, 23 Nov 2020 22:28:55 GMT""#,
            r#""Tue, 23 Nov 2020 22:28:55 GMT""#,
            "`timestamp` is not an RFC 3339 date-time: the day of the week is not that of the date",
            Fix::None,
        ),
        (
            r#""November 23, 2020 10:28 PM""#,
            r#""November 23, 2020 10:28 PM""#,
            "",
            Fix::Unsafe(r#""2020-11-23T22:28:00Z""#),
        ),
        (r#""23-Nov-2020""#, r#""23-Nov-2020""#, "", Fix::Unsafe(r#""2020-11-23T00:00:00Z""#)),
        (
            r#""2020-W48-1T22:28:55Z""#,
            r#""2020-W48-1T22:28:55Z""#,
            "",
            Fix::Unsafe(r#""2020-11-23T22:28:55Z""#),
        ),
        (r#""2020-328""#, r#""2020-328""#, "", Fix::Unsafe(r#""2020-11-23T00:00:00Z""#)),
        (
            r#""/Date(1606170535123+0100)/""#,
            r#""/Date(1606170535123+0100)/""#,
            "",
            Fix::Unsafe(r#""2020-11-23T22:28:55.123Z""#),
        ),
        (r#""1606170535.5""#, r#""1606170535.5""#, "", Fix::Unsafe(r#""2020-11-23T22:28:55.5Z""#)),
        (r#""20201123222855""#, "20201123222855", "", Fix::Unsafe(r#""2020-11-23T22:28:55Z""#)),
        (
            r#""2020-11-23 22:28:55.5 +0100 CET m=+0.01""#,
            " ",
            "",
            Fix::Unsafe(r#""2020-11-23T22:28:55.5+01:00""#),
        ),
        (r#""2020-11-23T10:28:55 PM""#, "PM", "", Fix::Unsafe(r#""2020-11-23T22:28:55Z""#)),
        (r#""2020-11-23T12:28:55 AM""#, "AM", "", Fix::Unsafe(r#""2020-11-23T00:28:55Z""#)),
        (
            r#""2020-11-23T22:28:55:123Z""#,
            ":123Z",
            "",
            Fix::Unsafe(r#""2020-11-23T22:28:55.123Z""#),
        ),
        (r#""2020-11-23T22-28-55Z""#, "", "", Fix::Unsafe(r#""2020-11-23T22:28:55Z""#)),
        (r#""2020-11-23+01:00""#, "", "", Fix::Unsafe(r#""2020-11-23T00:00:00+01:00""#)),
        (r#""2020-1-3T4:5:6Z""#, "1", "", Fix::Unsafe(r#""2020-01-03T04:05:06Z""#)),
        (r#""0000-00-00 00:00:00""#, r#""0000-00-00 00:00:00""#, "", Fix::None),
        (r#""Invalid Date""#, r#""Invalid Date""#, "", Fix::None),
        (r#""{{timestamp}}""#, r#""{{timestamp}}""#, "", Fix::None),
        (r#""22:28:55""#, r#""22:28:55""#, "", Fix::None),
    ];
    check(&Validator::new(), &rows("malformed-date-time", timestamp, &cases));
}

#[test]
fn malformed_date() {
    let name = |value: &str| traits(&format!(r#""birthday": {value}"#));
    let cases = [
        (
            r#""1984-04-02T08:15:00+02:00""#,
            "T08:15:00+02:00",
            "`birthday` is not an RFC 3339 date: a time follows the date, expected the date only",
            Fix::Unsafe(r#""1984-04-02""#),
        ),
        (r#""1984-4-2""#, "4", "", Fix::Unsafe(r#""1984-04-02""#)),
        (r#""1984/04/02""#, "/", "", Fix::Unsafe(r#""1984-04-02""#)),
        (r#""19840402""#, "19840402", "", Fix::Unsafe(r#""1984-04-02""#)),
        (r#""17.09.1991""#, "17.09.1991", "", Fix::Unsafe(r#""1991-09-17""#)),
        (r#""04/04/1984""#, "04/04/1984", "", Fix::Unsafe(r#""1984-04-04""#)),
        (r#""02/04/1984""#, "02/04/1984", "", Fix::None),
        (r#""Apr 2, 1990""#, r#""Apr 2, 1990""#, "", Fix::Unsafe(r#""1990-04-02""#)),
        (r#""1990-04""#, "", "", Fix::None),
        (r#""1900-02-29""#, "29", "", Fix::None),
        (r#""1606170535""#, "1606170535", "", Fix::None),
        (r#""0000-00-00""#, r#""0000-00-00""#, "", Fix::Unsafe("")),
        (r#""449712000""#, "449712000", "", Fix::Unsafe(r#""1984-04-02""#)),
        (r#""1984-04-02Z""#, "Z", "", Fix::Unsafe(r#""1984-04-02""#)),
        (
            r#""1984\u5e744\u67082\u65e5""#,
            r#""1984\u5e744\u67082\u65e5""#,
            "",
            Fix::Unsafe(r#""1984-04-02""#),
        ),
        (r#""null""#, r#""null""#, "", Fix::Unsafe("")),
        (r#"" ""#, r#"" ""#, "", Fix::Unsafe("")),
        (r#""1984-04-02 (about)""#, " (about)", "", Fix::None),
    ];
    check(&Validator::new(), &rows("malformed-date", name, &cases));
}

#[test]
fn readings() {
    let readings = |call: &str| -> Vec<(String, String)> {
        let findings = validate(call.as_bytes()).findings;
        let suggestions = &findings[0].suggestions;
        assert!(findings.len() == 1 && findings[0].fix.is_none(), "{call}: {findings:#?}");
        suggestions.iter().map(|it| (it.message.clone(), it.edits[0].text.clone())).collect()
    };
    let told = |rows: &[(&str, &str)]| -> Vec<(String, String)> {
        rows.iter().map(|(when, text)| ((*when).to_owned(), format!("\"{text}\""))).collect()
    };
    let birthday = |value: &str| traits(&format!(r#""birthday": "{value}""#));
    assert_eq!(
        readings(&timestamp(r#""20-11-23T22:28:55.111Z""#)),
        told(&[
            ("if the year stands first", "2020-11-23T22:28:55.111Z"),
            ("if the day stands first", "2023-11-20T22:28:55.111Z"),
        ])
    );
    assert_eq!(
        readings(&timestamp(r#""00-10-31T16:40:00Z""#)),
        told(&[("if the year stands first", "2000-10-31T16:40:00Z")])
    );
    assert_eq!(
        readings(&birthday("02/04/1984")),
        told(&[
            ("if the day stands first", "1984-04-02"),
            ("if the month stands first", "1984-02-04")
        ])
    );
    assert_eq!(
        readings(&birthday("84-04-02")),
        told(&[("if the year stands first", "1984-04-02")])
    );
    assert_eq!(
        readings(&birthday("31.12.05")),
        told(&[
            ("if the year stands first", "1931-12-05"),
            ("if the day stands first and the year begins with `19`", "1905-12-31"),
            ("if the day stands first and the year begins with `20`", "2005-12-31"),
        ])
    );
    assert_eq!(
        readings(&timestamp(r#""2023-13-01T08:30:00Z""#)),
        told(&[("if the day stands before the month", "2023-01-13T08:30:00Z")])
    );
    assert_eq!(
        readings(&timestamp(r#""2020-11-23T22:28:55 EST""#)),
        told(&[("if the zone is that of North America", "2020-11-23T22:28:55-05:00")])
    );
}

#[test]
fn the_sample_of_the_specification() {
    let call = r#"{
  "user_id": "user123",
  "traits": {
    "name": "FirstName LastName",
    "email": "firstname.lastname@example.com"
  },
  "timestamp": "20-11-23T22:28:55.111Z"
}"#;
    let report = validate(call.as_bytes());
    let [alias, time] = report.findings.as_slice() else { panic!("{report:#?}") };
    assert_eq!((alias.rule.as_ref(), span_text(call, alias)), ("deprecated-alias", "\"traits\""));
    assert_eq!(fix_text(alias), Some((identify_validator::Safety::Safe, "\"user_traits\"".into())));
    assert_eq!((time.rule.as_ref(), span_text(call, time)), ("malformed-date-time", "20"));
    assert!(time.fix.is_none() && time.suggestions.len() == 2);
}

#[test]
fn malformed_uri() {
    let avatar = |value: &str| traits(&format!(r#""avatar": "{value}""#));
    let cases = [
        (
            "cdn.example.com/a.png",
            "cdn.example.com",
            "`avatar` is not a URI: the scheme is missing, such as `https:`",
            Fix::Unsafe(r#""https://cdn.example.com/a.png""#),
        ),
        ("//cdn.example.com/a.png", "//", "", Fix::Unsafe(r#""https://cdn.example.com/a.png""#)),
        ("a.png", r#""a.png""#, "", Fix::None),
        ("/a.png", r#""/a.png""#, "", Fix::None),
        (
            "https://example.com/a b.png",
            " ",
            "`avatar` is not a URI: it has a space",
            Fix::Unsafe(r#""https://example.com/a%20b.png""#),
        ),
        (
            "https://example.com/ä€.png",
            "ä€",
            "",
            Fix::Unsafe(r#""https://example.com/%C3%A4%E2%82%AC.png""#),
        ),
        (
            "https://example.com/\\u00e4.png",
            "\\u00e4",
            "",
            Fix::Unsafe(r#""https://example.com/%C3%A4.png""#),
        ),
        ("https://example.com/100%", "%", "", Fix::Unsafe(r#""https://example.com/100%25""#)),
        ("https://example.com/a#b#c", "#", "", Fix::Unsafe(r#""https://example.com/a#b%23c""#)),
        ("https:\\\\example.com", "\\\\", "", Fix::Unsafe(r#""https://example.com""#)),
        ("C:\\\\Users\\\\a.png", r#""C:\\Users\\a.png""#, "", Fix::None),
        (" https://example.com/", " ", "", Fix::Unsafe(r#""https://example.com/""#)),
        ("<https://example.com/>", "<", "", Fix::Unsafe(r#""https://example.com/""#)),
        ("", r#""""#, "`avatar` is not a URI: the text is empty", Fix::Unsafe("")),
        ("https://example.com/\\u0001", "\\u0001", "", Fix::None),
        ("https//example.com/a", "", "", Fix::Unsafe(r#""https://example.com/a""#)),
        (
            "https://b\u{fc}cher.example/a",
            "b\u{fc}cher.example",
            "",
            Fix::Unsafe(r#""https://xn--bcher-kva.example/a""#),
        ),
        ("https://exa mple.com/a", " ", "", Fix::None),
        ("https://example.com:port/a", "port", "", Fix::None),
        (
            "https://example.com/a[1].png",
            "[",
            "",
            Fix::Unsafe(r#""https://example.com/a%5B1%5D.png""#),
        ),
        ("http://[::1/a", "[::1", "", Fix::None),
        (
            "iVBORw0KGgoAAAANSUhEUgAA",
            r#""iVBORw0KGgoAAAANSUhEUgAA""#,
            "",
            Fix::Unsafe(r#""data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA""#),
        ),
        ("null", r#""null""#, "", Fix::Unsafe("")),
    ];
    check(&Validator::new(), &rows("malformed-uri", avatar, &cases));
}

#[test]
fn malformed_email() {
    let email = |value: &str| traits(&format!(r#""email": "{value}""#));
    let cases = [
        ("Ada <ada@example.com>", "Ada ", "", Fix::Unsafe(r#""ada@example.com""#)),
        ("<ada@example.com>", "<", "", Fix::Unsafe(r#""ada@example.com""#)),
        ("ada@example.com\\n", "\\n", "", Fix::Unsafe(r#""ada@example.com""#)),
        ("MailTo:ada@example.com", "MailTo:", "", Fix::Unsafe(r#""ada@example.com""#)),
        (
            "ada.example.com",
            r#""ada.example.com""#,
            "`email` is not an e-mail address: it has no `@`",
            Fix::None,
        ),
        ("ada@@example.com", "@", "", Fix::Unsafe(r#""ada@example.com""#)),
        ("ada@b@example.com", "@", "", Fix::None),
        ("@example.com", "@", "", Fix::None),
        ("ada@", "@", "", Fix::None),
        ("ada..b@example.com", "..", "", Fix::None),
        (".ada@example.com", ".", "", Fix::Unsafe(r#""ada@example.com""#)),
        ("ada@example.com.", ".", "", Fix::Unsafe(r#""ada@example.com""#)),
        ("a da@example.com", " ", "", Fix::None),
        ("ada @example.com", " ", "", Fix::Unsafe(r#""ada@example.com""#)),
        ("ada at example.com", r#""ada at example.com""#, "", Fix::Unsafe(r#""ada@example.com""#)),
        ("ada@example,com", ",", "", Fix::Unsafe(r#""ada@example.com""#)),
        ("ada\u{ff20}example.com", "\u{ff20}", "", Fix::Unsafe(r#""ada@example.com""#)),
        ("ada@b\u{fc}cher.example", "\u{fc}", "", Fix::Unsafe(r#""ada@xn--bcher-kva.example""#)),
        ("ada@-example.com", "-example", "", Fix::None),
        ("ada@example.com:25", ":25", "", Fix::Unsafe(r#""ada@example.com""#)),
        ("mailto:ada@example.com?subject=x", "mailto:", "", Fix::Unsafe(r#""ada@example.com""#)),
        ("ada@example.com (Ada)", " ", "", Fix::Unsafe(r#""ada@example.com""#)),
        ("'ada@example.com'", r#""'ada@example.com'""#, "", Fix::Unsafe(r#""ada@example.com""#)),
        ("N/A", r#""N/A""#, "", Fix::Unsafe("")),
        ("{{email}}", r#""{{email}}""#, "", Fix::Unsafe("")),
        ("ada@exa_mple.com", "_", "", Fix::None),
        ("ädä@example.com", "ä", "", Fix::None),
        ("a@b.example, c@d.example", ", c@d.example", "", Fix::None),
        ("", r#""""#, "`email` is not an e-mail address: the text is empty", Fix::Unsafe("")),
    ];
    check(&Validator::new(), &rows("malformed-email", email, &cases));
}
