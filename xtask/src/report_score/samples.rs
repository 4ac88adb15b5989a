//! The valid calls in which faults are planted.

/// A valid call, and how it is called.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) text: String,
}

/// The calls, as people write them: indented by two spaces.
const CALLS: &[(&str, &str)] = &[
    (
        "the specification's sample, mended",
        r#"{
  "user_id": "user123",
  "user_traits": {
    "name": "FirstName LastName",
    "email": "firstname.lastname@example.com"
  },
  "timestamp": "2020-11-23T22:28:55.111Z"
}
"#,
    ),
    (
        "the least that a call holds",
        r#"{
  "user_id": "8f14e45f",
  "user_traits": {},
  "timestamp": "2021-03-14T09:26:53Z"
}
"#,
    ),
    (
        "a customer of a company",
        r#"{
  "user_id": "cus_9zX41",
  "timestamp": "2019-07-02T06:05:04+02:00",
  "user_traits": {
    "name": "Grace Hopper",
    "email": "grace@example.org",
    "age": 38,
    "phone": "+15555550123",
    "title": "VP of Engineering",
    "avatar": "https://cdn.example.com/u/9zX41.png",
    "website": "https://grace.example.org/",
    "newsletter": true,
    "segments": ["beta", "weekly", "enterprise"],
    "company": {
      "name": "Example Mills",
      "id": 4821,
      "industry": "Textiles",
      "employee_count": 250,
      "plan": "business"
    },
    "address": {
      "street": "1 Main Street",
      "city": "Springfield",
      "postal_code": "02139",
      "state": "MA",
      "country": "US"
    }
  }
}
"#,
    ),
    (
        "a mobile app with its context",
        r#"{
  "context": {
    "app": { "name": "Shop", "version": "3.1.4", "build": 907 },
    "device": { "model": "Pixel 8", "tags": [["a", 1], ["b", 2.5]], "rooted": false },
    "ip": "203.0.113.7",
    "locale": "en-GB"
  },
  "user_id": "m-7781",
  "user_traits": {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "name": "Ada Lovelace",
    "birthday": "1985-12-10",
    "gender": "female",
    "username": "ada1985",
    "logins": 12,
    "score": 0.75,
    "opted_in": true
  },
  "timestamp": "2018-01-31T23:59:59Z"
}
"#,
    ),
    (
        "letters beyond ASCII",
        r#"{
  "user_id": "ユーザー-42",
  "user_traits": {
    "name": "Zoë Ångström",
    "description": "東京の人 👩‍👧 مرحبا",
    "birthday": "1990-04-17",
    "größe": 172,
    "company": { "name": "Überfluß GmbH", "id": "ü-1", "employee_count": 12 },
    "address": { "city": "Αθήνα", "country": "Ελλάδα" }
  },
  "timestamp": "2022-02-28T12:00:00+05:30",
  "context": { "campaign": { "name": "été" }, "active": true }
}
"#,
    ),
];

/// Each call in each layout.
pub(super) fn samples() -> Vec<Sample> {
    let layouts = [
        ("indented", as_it_is as fn(&str) -> String),
        ("compact", compact),
        ("tabs and CRLF", tabs),
    ];
    let all = CALLS.iter().flat_map(|(name, text)| {
        layouts.map(|(layout, change)| Sample {
            name: format!("{name}, {layout}"),
            text: change(text),
        })
    });
    all.collect()
}

fn as_it_is(text: &str) -> String {
    text.to_owned()
}

/// Without any white space between tokens.
fn compact(text: &str) -> String {
    let mut in_string = false;
    let keep = |c: &char| {
        in_string ^= *c == '"';
        in_string || !c.is_ascii_whitespace()
    };
    text.chars().filter(keep).collect()
}

fn tabs(text: &str) -> String {
    text.replace("  ", "\t").replace('\n', "\r\n")
}

#[cfg(test)]
mod tests {
    use super::samples;
    use crate::report_score::measure::Settings;

    /// What is found in them would be counted as found in the planted fault.
    #[test]
    fn nothing_is_wrong_with_the_samples() {
        for sample in samples() {
            assert!(!sample.text.contains('\\'), "{}: `compact` knows no escapes", sample.name);
            let report =
                Settings::strictest().validator().unwrap().validate(sample.text.as_bytes());
            assert_eq!(report.findings, [], "{}", sample.name);
        }
    }
}
