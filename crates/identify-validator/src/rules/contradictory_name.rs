//! `contradictory-name`

use icu_normalizer::DecomposingNormalizer;
use icu_properties::{
    CodePointMapData,
    props::{GeneralCategory, GeneralCategoryGroup, Script},
};

use crate::{
    call::Call,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "contradictory-name",
    group: Group::Traits,
    level: Level::Note,
    fixes: &[],
    formats: &[],
    summary: "the full name has nothing in common with the given and family names",
    docs: "\
`name` has nothing in common with `first_name` nor with `last_name`: no word of it is one of \
theirs, is like one, or is an initial of one.

Letter case, accents, white space, hyphens, order, initials, titles and names in the middle make no \
difference, and one part that fits is enough: nicknames are usual, and family names change. Names \
in different scripts are not compared, since one may be the other in other letters. So what is left \
are mostly two people in one call: the name of the account's owner beside that of the person, of \
the one who was signed in before, or a name that was typed into the wrong form.

Find out whose name is right. Where both parts are known, `name` can be left out: `identify \
normalize` makes it from them.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "name": "Grace Hopper", "first_name": "Ada", "last_name": "Lovelace" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "name": "LOVELACE, A. King", "first_name": "Ada", "last_name": "Lovelace" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[
        Trigger::Text("user_traits.name", |_, _| true)
    ],
    check,
};

/// Bytes of the longest name that is compared: every word is compared with every other.
const LONGEST: usize = 256;

/// How alike two words are that may be one name: `Katherine` and `Catherine`, `Mueller` and
/// `Müller`.
const ALIKE: f64 = 0.7;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for traits in call.traits() {
        let Some((node, name)) = traits.text("name") else { continue };
        let Some((first_node, first)) = traits.text("first_name") else { continue };
        let Some((last_node, last)) = traits.text("last_name") else { continue };
        if [name, first, last].iter().any(|text| text.len() > LONGEST) {
            continue;
        }
        let (whole, first, last) = (Name::of(name), Name::of(first), Name::of(last));
        let is_blank = [&whole, &first, &last].iter().any(|name| name.words.is_empty());
        if is_blank
            || whole.may_be(&first)
            || whole.may_be(&last)
            || whole.abbreviates(&first, &last)
        {
            continue;
        }
        offences
            .value(node, "`name` has nothing in common with `first_name` and `last_name`")
            .label("another name")
            .help("find out which is right; with both parts there, `name` can be left out")
            .related(first_node.span(), "the given name")
            .related(last_node.span(), "the family name");
    }
}

/// A name in a form in which it can be compared.
struct Name {
    /// Its words: lower case, without accents and compatibility forms.
    words: Vec<String>,
    /// The scripts of its letters, each once.
    scripts: Vec<Script>,
}

impl Name {
    fn of(text: &str) -> Self {
        let categories = CodePointMapData::<GeneralCategory>::new();
        let scripts_of = CodePointMapData::<Script>::new();
        let mut scripts = Vec::new();
        let mut folded = String::new();
        for letter in DecomposingNormalizer::new_nfkd().normalize_iter(text.chars()) {
            // `O'Brien` is `OBrien`.
            let is_apostrophe = matches!(letter, '\'' | '’' | 'ʼ');
            if is_apostrophe || GeneralCategoryGroup::Mark.contains(categories.get(letter)) {
                continue;
            }
            let script = scripts_of.get(letter);
            let is_letter = letter.is_alphabetic() && script != Script::Common;
            if is_letter && !scripts.contains(&script) {
                scripts.push(script);
            }
            folded.extend(letter.to_lowercase());
        }
        let words = folded.split(|letter: char| !letter.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty()).map(str::to_owned).collect();
        scripts.sort_unstable();
        Self { words, scripts }
    }

    /// Whether a part, of which there is no doubt that it can be compared, may stand in this name.
    fn may_be(&self, part: &Self) -> bool {
        if self.scripts != part.scripts || self.scripts.is_empty() {
            return true;
        }
        // Words may be run together, and in some scripts there is no space between names.
        let (whole, other) = (self.words.concat(), part.words.concat());
        whole.contains(&other)
            || other.contains(&whole)
            || self.words.iter().any(|word| part.words.iter().any(|other| is_like(word, other)))
    }

    /// Whether it is made of initials: `AL` for Ada Lovelace.
    fn abbreviates(&self, first: &Self, last: &Self) -> bool {
        let initial = |name: &Self| name.words.first().and_then(|word| word.chars().next());
        let whole = self.words.concat();
        whole.chars().count() <= 4
            && [first, last].iter().any(|part| whole.chars().next() == initial(part))
    }
}

/// Whether two words may be one name.
fn is_like(word: &str, other: &str) -> bool {
    let (short, long) =
        if word.chars().count() <= other.chars().count() { (word, other) } else { (other, word) };
    long.starts_with(short)
        || (short.chars().nth(2).is_some() && long.contains(short))
        || strsim::jaro_winkler(word, other) >= ALIKE
}
