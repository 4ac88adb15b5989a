//! Which findings are listed: not the same one ten thousand times.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::report::{Alike, Finding, Hidden};

/// Most kinds of findings that are told from each other. Of more, only the rules are counted.
const MOST_KINDS: usize = 1000;

/// Places that are kept of findings that are alike, besides the first and the last.
const FURTHER: usize = 2;

/// Bounds how many findings of one rule, and how many of one call, are listed. Those above the
/// bound are counted, and the place of the first of each rule is kept: memory is bounded by the
/// number of rules.
///
/// ```
/// use identify_validator::{Limit, validate};
///
/// let report = validate(b"{}");
/// let mut limit = Limit::new(2);
/// let listed: Vec<bool> = report.findings.iter().map(|finding| limit.lists(finding)).collect();
/// assert_eq!(listed, [true, true, false]);
///
/// let hidden = limit.hidden();
/// assert_eq!((&*hidden[0].rule, hidden[0].count), ("missing-member", 1));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Limit {
    /// Nothing for no bound.
    most: Option<u64>,
    /// Nothing for no bound of its own.
    most_alike: Option<u64>,
    rules: BTreeMap<Cow<'static, str>, Listed>,
    /// By the fingerprint of what is alike.
    kinds: HashMap<u64, Listed>,
    /// Findings of the present call that are listed.
    of_call: u64,
}

/// What is listed of a rule or kind, and what is not.
#[derive(Debug, Clone, Default)]
struct Listed {
    count: u64,
    hidden: Option<Hidden>,
}

impl Limit {
    /// Lists at most so many of a rule, and so many of a call.
    pub fn new(most: u64) -> Self {
        Self { most: Some(most), ..Self::default() }
    }

    /// Lists all of them.
    pub fn none() -> Self {
        Self::default()
    }

    /// Also lists at most so many that are alike: of one rule, with one message and help, at one
    /// place of their calls, elements of an array not being told apart. The rest is counted by that. Memory
    /// is bounded: no more than 1,000 kinds are told apart.
    ///
    /// ```
    /// use identify_validator::{Finding, InputFormat, Limit, Source, Validator};
    ///
    /// let mut limit = Limit::new(50).with_alike(1);
    /// let mut listed = Vec::new();
    /// let mut sink = |finding: Finding, _: &Source<'_>| listed.push(limit.lists(&finding));
    /// let log = "{\"user_id\": \"u1\", \"user_traits\": {}}\n".repeat(3);
    /// Validator::new().check("log", log.as_bytes(), InputFormat::Ndjson, &mut sink)?;
    /// assert_eq!(listed, [true, false, false]);
    ///
    /// let hidden = &limit.hidden()[0];
    /// assert_eq!((hidden.count, hidden.first.line), (2, 2));
    /// assert_eq!(hidden.alike.as_ref().unwrap().last, ("log".to_owned(), 3));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn with_alike(self, most: u64) -> Self {
        Self { most_alike: Some(most), ..self }
    }

    /// Whether this finding, the next in the order of the input, is listed.
    pub fn lists(&mut self, finding: &Finding) -> bool {
        let Some(most) = self.most else { return true };
        if let Some(most_alike) = self.most_alike
            && let Some(kind) = self.kinds.get_mut(&fingerprint(finding))
            && kind.count >= most_alike
        {
            kind.hide_alike(finding);
            return false;
        }
        if !self.rules.contains_key(&finding.rule) {
            self.rules.insert(finding.rule.clone(), Listed::default());
        }
        let Some(listed) = self.rules.get_mut(&finding.rule) else { return true };
        if listed.count < most && self.of_call < most {
            listed.count = listed.count.saturating_add(1);
            self.of_call = self.of_call.saturating_add(1);
            self.list_kind(finding);
            return true;
        }
        listed.hide(finding);
        false
    }

    /// Counts a finding that is listed with those that are like it.
    fn list_kind(&mut self, finding: &Finding) {
        if self.most_alike.is_none() {
            return;
        }
        let fingerprint = fingerprint(finding);
        if self.kinds.len() < MOST_KINDS || self.kinds.contains_key(&fingerprint) {
            let kind = self.kinds.entry(fingerprint).or_default();
            kind.count = kind.count.saturating_add(1);
        }
    }

    /// Says that the findings of the present call are over.
    pub fn end_call(&mut self) {
        self.of_call = 0;
    }

    /// What is not listed, the most frequent first.
    pub fn hidden(&self) -> Vec<Hidden> {
        let listed = self.rules.values().chain(self.kinds.values());
        let mut hidden: Vec<Hidden> = listed.filter_map(|listed| listed.hidden.clone()).collect();
        // Of two as frequent ones, the one whose rule comes first in the alphabet.
        hidden.sort_by(|a, b| {
            let message = |hidden: &Hidden| hidden.alike.as_ref().map(|it| it.message.clone());
            let place = |hidden: &Hidden| (hidden.path.clone(), hidden.first.byte);
            (b.count.cmp(&a.count))
                .then_with(|| a.rule.cmp(&b.rule))
                .then_with(|| message(a).cmp(&message(b)))
                .then_with(|| place(a).cmp(&place(b)))
        });
        hidden
    }
}

impl Listed {
    /// Counts a finding that is not listed.
    fn hide(&mut self, finding: &Finding) -> &mut Hidden {
        let hidden = self.hidden.get_or_insert_with(|| Hidden {
            rule: finding.rule.clone(),
            count: 0,
            path: finding.path.clone(),
            first: finding.span.start,
            alike: None,
        });
        hidden.count = hidden.count.saturating_add(1);
        hidden
    }

    /// Counts one that is like others, and keeps where it is.
    fn hide_alike(&mut self, finding: &Finding) {
        let hidden = self.hide(finding);
        let line = finding.span.start.line;
        let Some(alike) = &mut hidden.alike else {
            hidden.alike = Some(Alike {
                level: finding.level,
                message: finding.message.clone(),
                files: 1,
                further: Vec::new(),
                last: (finding.path.clone(), line),
            });
            return;
        };
        if alike.further.len() < FURTHER {
            alike.further.push((finding.path.clone(), line));
        }
        alike.last.1 = line;
        if alike.last.0 != finding.path {
            alike.last.0.clone_from(&finding.path);
            alike.files = alike.files.saturating_add(1);
        }
    }
}

/// What findings that are alike have in common. Two that are not will hardly ever share it, and
/// then only a count is wrong.
fn fingerprint(finding: &Finding) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&finding.rule, finding.level, &finding.message, &finding.help).hash(&mut hasher);
    for token in finding.pointer.split('/') {
        // One element of an array is like another.
        let is_index = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
        if is_index { "0" } else { token }.hash(&mut hasher);
    }
    hasher.finish()
}
