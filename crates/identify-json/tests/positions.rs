//! Lines and columns of byte offsets.

use identify_json::Locator;

/// Far from the start as near it, at every offset, with lines of many lengths.
#[test]
fn every_offset_has_the_place_that_counting_gives() {
    let lines: Vec<String> = (0..90).map(|line| "x".repeat(line) + "\u{e9}\u{1f642}\n").collect();
    let text = lines.concat();
    let locator = Locator::new(text.as_bytes(), 7);
    let (mut line, mut column) = (7, 1);
    for (at, character) in text.char_indices() {
        let place = locator.place(at);
        assert_eq!((place.line, place.column), (line, column), "{at}");
        (line, column) = if character == '\n' { (line + 1, 1) } else { (line, column + 1) };
    }
    for behind in [text.len(), text.len() + 1, usize::MAX] {
        let place = locator.place(behind);
        assert_eq!((place.line, place.column), (line, column), "{behind}");
    }
}
