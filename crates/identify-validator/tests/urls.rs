//! Findings about addresses of pages and pictures.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests state what must hold")]

#[allow(dead_code, reason = "each test uses what it needs")]
mod expect;

use expect::{Fix, check, rows, span_text, traits};
use identify_validator::Validator;

fn website(address: &str) -> String {
    traits(&format!(r#""website": "{address}""#))
}

fn avatar(address: &str) -> String {
    traits(&format!(r#""avatar": "{address}""#))
}

fn found(call: &str) -> Vec<(String, String)> {
    let findings = Validator::new().validate(call.as_bytes()).findings;
    findings.iter().map(|it| (it.rule.to_string(), span_text(call, it).to_owned())).collect()
}

#[test]
fn other_schemes() {
    let rule = "unsafe-url";
    let table = [
        (
            "javascript:alert(1)",
            "javascript",
            "`avatar` is a script, which runs in the page that shows it",
            Fix::None,
        ),
        ("JavaScript:alert(1)", "JavaScript", "", Fix::None),
        ("data:image/png;base64,AAAA", "data", "", Fix::None),
        ("file:///etc/passwd", "file", "`avatar` leads to a file on one machine", Fix::None),
        ("blob:https://example.com/1-2", "blob", "", Fix::None),
        ("ftp://example.com/ada.png", "ftp", "", Fix::None),
        ("mailto:ada@example.com", "mailto", "`avatar` is an e-mail address", Fix::None),
        ("tel:+442079460958", "tel", "`avatar` is a telephone number", Fix::None),
        ("s3://bucket/ada.png", "s3", "", Fix::None),
        ("urn:isbn:0451450523", "urn", "", Fix::None),
        ("java\\u0073cript:alert(1)", "java\\u0073cript", "", Fix::None),
    ];
    check(&Validator::new(), &rows(rule, avatar, &table));
    let table = [
        ("javascript:alert(1)", "javascript", "", Fix::None),
        ("  javascript:alert(1)", "javascript", "", Fix::None),
        // Browsers drop these before they read the scheme.
        ("java\\tscript:alert(1)", r#""java\tscript:alert(1)""#, "", Fix::None),
        ("\\u0001javascript:alert(1)", "javascript", "", Fix::None),
    ];
    let unsafe_only = |call: &str| {
        let found = found(call);
        found.into_iter().filter(|(it, _)| it == rule).collect::<Vec<_>>()
    };
    for (value, at, _, _) in &table {
        let call = website(value);
        assert_eq!(unsafe_only(&call), [(rule.to_owned(), (*at).to_owned())], "{call}");
    }
}

#[test]
fn credentials() {
    let password = "`website` has a password in it";
    let table = [
        ("https://ada:secret@example.com/", "ada:secret", password, Fix::None),
        ("https://:secret@example.com", ":secret", password, Fix::None),
        ("https://ada@example.com", "ada", "`website` has a user name in it", Fix::None),
        ("https://a@b:c@example.com", "a@b:c", password, Fix::None),
        ("http:\\\\\\\\ada:x@example.com", "ada:x", password, Fix::None),
        ("https:ada:x@example.com", "ada:x", password, Fix::None),
        ("https://\\u0061da:x@example.com", "\\u0061da:x", password, Fix::None),
    ];
    check(&Validator::new(), &rows("unsafe-url", website, &table));
    for fine in ["https://example.com/@ada", "https://example.com?q=a@b", "https://example.com#a@b"]
    {
        assert_eq!(found(&website(fine)), [], "{fine}");
    }
    // Two faults, each at its place.
    let both = found(&website("http://ada:x@127.0.0.1/"));
    let at: Vec<&str> = both.iter().map(|(_, at)| at.as_str()).collect();
    assert_eq!(at, ["ada:x", "127.0.0.1"]);
}

#[test]
fn hosts_that_others_cannot_reach() {
    let rule = "unsafe-url";
    let loopback =
        "`avatar` leads back to the machine that opens it: the host is a loopback address";
    let private = "`avatar` leads into a private network, which others cannot reach";
    let link = "`avatar` leads to a link-local host, which only its own network sees, such as a \
                cloud's metadata";
    let local = "`avatar` leads to a name that only a private network knows";
    let table = [
        ("http://localhost/a.png", "localhost", loopback, Fix::None),
        ("http://LOCALHOST:3000/a.png", "LOCALHOST", loopback, Fix::None),
        ("http://localhost./", "localhost.", loopback, Fix::None),
        ("http://app.localhost/", "app.localhost", loopback, Fix::None),
        ("http://127.0.0.1:8080/", "127.0.0.1", loopback, Fix::None),
        ("http://127.1/", "127.1", loopback, Fix::None),
        ("http://2130706433/", "2130706433", loopback, Fix::None),
        ("http://0x7f.1/", "0x7f.1", loopback, Fix::None),
        ("http://0x7f000001/", "0x7f000001", loopback, Fix::None),
        ("http://0177.0.0.1/", "0177.0.0.1", loopback, Fix::None),
        ("http://%6cocalhost/", "%6cocalhost", loopback, Fix::None),
        ("http://[::1]/", "[::1]", loopback, Fix::None),
        ("http://[::ffff:7f00:1]:80/", "[::ffff:7f00:1]", loopback, Fix::None),
        ("http://[::ffff:127.0.0.1]/", "[::ffff:127.0.0.1]", loopback, Fix::None),
        ("http://[::127.0.0.1]/", "[::127.0.0.1]", loopback, Fix::None),
        ("http://[64:ff9b::10.0.0.1]/", "[64:ff9b::10.0.0.1]", private, Fix::None),
        ("http://10.1.2.3/", "10.1.2.3", private, Fix::None),
        ("http://172.16.0.1/", "172.16.0.1", private, Fix::None),
        ("http://192.168.178.1/", "192.168.178.1", private, Fix::None),
        ("http://100.64.0.1/", "100.64.0.1", private, Fix::None),
        ("http://[fd00::1]/", "[fd00::1]", private, Fix::None),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254", link, Fix::None),
        ("http://[fe80::1]/", "[fe80::1]", link, Fix::None),
        (
            "http://0.0.0.0:8000/",
            "0.0.0.0",
            "`avatar` leads nowhere: the host stands for no machine",
            Fix::None,
        ),
        ("http://[::]/", "[::]", "", Fix::None),
        ("http://printer.local/", "printer.local", local, Fix::None),
        ("http://db.prod.internal/", "db.prod.internal", local, Fix::None),
        ("http://nas.home.arpa/", "nas.home.arpa", local, Fix::None),
        ("http://wiki.corp/", "wiki.corp", local, Fix::None),
        ("https://intranet/ada.png", "intranet", "", Fix::None),
    ];
    check(&Validator::new(), &rows(rule, avatar, &table));
    for fine in [
        "https://example.com",
        "https://cdn.example.com:8443/a.png?next=http://localhost/",
        "https://example.com/127.0.0.1",
        "https://localhost.example.com/",
        "https://notlocalhost.com/",
        "https://internal.example.com/",
        "https://homearpa.org/",
        "https://8.8.8.8/",
        "https://172.32.0.1/",
        "https://100.128.0.1/",
        "https://169.253.0.1/",
        "https://[2001:db8::1]/",
        "https://[64:ff9b::8.8.8.8]/",
        "https://xn--mnchen-3ya.example/",
        "HTTPS://EXAMPLE.COM/",
    ] {
        assert_eq!(found(&avatar(fine)), [], "{fine}");
    }
}

#[test]
fn hosts_without_a_scheme() {
    for (value, at) in [
        ("localhost:3000", "localhost"),
        ("localhost:3000/ada", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("192.168.0.10:8080/ada", "192.168.0.10"),
        ("[::1]:80", "[::1]"),
        ("ada.local", "ada.local"),
        ("//localhost:3000/", "localhost"),
    ] {
        let expected = [("unsafe-url".to_owned(), at.to_owned())];
        assert_eq!(found(&website(value)), expected, "{value}");
    }
}

#[test]
fn schemeless_websites() {
    let message = "`website` has no scheme, such as `https://`";
    let table = [
        ("example.com", "example.com", message, Fix::Unsafe(r#""https://example.com""#)),
        (
            "www.example.com/ada?x=1#y",
            "www.example.com",
            "",
            Fix::Unsafe(r#""https://www.example.com/ada?x=1#y""#),
        ),
        (
            "example.com:8080/ada",
            "example.com",
            "",
            Fix::Unsafe(r#""https://example.com:8080/ada""#),
        ),
        ("//example.com/ada", "example.com", "", Fix::Unsafe(r#""https://example.com/ada""#)),
        ("Example.COM", "Example.COM", "", Fix::Unsafe(r#""https://Example.COM""#)),
        ("example.co.uk", "example.co.uk", "", Fix::Unsafe(r#""https://example.co.uk""#)),
        ("münchen.example", "münchen.example", "", Fix::Unsafe(r#""https://münchen.example""#)),
        ("пример.рф/ада", "пример.рф", "", Fix::Unsafe(r#""https://пример.рф/ада""#)),
        (
            "xn--e1afmkfd.xn--p1ai",
            "xn--e1afmkfd.xn--p1ai",
            "",
            Fix::Unsafe(r#""https://xn--e1afmkfd.xn--p1ai""#),
        ),
        ("\\u0065xample.com", "\\u0065xample.com", "", Fix::Unsafe(r#""https://example.com""#)),
        ("example.com\\/ada", "example.com", "", Fix::Unsafe(r#""https://example.com/ada""#)),
    ];
    check(&Validator::new(), &rows("schemeless-website", website, &table));
    for text in [
        "",
        "none",
        "n/a",
        "ada@example.com",
        "coming soon",
        "my site is example.com",
        "example.com and example.org",
        "example..com",
        ".com",
        "v1.2",
        "ada.png",
        "1.5",
        "https://example.com",
        "/ada",
        "#ada",
        "ada",
    ] {
        assert_eq!(found(&website(text)), [], "{text}");
    }
    // Only among the traits of the user.
    let company = traits(r#""company": {"website": "example.com"}"#);
    assert_eq!(found(&company), []);
}

#[test]
fn what_is_refused_or_meant_otherwise() {
    for (members, rule) in [
        (r#""avatar": "localhost/a b.png""#, "malformed-uri"),
        (r#""avatar": "example.com/ada.png""#, "malformed-uri"),
        (r#""avatar": ["http://localhost/"]"#, "wrong-type"),
        (r#""website": 7"#, "wrong-type"),
        (r#""Avatar": "http://localhost/a.png""#, "near-miss-member"),
        (r#""Website": "example.com""#, "near-miss-member"),
    ] {
        let rules: Vec<String> =
            found(&traits(members)).into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(rules, [rule], "{members}");
    }
}

#[test]
fn a_long_address_takes_time_in_proportion() {
    let long = format!("https://{}/", "a.".repeat(500_000));
    let begin = std::time::Instant::now();
    found(&avatar(&long));
    found(&website(&long.replace("https://", "")));
    assert!(begin.elapsed() < std::time::Duration::from_secs(30), "{:?}", begin.elapsed());
}

/// Only addresses are asked for a scheme: a name may look like anything.
#[test]
fn what_is_no_address_may_look_like_one() {
    for name in ["first_name", "title", "description", "custom"] {
        let call = traits(&format!(
            r#""{name}": "javascript:alert(1)", "website": "javascript:alert(2)""#
        ));
        // The rule looks at the call for the sake of its website.
        assert_eq!(found(&call), [("unsafe-url".to_owned(), "javascript".to_owned())], "{call}");
    }
}

/// Labels of a host have 63 letters at most (RFC 1035, section 2.3.4); the screen must not take more.
#[test]
fn hosts_with_long_labels() {
    let by = |screen| Validator::builder().screen(screen).build().unwrap();
    let (screened, inspected) = (by(true), by(false));
    let mut refused = 0;
    for length in 60..70 {
        let label = "a".repeat(length);
        for host in [
            format!("{label}.example"),
            format!("shop.{label}"),
            format!("{label}.{label}.example"),
        ] {
            let call =
                traits(&format!(r#""email": "ada@{host}", "avatar": "https://{host}/a.png""#));
            let findings = inspected.validate(call.as_bytes()).findings;
            assert_eq!(screened.validate(call.as_bytes()).findings, findings, "{call}");
            refused += usize::from(!findings.is_empty());
            assert_eq!(findings.is_empty(), length < 64, "{call}: {findings:#?}");
        }
    }
    assert_eq!(refused, 18);
}
