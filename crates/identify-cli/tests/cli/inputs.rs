//! Which inputs are read, and how they are divided into calls.

use crate::folder::{ALIAS, Folder, INVALID, VALID, pipe};

const PRETTY: &str =
    "{\n  \"user_id\": \"u1\",\n  \"traits\": {},\n  \"timestamp\": \"2020-11-23T22:28:55Z\"\n}\n";

const CONCISE: [&str; 3] = ["lint", "--output-format", "concise"];

fn concise(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let ran = folder.run(&[&CONCISE, arguments].concat());
    ran.places().into_iter().map(str::to_owned).collect()
}

#[test]
fn standard_input() {
    for (input, summary) in [
        (VALID.to_owned(), "1 call: valid"),
        (format!("{VALID}\n"), "1 call: valid"),
        (format!("\n{VALID}\n\n{VALID}"), "2 calls: all valid"),
        (PRETTY.to_owned(), "1 call: valid; 1 warning (1 with a fix shown)"),
    ] {
        for arguments in [&["lint"][..], &["lint", "-"]] {
            assert_eq!(pipe(arguments, &*input).summary(), (Some(0), summary), "{input:?}");
        }
    }
    let ran = pipe(&CONCISE, format!("{VALID}\n{ALIAS}\n"));
    assert_eq!(ran.places(), ["-:2:19:"]);
    let ran = pipe(&CONCISE, PRETTY);
    assert_eq!(ran.places(), ["-:3:3:"]);
}

#[test]
fn nothing_piped_in_is_no_call() {
    assert_eq!(pipe(&["lint"], "").status, Some(1));
    assert_eq!(pipe(&["lint", "--input-format", "ndjson"], "").summary(), (Some(0), "no calls"));
}

#[test]
fn standard_input_among_files() {
    let folder = Folder::with(&[("a.json", ALIAS), ("b.json", ALIAS)]);
    let ran = folder.pipe(&[&CONCISE[..], &["b.json", "-", "a.json"]].concat(), ALIAS);
    assert_eq!(ran.places(), ["b.json:1:19:", "-:1:19:", "a.json:1:19:"]);
    assert_eq!(ran.errors, "3 files, 3 calls: all valid; 3 warnings (3 with a fix shown)\n");

    let ran = folder.pipe(&["lint", "-", "-"], VALID);
    assert_eq!(ran.status, Some(2));
    assert!(ran.errors.contains("named twice"), "{}", ran.errors);
}

#[test]
fn names_tell_the_format() {
    let log = format!("{VALID}\n{INVALID}\n");
    let folder = Folder::with(&[
        ("a.ndjson", &log),
        ("b.jsonl", &log),
        ("c.NDJSON", &log),
        ("d.log", &log),
        ("no-extension", &log),
        ("pretty.txt", PRETTY),
    ]);
    for file in ["a.ndjson", "b.jsonl", "c.NDJSON", "d.log", "no-extension"] {
        assert_eq!(concise(&folder, &[file]), [format!("{file}:2:1:")]);
    }
    assert_eq!(concise(&folder, &["pretty.txt"]), ["pretty.txt:3:3:"]);
}

#[test]
fn the_option_tells_it_for_all() {
    let array = format!("[\n{VALID},\n{INVALID},\n{ALIAS}\n]\n");
    let folder = Folder::with(&[("a.json", &array), ("b.ndjson", &array)]);
    let places = concise(&folder, &["--input-format", "array", "."]);
    assert_eq!(places, ["a.json:3:1:", "a.json:4:19:", "b.ndjson:3:1:", "b.ndjson:4:19:"]);
    // Not asked for, an array is no call.
    assert_eq!(folder.run(&["lint", "a.json"]).status, Some(1));

    let log = format!("{ALIAS}\n{ALIAS}\n");
    for format in ["ndjson", "jsonl"] {
        let ran = pipe(&[&CONCISE[..], &["--input-format", format]].concat(), &*log);
        assert_eq!(ran.places(), ["-:1:19:", "-:2:19:"]);
    }
    assert_eq!(pipe(&["lint", "--input-format", "json"], log).status, Some(1));
}

#[test]
fn folders_are_searched_in_order() {
    let folder = Folder::with(&[
        ("calls/b.json", ALIAS),
        ("calls/a/z.jsonl", ALIAS),
        ("calls/a/b/c.ndjson", ALIAS),
        ("calls/a.json", ALIAS),
        ("calls/notes.txt", "not a call"),
        ("calls/.hidden.json", "not a call"),
        ("calls/.hidden/a.json", "not a call"),
        ("calls/ignored.json", "not a call"),
        ("calls/.ignore", "ignored.json\n"),
        ("other.json", "not a call"),
    ]);
    let expected = [
        "calls/a/b/c.ndjson:1:19:",
        "calls/a/z.jsonl:1:19:",
        "calls/a.json:1:19:",
        "calls/b.json:1:19:",
    ];
    assert_eq!(concise(&folder, &["calls"]), expected);
    assert_eq!(concise(&folder, &["calls/"]), expected);
    assert_eq!(concise(&folder, &["./calls"]), expected.map(|place| "./".to_owned() + place));
    // What is named is read.
    folder.write("calls/ignored.json", ALIAS.as_bytes());
    folder.write("calls/.hidden.json", ALIAS.as_bytes());
    assert_eq!(concise(&folder, &["calls/ignored.json"]).len(), 1);
    assert_eq!(concise(&folder, &["calls/.hidden.json"]).len(), 1);
}

#[test]
fn git_decides_what_is_ignored() {
    let folder = Folder::with(&[
        ("a.json", ALIAS),
        ("generated/b.json", ALIAS),
        (".gitignore", "generated/\n"),
        (".git/HEAD", "ref: refs/heads/main\n"),
    ]);
    assert_eq!(concise(&folder, &["."]), ["a.json:1:19:"]);
    assert_eq!(concise(&folder, &["generated/b.json"]), ["generated/b.json:1:19:"]);
}

#[test]
fn folders_without_calls() {
    let folder = Folder::with(&[("calls/notes.txt", "not a call"), ("a.json", VALID)]);
    let ran = folder.run(&["lint", "calls", "a.json"]);
    assert_eq!(ran.summary(), (Some(2), "1 file, 1 call: valid; 1 input not read"));
    assert_eq!(
        ran.errors,
        "identify: no .json, .ndjson or .jsonl file in calls: name the files, or another folder\n"
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_only_where_named() {
    let folder = Folder::with(&[("real/a.json", ALIAS), ("calls/b.json", ALIAS)]);
    std::os::unix::fs::symlink("../real", folder.path().join("calls/link")).unwrap();
    std::os::unix::fs::symlink("b.json", folder.path().join("calls/c.json")).unwrap();
    assert_eq!(concise(&folder, &["calls"]), ["calls/b.json:1:19:"]);
    assert_eq!(concise(&folder, &["calls/link"]), ["calls/link/a.json:1:19:"]);
    assert_eq!(concise(&folder, &["calls/c.json"]), ["calls/c.json:1:19:"]);
}

#[cfg(unix)]
#[test]
fn pipes_with_a_name_are_read() {
    let folder = Folder::new();
    let script = format!("printf '%s\\n' '{VALID}' '{ALIAS}' | \"$0\" lint /dev/stdin");
    let mut command = assert_cmd::Command::new("sh");
    command.current_dir(folder.path()).args(["-c", &script, env!("CARGO_BIN_EXE_identify")]);
    let ran = crate::folder::Ran::of(&mut command);
    assert_eq!(
        ran.summary(),
        (Some(0), "1 file, 2 calls: all valid; 1 warning (1 with a fix shown)")
    );
}

#[test]
fn a_file_called_like_standard_input() {
    let folder = Folder::with(&[("-", ALIAS)]);
    assert_eq!(concise(&folder, &["./-"]), ["./-:1:19:"]);
}

#[test]
fn an_other_encoding_is_one_finding() {
    let utf16: Vec<u8> =
        format!("{{\n{}", &VALID[1..]).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ran = pipe(&CONCISE, utf16);
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert_eq!(ran.places().len(), 1, "{ran:?}");
    assert!(ran.output.contains("error[wrong-encoding]"), "{}", ran.output);
}
