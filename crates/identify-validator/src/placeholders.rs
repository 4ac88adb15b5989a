//! Ids that stand for no user: what a program writes where it has no id.
//!
//! Retyped as facts from the three places where services list what they refuse: Segment's
//! documentation (Identity Resolution Settings, blocked values), the ingestion source of `PostHog`
//! (illegal distinct ids), and the bad user ids of a Mixpanel import tool; each as it stood in
//! 2026. Those that no service lists say so.

use std::{collections::BTreeSet, sync::LazyLock};

/// An id that stands for no user.
#[derive(Debug)]
struct Placeholder {
    value: &'static str,
    means: Means,
    /// Whether it counts in every letter case.
    any_case: bool,
    /// Whose lists have it.
    lists: &'static [List],
}

/// A list of ids that a service refuses, or advises to block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    /// As it is written.
    Mixpanel,
    /// As it is written, also in quotation marks.
    PostHog,
    /// In any letter case, also in quotation marks.
    PostHogAnyCase,
    /// As it is written.
    Segment,
}

/// A placeholder that was found.
#[derive(Debug)]
pub(crate) struct Found {
    /// What it stands for.
    pub(crate) means: Means,
    /// The services on whose lists it is, as it is written.
    pub(crate) listed_by: Vec<String>,
}

/// What a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Means {
    /// A missing value, written out as text.
    Nothing,
    /// A user whose id is not known.
    Anonymous,
    /// The name of the member instead of its value.
    Name,
    /// An object or array, written out as text.
    Container,
    /// A truth value, written out as text.
    Truth,
    /// A number that marks a missing one.
    Number,
    /// A value from a test or an example.
    Sample,
    /// A place in a template where nothing was filled in.
    Template,
    /// What the settings say it is.
    Own,
}

impl Means {
    /// What it is, in a few words.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Nothing => "a missing value written as text",
            Self::Anonymous => "a word for a user who is not known",
            Self::Name => "the name of the member instead of its value",
            Self::Container => "an object or array turned into text",
            Self::Truth => "a truth value turned into text",
            Self::Number => "a number that stands for no user",
            Self::Sample => "a value from a test or an example",
            Self::Template => "a template that was not filled in",
            Self::Own => "an id that the settings list as a placeholder",
        }
    }
}

/// The ids that stand for no user: those of every validator, and those that its settings add.
#[derive(Debug, Clone, Default)]
pub(crate) struct Placeholders {
    own: BTreeSet<String>,
}

/// Without any that settings add.
pub(crate) static USUAL: Placeholders = Placeholders { own: BTreeSet::new() };

impl Placeholders {
    pub(crate) fn add(&mut self, ids: impl IntoIterator<Item = impl Into<String>>) {
        self.own.extend(ids.into_iter().map(|id| id.into().trim().to_owned()));
    }

    /// Whether an id may be found: not nearly all that are used, those of letters with a digit.
    pub(crate) fn may_have(&self, id: &[u8]) -> bool {
        /// The lengths of those in the list that have such a digit, as bits.
        static WITH_DIGIT: LazyLock<u64> = LazyLock::new(|| {
            let with_digit = PLACEHOLDERS.iter().filter(|it| it.value.bytes().any(is_digit));
            with_digit.fold(0, |lengths, it| lengths | length_bit(it.value.as_bytes()))
        });
        // None of these stands around an id or in a template that has a digit.
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:|@+=/".contains(&byte);
        let is_usual = self.own.is_empty()
            && id.iter().copied().all(is_word)
            && id.iter().copied().any(is_digit)
            && *WITH_DIGIT & length_bit(id) == 0;
        !is_usual && str::from_utf8(id).is_ok_and(|id| self.find(id).is_some())
    }

    /// Looks an id up as it is written, without white space and quotation marks around it.
    pub(crate) fn find(&self, id: &str) -> Option<Found> {
        let trimmed = id.trim();
        let is_own = || self.own.contains(trimmed) || self.own.contains(unquoted(trimmed));
        find(PLACEHOLDERS, id)
            .or_else(|| is_own().then(|| Found { means: Means::Own, listed_by: Vec::new() }))
            .or_else(|| {
                is_template(id).then(|| Found { means: Means::Template, listed_by: Vec::new() })
            })
    }
}

/// A digit that stands in no name of an id, and not in zero.
fn is_digit(byte: u8) -> bool {
    matches!(byte, b'1'..=b'9')
}

/// The bit of a length; of those from 63 on, the last one.
fn length_bit(text: &[u8]) -> u64 {
    1 << text.len().min(63)
}

/// Whether a text is a word for a missing value, as a program writes it.
pub(crate) fn is_nothing(text: &str) -> bool {
    let is_word = |found: &Found| matches!(found.means, Means::Nothing);
    let is_number = matches!(text.trim(), "NaN" | "nan" | "Invalid Date" | "Invalid date");
    is_number || find(PLACEHOLDERS, text).as_ref().is_some_and(is_word)
}

/// Pairs of marks between which a template has the name of what is to be filled in. What stands
/// around them does not matter: no id and no address has them.
const MARKS: &[(&str, &str)] = &[
    ("{{", "}}"),
    ("${", "}"),
    ("#{", "}"),
    ("%{", "}"),
    ("<%", "%>"),
    ("{%", "%}"),
    ("[[", "]]"),
    ("*|", "|*"),
    ("%(", ")s"),
];

/// Marks that ids can have as well. Between them must stand the name of an id.
const WEAK_MARKS: &[(&str, &str)] = &[
    ("{", "}"),
    ("<", ">"),
    ("[", "]"),
    ("%", "%"),
    ("__", "__"),
    (":", ""),
    ("@", ""),
    ("$", ""),
    ("your_", ""),
    ("your-", ""),
    ("my_", ""),
];

/// Places of values in the statements of SQL, in format strings and in argument lists.
const ARGUMENTS: &[&str] =
    &["%s", "%d", "%i", "%u", "%v", "%@", "%ld", "%lld", "{0}", "{1}", "$1", "$2", "?"];

/// What an id is called in templates, without what stands between the words.
const ID_NAMES: &[&str] = &[
    "accountid",
    "contactid",
    "customerid",
    "distinctid",
    "externalid",
    "id",
    "memberid",
    "null",
    "subscriberid",
    "undefined",
    "userid",
    "useruuid",
    "uuid",
    "yourid",
    "youruserid",
];

/// Whether a text is a template, or a part of one, in which nothing was filled in.
pub(crate) fn is_template(text: &str) -> bool {
    let text = text.trim();
    if !may_be_template(text) {
        return false;
    }
    let has_mark = |(open, close): &(&str, &str)| {
        let after = text.split_once(open).map(|(_, after)| after);
        after.is_some_and(|after| after.contains(close))
    };
    let lower = text.to_ascii_lowercase();
    let names_an_id = |(open, close): &(&str, &str)| {
        let name = lower.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        name.is_some_and(|name| {
            let name: String =
                name.chars().filter(|it| !matches!(it, '_' | '-' | '.' | ' ')).collect();
            ID_NAMES.contains(&name.as_str())
        })
    };
    ARGUMENTS.contains(&text)
        || MARKS.iter().any(has_mark)
        || (text.len() <= 64 && WEAK_MARKS.iter().any(names_an_id))
}

/// Whether a text has what a template must have: false for nearly all others, at a glance. Every
/// mark that may stand anywhere begins with one of the first letters here; the weak marks, and
/// what stands for an argument, begin the text with one of these or of the others.
fn may_be_template(text: &str) -> bool {
    let marks = |letter: u8| matches!(letter, b'{' | b'$' | b'#' | b'%' | b'<' | b'[' | b'*');
    let weak = |letter: u8| matches!(letter, b'_' | b':' | b'@' | b'?' | b'y' | b'Y' | b'm' | b'M');
    text.bytes().any(marks) || text.bytes().next().is_some_and(weak)
}

/// Looks an id up in a list. Ids of zeros and hyphens only are found wherever the list has `0`, as
/// by the pattern that Segment advises to block.
fn find(list: &[Placeholder], id: &str) -> Option<Found> {
    let id = id.trim();
    let bare = unquoted(id);
    if let Some(placeholder) = list.iter().find(|placeholder| placeholder.is(bare)) {
        let listed = placeholder.lists.iter().filter(|list| list.has(placeholder.value, id, bare));
        let listed_by = listed.map(|list| list.service().to_owned()).collect();
        return Some(Found { means: placeholder.means, listed_by });
    }
    let is_pattern = !bare.is_empty() && bare.bytes().all(|byte| matches!(byte, b'0' | b'-'));
    let zero = list.iter().find(|placeholder| is_pattern && placeholder.is("0"))?;
    let listed_by = if bare == id { vec![List::Segment.service().to_owned()] } else { Vec::new() };
    Some(Found { means: zero.means, listed_by })
}

impl Placeholder {
    fn is(&self, id: &str) -> bool {
        if self.any_case { self.value.eq_ignore_ascii_case(id) } else { self.value == id }
    }
}

impl List {
    /// Whether the list has a value as it is written, in quotation marks or without.
    fn has(self, value: &str, written: &str, bare: &str) -> bool {
        match self {
            Self::Mixpanel | Self::Segment => written == value,
            Self::PostHog => bare == value,
            Self::PostHogAnyCase => bare.eq_ignore_ascii_case(value),
        }
    }

    fn service(self) -> &'static str {
        match self {
            Self::Mixpanel => "Mixpanel's import tool",
            Self::PostHog | Self::PostHogAnyCase => "PostHog",
            Self::Segment => "Segment",
        }
    }
}

fn unquoted(id: &str) -> &str {
    let inside = |quote: char| id.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).unwrap_or(id)
}

const fn exact(value: &'static str, means: Means, lists: &'static [List]) -> Placeholder {
    Placeholder { value, means, any_case: false, lists }
}

const fn any(value: &'static str, means: Means, lists: &'static [List]) -> Placeholder {
    Placeholder { value, means, any_case: true, lists }
}

/// The list that always counts.
static PLACEHOLDERS: &[Placeholder] = &[
    exact("0", Means::Number, &[List::Mixpanel, List::PostHog, List::Segment]),
    exact("00000000-0000-0000-0000-000000000000", Means::Number, &[List::Mixpanel, List::Segment]),
    exact("-1", Means::Number, &[List::Mixpanel, List::Segment]),
    exact("NaN", Means::Number, &[List::PostHog]),
    exact("null", Means::Nothing, &[List::Mixpanel, List::PostHog, List::Segment]),
    exact("none", Means::Nothing, &[List::Mixpanel, List::PostHog]),
    exact("None", Means::Nothing, &[List::PostHog]),
    exact("nil", Means::Nothing, &[List::Mixpanel]),
    exact("<nil>", Means::Nothing, &[List::Mixpanel]),
    exact("n/a", Means::Nothing, &[List::Mixpanel]),
    exact("na", Means::Nothing, &[List::Mixpanel]),
    // Segment's documentation has it as an example of a value to block besides.
    exact("void", Means::Nothing, &[]),
    any("undefined", Means::Nothing, &[List::Mixpanel, List::PostHogAnyCase]),
    any("anonymous", Means::Anonymous, &[List::Mixpanel, List::PostHogAnyCase, List::Segment]),
    any("guest", Means::Anonymous, &[List::PostHogAnyCase]),
    any("not_authenticated", Means::Anonymous, &[List::PostHogAnyCase]),
    exact("anon", Means::Anonymous, &[List::Mixpanel]),
    exact("unknown", Means::Anonymous, &[List::Mixpanel]),
    any("distinct_id", Means::Name, &[List::PostHogAnyCase]),
    any("distinctid", Means::Name, &[List::PostHogAnyCase]),
    any("email", Means::Name, &[List::PostHogAnyCase]),
    any("id", Means::Name, &[List::PostHogAnyCase]),
    any("true", Means::Truth, &[List::Mixpanel, List::PostHogAnyCase]),
    any("false", Means::Truth, &[List::Mixpanel, List::PostHogAnyCase]),
    exact("[object Object]", Means::Container, &[List::PostHog]),
    exact("{}", Means::Container, &[List::Mixpanel]),
    exact("[]", Means::Container, &[List::Mixpanel]),
    // Segment's documentation has it as an example of a value to block besides.
    exact("abc123", Means::Sample, &[]),
    exact("lmy47d", Means::Sample, &[List::Mixpanel]),
    // Listed by no service. SQL and spreadsheets write the first three, pandas the fourth,
    // Objective-C the fifth; the others are this contract's own counterparts of `distinct_id`.
    exact("NULL", Means::Nothing, &[]),
    exact("N/A", Means::Nothing, &[]),
    exact("#N/A", Means::Nothing, &[]),
    exact("nan", Means::Number, &[]),
    exact("(null)", Means::Nothing, &[]),
    any("user_id", Means::Name, &[]),
    any("userid", Means::Name, &[]),
];

#[cfg(test)]
mod tests {
    use super::{
        ARGUMENTS, MARKS, Means, PLACEHOLDERS, Placeholders, USUAL, WEAK_MARKS, find,
        may_be_template,
    };

    #[test]
    fn ids_of_ones_own_are_added() {
        let mut placeholders = Placeholders::default();
        placeholders.add(["demo", " kiosk "]);
        for id in ["demo", " 'demo'", "kiosk"] {
            assert_eq!(placeholders.find(id).map(|found| found.means), Some(Means::Own), "{id}");
            assert!(USUAL.find(id).is_none(), "{id}");
        }
        assert!(placeholders.find("DEMO").is_none());
        assert_eq!(placeholders.find("null").map(|found| found.means), Some(Means::Nothing));
    }

    #[test]
    fn quotes_case_and_patterns() {
        for id in ["'guest'", "\"Anonymous\"", " null ", "000", "--", "0-0", "UNDEFINED"] {
            assert!(find(PLACEHOLDERS, id).is_some(), "{id}");
        }
        for id in ["Null", "NIL", "guest7", "'", "\"", "10", "u0", "anon-1", "Unknown", "'\""] {
            assert!(find(PLACEHOLDERS, id).is_none(), "{id}");
        }
    }

    #[test]
    fn a_glance_misses_no_template() {
        for (open, close) in MARKS {
            assert!(may_be_template(&format!("a{open}b{close}")), "{open}");
        }
        for (open, close) in WEAK_MARKS {
            let text = format!("{open}user_id{close}");
            assert!(may_be_template(&text) && may_be_template(&text.to_uppercase()), "{open}");
        }
        for argument in ARGUMENTS {
            assert!(may_be_template(argument), "{argument}");
        }
        assert!(!may_be_template("user-000412"));
    }

    #[test]
    fn only_who_lists_it_is_named() {
        for (id, services) in [
            ("0", &["Mixpanel's import tool", "PostHog", "Segment"][..]),
            ("000", &["Segment"]),
            ("00000000-0000-0000-0000-000000000000", &["Mixpanel's import tool", "Segment"]),
            ("anonymous", &["Mixpanel's import tool", "PostHog", "Segment"]),
            ("ANONYMOUS", &["PostHog"]),
            ("'null'", &["PostHog"]),
            ("'n/a'", &[]),
            ("NULL", &[]),
        ] {
            let found = find(PLACEHOLDERS, id).map(|found| found.listed_by);
            let found: Option<Vec<&str>> =
                found.as_ref().map(|names| names.iter().map(String::as_str).collect());
            assert_eq!(found.as_deref(), Some(services), "{id}");
        }
    }
}
