//! Inputs that were made to be slow, each of as many parts as asked for.

use fixtures::generate::{Faults, Generator, Size};
use identify_validator::InputFormat;

use crate::command::format_name;

/// A way to make a slow input.
#[derive(Debug)]
pub(crate) struct Attack {
    pub(crate) name: &'static str,
    /// How the input is divided into calls.
    pub(crate) format: InputFormat,
    /// Makes an input of so many parts.
    pub(crate) make: fn(usize) -> Vec<u8>,
}

impl Attack {
    /// The smallest power of two of parts that make so many bytes, and these.
    pub(crate) fn of_bytes(&self, least: usize) -> (usize, Vec<u8>) {
        let mut parts = 1_usize;
        loop {
            let bytes = (self.make)(parts);
            if bytes.len() >= least {
                return (parts, bytes);
            }
            parts = parts.saturating_mul(2);
        }
    }

    /// The name of the format as `--input-format` takes it.
    pub(crate) fn format_name(&self) -> &'static str {
        format_name(self.format)
    }
}

const fn log_of(name: &'static str, make: fn(usize) -> Vec<u8>) -> Attack {
    Attack { name, format: InputFormat::Ndjson, make }
}

const fn call_of(name: &'static str, make: fn(usize) -> Vec<u8>) -> Attack {
    Attack { name, format: InputFormat::Json, make }
}

const fn array_of(name: &'static str, make: fn(usize) -> Vec<u8>) -> Attack {
    Attack { name, format: InputFormat::Array, make }
}

/// All of them.
pub(crate) const INPUTS: &[Attack] = &[
    // Logs.
    log_of("typical calls", |n| log(Generator::new(1), n)),
    log_of("small calls", |n| log(Generator::new(1).size(Size::Small), n)),
    log_of("large calls", |n| log(Generator::new(1).size(Size::Large), n)),
    log_of("mutated calls", |n| log(Generator::new(1).mutated(10_000, Faults::Any), n)),
    array_of("an array of calls", |n| {
        // The same few: with one that the screen does not prove, all of an array is inspected, which
        // takes more instructions by a factor that has nothing to do with its length.
        let few = log(Generator::new(1), 16);
        let calls: Vec<&[u8]> = few.trim_ascii_end().split(|byte| *byte == b'\n').collect();
        let many: Vec<&[u8]> = calls.into_iter().cycle().take(n).collect();
        [b"[", many.join(&b',').as_slice(), b"]"].concat()
    }),
    array_of("an array of what is no call", |n| format!("[{}7]", "7,".repeat(n)).into()),
    log_of("blank lines", |n| b"\n".repeat(n)),
    log_of("lines that are cut", |n| b"{\"user_id\": \"u1\",\n".repeat(n)),
    log_of("lines of zero bytes", |n| b"\0\n".repeat(n)),
    log_of("lone carriage returns", |n| b"{}\r".repeat(n)),
    log_of("a call on many lines", |n| {
        format!("{{\"user_traits\":{{\n{}\"a\":1}}}}", "\"age\":1,\n".repeat(n)).into()
    }),
    log_of("many calls on one line", |n| b"{\"user_id\":7}".repeat(n)),
    log_of("names that meet in the tables of the screen", |n| {
        // The first eight bytes, the last eight and the length are all that tells names apart.
        let call = |i: usize| traits(&format!("\"collides{i:08}together\":1"));
        (0..n).flat_map(|i| [call(i), b"\n".to_vec()]).flatten().collect()
    }),
    // Text.
    call_of("long text", |n| traits(&format!("\"a\":\"{}\"", "x".repeat(n)))),
    call_of("escapes", |n| traits(&format!("\"a\":\"{}\"", "\\ud83d\\ude00".repeat(n)))),
    call_of("lone surrogates", |n| traits(&format!("\"a\":\"{}\"", "\\ud800".repeat(n)))),
    call_of("hidden characters", |n| traits(&format!("\"name\":\"{}\"", "a\u{202e}".repeat(n)))),
    call_of("wide letters and marks that combine", |n| {
        traits(&format!("\"name\":\"{}\",\"emial\":1", "\u{6771}e\u{301}\u{1f469}".repeat(n)))
    }),
    call_of("raw control characters", |n| traits(&format!("\"a\":\"{}\"", "a\tb\u{1}".repeat(n)))),
    call_of("bytes that are not UTF-8", |n| {
        [&b"{\"a\":\""[..], &b"\xff ".repeat(n), b"\"}"].concat()
    }),
    // Names.
    call_of("many traits", |n| each(n, |i| format!("\"trait {i}\":{i}"))),
    call_of("traits near known names", |n| each(n, |i| format!("\"emai{i}\":{i}"))),
    call_of("traits near known names, each on a line", |n| {
        each(n, |i| format!("\n  \"frist_name{i}\": {i}"))
    }),
    call_of("traits that collide", |n| each(n, |i| format!("\"a_{i}\":1,\"a-{i}\":2"))),
    call_of("one name again and again", |n| each(n, |_| "\"email\":1".to_owned())),
    call_of("every name twice", |n| each(n, |i| format!("\"n{i}\":1,\"n{i}\":2"))),
    call_of("names in escapes", |n| each(n, |i| format!("\"\\u0061\\u0062{i}\":1"))),
    call_of("names in letters of another script", |n| {
        each(n, |i| format!("\"\u{435}m\u{430}il{i}\":1"))
    }),
    call_of("long names", |n| traits(&format!("\"{0}a\":1,\"{0}b\":2", "long_".repeat(n)))),
    call_of("many faults under a long name", |n| {
        traits(&format!("\"{}\":[{}]", "long_".repeat(n), list(n, |_| "1e400".to_owned())))
    }),
    call_of("members that are unknown", |n| {
        format!("{{{}}}", list(n, |i| format!("\"unknown{i}\":{{}}"))).into()
    }),
    // Members that are looked up beside others: each once, however many there are.
    call_of("parts of a call beside another object", |n| {
        let (contexts, data) =
            (list(n, |_| "\"context\":{}".to_owned()), list(n, |i| format!("\"x{i}\":1")));
        format!("{{{contexts},\"data\":{{{data},\"user_id\":\"u1\",\"timestamp\":1}}}}").into()
    }),
    call_of("spellings of a member that is there", |n| {
        let spellings = list(n, |_| "\"User_Traits\":{}".to_owned());
        let rest = "\"user_id\":\"u1\",\"user_traits\":{},\"timestamp\":\"2020-11-23T22:28:55Z\"";
        format!("{{{spellings},{rest}}}").into()
    }),
    call_of("spellings of a trait beside the traits", |n| {
        let spellings = list(n, |i| format!("\"First{}Name\":1", "_".repeat(i % 50)));
        let traits = list(n, |i| format!("\"t{i}\":1"));
        let rest = "\"user_id\":\"u1\",\"timestamp\":\"2020-11-23T22:28:55Z\"";
        format!("{{{spellings},{rest},\"user_traits\":{{{traits},\"first_name\":\"a\"}}}}").into()
    }),
    call_of("escapes in a call without an id", |n| {
        let members = list(n, |i| format!("\"a{i}\":\"\\x\""));
        format!("{{\"user_traits\":{{}},\"timestamp\":\"2020-11-23T22:28:55Z\",{members}}}").into()
    }),
    log_of("a line in which calls begin in calls", |n| {
        b"{\"user_id\":\"u1\",\"user_traits\":{\"age\"".repeat(n)
    }),
    // What is open.
    call_of("brackets", |n| b"[".repeat(n)),
    call_of("objects in objects", |n| b"{\"a\":".repeat(n)),
    call_of("brackets that are never closed", |n| each(n, |i| format!("\"a{i}\":["))),
    call_of("towers of arrays", |n| {
        each(n, |i| format!("\"a{i}\":{}{}", "[".repeat(100), "]".repeat(100)))
    }),
    call_of("brackets of the other kind", |n| b"{]".repeat(n)),
    // Tokens.
    call_of("commas", |n| b"{,".repeat(n)),
    call_of("numbers with a sign, in what is no call", |n| {
        format!("[{}]", list(n, |i| format!("{{\"a{i}\":+1}}"))).into()
    }),
    call_of("commas too many", |n| each(n, |i| format!("\"a{i}\":[1,],"))),
    call_of("quotes", |n| b"\"'".repeat(n)),
    call_of("single quotes", |n| each(n, |i| format!("'a{i}':'b'"))),
    call_of("quotes that are missing", |n| each(n, |i| format!("\"a{i}:1"))),
    call_of("names without quotes", |n| each(n, |i| format!("a{i}:b"))),
    call_of("colons without names", |n| b"{:1 ".repeat(n)),
    call_of("comments", |n| each(n, |i| format!("/* {i} */ \"a{i}\":1 // b\n"))),
    call_of("templates", |n| each(n, |i| format!("\"a{i}\":{{{{ user.a{i} }}}}"))),
    call_of("words of Python", |n| each(n, |i| format!("'a{i}': None, 'b{i}': True"))),
    call_of("space", |n| traits(&" ".repeat(n))),
    // Values.
    call_of("a long number", |n| traits(&format!("\"age\":1{}", "0".repeat(n)))),
    call_of("a long fraction", |n| traits(&format!("\"age\":0.{}e-{0}", "1".repeat(n)))),
    call_of("a long array", |n| traits(&format!("\"a\":[1{}]", ",{}".repeat(n)))),
    call_of("a long e-mail address", |n| traits(&format!("\"email\":\"{}!\"", "a.".repeat(n)))),
    call_of("a long address of a page", |n| {
        traits(&format!("\"avatar\":\"http://{}\"", "a.".repeat(n)))
    }),
    call_of("a long date", |n| traits(&format!("\"birthday\":\"{}\"", "1984-02-".repeat(n)))),
    call_of("a call in a string", |n| {
        format!("{{\"user_id\":\"u1\",\"user_traits\":\"{{{}}}\"}}", "\\\"a\\\":1,".repeat(n))
            .into()
    }),
];

fn log(mut generator: Generator, calls: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    generator.log(&mut bytes, u64::try_from(calls).unwrap_or(0));
    bytes
}

/// A call with these traits.
fn traits(members: &str) -> Vec<u8> {
    format!(
        "{{\"user_id\":\"u1\",\"timestamp\":\"2020-11-23T22:28:55Z\",\"user_traits\":{{{members}}}}}"
    )
    .into()
}

fn each(count: usize, member: impl Fn(usize) -> String) -> Vec<u8> {
    traits(&list(count, member))
}

fn list(count: usize, member: impl Fn(usize) -> String) -> String {
    (0..count).map(member).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::INPUTS;

    #[test]
    fn twice_the_parts_are_twice_the_bytes() {
        let names: HashSet<&str> = INPUTS.iter().map(|attack| attack.name).collect();
        assert!(names.len() == INPUTS.len() && names.len() >= 30, "{names:?}");
        for attack in INPUTS {
            let (parts, bytes) = attack.of_bytes(16_000);
            let twice = (attack.make)(parts * 2).len();
            // Numbers grow a digit; large calls differ from each other.
            let range = bytes.len() * 17 / 10..bytes.len() * 23 / 10;
            assert!(range.contains(&twice), "{}: {} and {twice}", attack.name, bytes.len());
        }
    }
}
