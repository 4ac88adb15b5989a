//! How names are spelled, and how near two spellings are.

/// A name in a form in which it can be compared.
#[derive(Debug)]
pub(crate) struct Spelling {
    /// Without what conventions differ in: `firstName`, `first-name` and `First Name` are one.
    pub(crate) folded: String,
    /// Its words, in lower case.
    pub(super) words: Vec<String>,
    sketch: Sketch,
    /// Most letters that may be wrong in a misspelling of it.
    most_wrong: usize,
}

/// What a look at a plain name tells of it, so that nearly all pairs of names are told apart
/// without making anything of either.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sketch {
    /// Its first letter, folded.
    first: Option<u8>,
    /// How many letters it has, folded.
    length: usize,
    /// How many of them are digits.
    digits: usize,
    /// Which letters it has: a bit for each, and one for all that is none.
    letters: u32,
}

impl Sketch {
    /// The sketch of a name that is plain ASCII; of others it tells nothing.
    pub(super) fn of(name: &str) -> Self {
        let mut sketch = Self { first: None, length: 0, digits: 0, letters: 0 };
        for letter in folded_bytes(name) {
            sketch.first.get_or_insert(letter);
            sketch.length = sketch.length.saturating_add(1);
            sketch.digits = sketch.digits.saturating_add(usize::from(letter.is_ascii_digit()));
            sketch.letters |= match letter {
                b'a'..=b'z' => 1 << (letter & 31),
                _ => 1,
            };
        }
        sketch
    }
}

/// Words of their own that are one letter from a word of the contract: a county stands beside a
/// country in an address, and a content is no context. Folded, in the order of the alphabet.
const ORDINARY: &[&str] = &[
    "content",
    "contest",
    "county",
    "gander",
    "listname",
    "lostname",
    "phony",
    "portalcode",
    "prone",
    "skate",
    "slate",
    "stage",
    "stake",
    "stale",
    "stare",
    "stats",
    "tile",
    "tithe",
    "titled",
    "trails",
    "trains",
    "treats",
];

impl Spelling {
    pub(crate) fn of(name: &str) -> Self {
        let mut words = vec![String::new()];
        let mut after_lower = false;
        for letter in name.chars() {
            let is_separator = is_separator(letter);
            if is_separator || (after_lower && letter.is_uppercase()) {
                words.push(String::new());
            }
            after_lower = letter.is_lowercase();
            if !is_separator && let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        words.retain(|word| !word.is_empty());
        let folded = words.concat();
        let in_words: usize = words.iter().map(|word| allowed(word.len())).sum();
        let most_wrong = in_words.max(allowed(folded.len()));
        Self { folded, words, sketch: Sketch::of(name), most_wrong }
    }

    /// Whether a name in ASCII is this one but for what conventions differ in.
    pub(crate) fn is_of(&self, name: &str) -> bool {
        folded_bytes(name).eq(self.folded.bytes())
    }

    /// Whether a name of which this is the sketch may be this one in another spelling, or a
    /// misspelling: false for nearly all that are not. Each of those has the same first letter, as
    /// many digits, and at most two letters more or less in each word; and every letter that is
    /// wrong makes at most two letters of difference.
    pub(super) fn may_be_near(&self, name: Sketch) -> bool {
        let own = self.sketch;
        name.first == own.first
            && name.digits == own.digits
            && name.length.abs_diff(own.length) <= self.words.len().saturating_mul(2)
            && (name.letters ^ own.letters).count_ones() as usize
                <= self.most_wrong.saturating_mul(2)
    }

    /// Whether a name may begin with this one; true wherever that takes more than a look.
    pub(super) fn may_begin(&self, name: &str) -> bool {
        let mut letters = folded_bytes(name);
        !name.is_ascii() || self.folded.bytes().all(|letter| letters.next() == Some(letter))
    }

    /// Whether it is a likely misspelling of another: word for word the same but for a letter, two
    /// in a long word, and the first letter of each word right. Short words are too often words of
    /// their own, and so are plurals and names with a digit more.
    pub(super) fn is_misspelling_of(&self, known: &Self) -> bool {
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        if self.folded.len() > known.folded.len().saturating_add(8)
            || self.folded.strip_suffix('s') == Some(known.folded.as_str())
            || ORDINARY.contains(&self.folded.as_str())
            || digits(&self.folded) != digits(&known.folded)
        {
            return false;
        }
        match known.words.as_slice() {
            [word] => match self.words.as_slice() {
                [only] => word.len() >= 5 && is_close(only, word),
                _ => false,
            },
            words if words.len() == self.words.len() => {
                words.iter().zip(&self.words).all(|(word, other)| {
                    let is_misspelt = word.len() >= 4 && is_close(other, word);
                    word == other || is_misspelt || has_same_letters(other, word)
                })
            }
            // Words run together or torn apart, and a letter wrong besides.
            _ => known.folded.len() >= 8 && is_close(&self.folded, &known.folded),
        }
    }
}

/// Whether a word has the letters of another, but for their order or one that is doubled: `di` or
/// `idd` for `id`. That is no word of its own, however short.
fn has_same_letters(word: &str, known: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        letters
    };
    known.len() < 4
        && word.len() <= known.len().saturating_add(1)
        && known.len() <= word.len()
        && letters(word) == letters(known)
}

/// What may stand between the words of a name.
fn is_separator(letter: char) -> bool {
    matches!(letter, '_' | '-' | ' ' | '.' | '[' | ']' | ':' | '/')
}

/// An ASCII name without what conventions differ in.
fn folded_bytes(name: &str) -> impl Iterator<Item = u8> {
    let letters = name.bytes().filter(|letter| !is_separator(char::from(*letter)));
    letters.map(|letter| letter.to_ascii_lowercase())
}

fn is_close(word: &str, known: &str) -> bool {
    word.chars().next() == known.chars().next()
        && word.len().abs_diff(known.len()) <= 8
        && strsim::osa_distance(word, known) <= allowed(known.len())
}

/// How many letters may be wrong in a word of that length.
fn allowed(length: usize) -> usize {
    if length < 9 { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::Spelling;

    #[test]
    fn words() {
        for name in
            ["first_name", "firstName", "first-name", "First Name", "FIRST_NAME", "first.name"]
        {
            let spelling = Spelling::of(name);
            assert_eq!(
                (spelling.folded.as_str(), spelling.words.len()),
                ("firstname", 2),
                "{name}"
            );
        }
    }
}
