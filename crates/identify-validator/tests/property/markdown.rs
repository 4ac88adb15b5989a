//! A report in Markdown has no markup but its own. The fuzz target `reports` holds it too: see
//! `fixtures/src/property.rs`.

/// What the form itself writes outside of code.
const OWN: [&str; 7] =
    ["<br>", "<details>", "</details>", "<summary>", "</summary>", "**", "*help:*"];

/// What would be markup, a link or a mention outside of code.
const MARKUP: [&str; 7] = ["<", "![", "](", "@", "*", "://", "www."];

/// Outside of code there is no markup but the form's own, and there is one heading.
pub(crate) fn check(text: &str) -> Result<(), String> {
    let mut prose = prose(text).ok_or("code is not closed")?;
    for own in OWN {
        prose = prose.replace(own, "");
    }
    let unescaped = unescaped(&prose);
    if let Some(markup) = MARKUP.iter().find(|markup| unescaped.contains(**markup)) {
        return Err(format!("{markup} in {unescaped}"));
    }
    match text.lines().filter(|line| line.starts_with('#')).count() {
        1 => Ok(()),
        count => Err(format!("{count} headings")),
    }
}

/// The text without its code; nothing where code is not closed.
fn prose(text: &str) -> Option<String> {
    let (mut prose, mut rest) = (String::new(), text);
    while let Some((before, from)) = rest.find('`').map(|at| rest.split_at(at)) {
        // An escaped backtick opens nothing.
        if before.ends_with('\\') {
            prose += before;
            rest = from.get(1..)?;
            continue;
        }
        let (fence, mut inside) = from.split_at(run(from));
        prose += before;
        loop {
            inside = inside.get(inside.find(fence)?..)?;
            let run = run(inside);
            inside = inside.get(run..)?;
            if run == fence.len() {
                break;
            }
        }
        rest = inside;
    }
    Some(prose + rest)
}

/// How many backticks a text begins with.
fn run(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

/// A text without what backslashes escape.
fn unescaped(text: &str) -> String {
    let text = text.replace("\\\\", "");
    let parts = text.split('\\').enumerate();
    parts.flat_map(|(index, part)| part.chars().skip(usize::from(index > 0))).collect()
}
