//! What `--fix` does to files.

use std::{
    fs::{self, Permissions},
    os::unix::fs::{PermissionsExt, symlink},
    path::Path,
    process::Stdio,
};

use fixtures::payloads;

use super::{
    process::{Running, output},
    reported::Reported,
    situations::{ALIAS, Play, SOUND, Situation, names},
};
use crate::{
    command::lint,
    error::{Error, Result},
    programs::through,
    repository,
};

pub(super) const PLAYS: &[(&str, Play)] = &[
    ("L01", killed_at_any_call),
    ("L03", disk_that_fails),
    ("L05", links),
    ("L06", permissions),
    ("L07", two_at_once),
    ("L08", twice),
    ("L09", nothing_else_changes),
    ("L10", no_new_findings),
    ("L12", overlapping),
    ("L13", large_file),
    ("L15", packed_file),
];

/// What mends `ALIAS`.
fn fixed() -> String {
    ALIAS.replace("\"traits\"", "\"user_traits\"")
}

/// Calls of the system by which a file is replaced.
const STEPS: &[&str] =
    &["openat", "write", "fchmod", "fsync", "rename,renameat,renameat2", "close", "unlink"];

/// Runs `--fix` with a fault at each of these calls of the system, the first to the last: how many
/// were hit. A status of nothing is that of a process that was killed.
fn inject(
    it: &mut Situation<'_>,
    steps: &[&str],
    fault: &str,
    mut look: impl FnMut(&mut Situation<'_>, Option<i32>, &str),
) -> Result<u32> {
    let mut hits = 0_u32;
    for step in steps {
        for when in 1..60 {
            it.write("call.json", ALIAS)?;
            let trace = format!("trace={step}");
            let inject = format!("inject={step}:{fault}:when={when}");
            let options = ["-e", &trace, "-e", &inject];
            let Some(ran) = it.program.traced(&it.folder, &options, &["--fix", "call.json"]) else {
                return Ok(hits);
            };
            let traced = it.folder.with_file_name("trace");
            let traced = fs::read_to_string(&traced).map_err(Error::file("read", &traced))?;
            if !traced.contains("(INJECTED)") && !traced.contains("killed by SIGKILL") {
                break;
            }
            hits = hits.saturating_add(1);
            let left = it.read("call.json")?;
            let whole = left == ALIAS.as_bytes() || left == fixed().as_bytes();
            it.expect(whole, || format!("{step} {when}: neither the old file nor the new one"));
            look(it, ran.status.code(), &format!("{step} {when}"));
        }
    }
    Ok(hits)
}

fn killed_at_any_call(it: &mut Situation<'_>) -> Result {
    let hits = inject(it, STEPS, "signal=SIGKILL", |_, _, _| {})?;
    it.expect(hits > 20, || format!("only {hits} calls of the system were hit"));
    Ok(())
}

fn disk_that_fails(it: &mut Situation<'_>) -> Result {
    let hits = inject(it, &["fsync"], "error=EIO", |it, status, at| {
        let kept = it.read("call.json").is_ok_and(|left| left == ALIAS.as_bytes());
        it.expect(status == Some(2) || !kept, || format!("{at}: status {status:?}"));
        it.expect(kept || at != "fsync 1", || format!("{at}: the file is replaced"));
    })?;
    it.expect(hits > 0, || "nothing is synced".to_owned());
    let left = names(&it.folder)?;
    it.expect(left == ["call.json"], || format!("left behind: {left:?}"));
    Ok(())
}

fn fix(it: &mut Situation<'_>, name: &str) -> Result<(Option<i32>, String)> {
    let mut lint = it.program.lint(&it.folder);
    let ran = output(lint.args(["--fix", name]))?;
    Ok((ran.status.code(), String::from_utf8_lossy(&ran.stderr).into_owned()))
}

fn links(it: &mut Situation<'_>) -> Result {
    let path = it.write("call.json", ALIAS)?;
    let link = it.folder.join("link.json");
    symlink("call.json", &link).map_err(Error::file("link", &link))?;
    let (status, _) = fix(it, "link.json")?;
    it.status(status, 0);
    it.expect(link.is_symlink(), || "the link is no link any more".to_owned());
    let left = it.read("call.json")?;
    it.expect(left == fixed().as_bytes(), || "what is linked to is not fixed".to_owned());

    it.write("call.json", ALIAS)?;
    let other = it.folder.join("other.json");
    fs::hard_link(&path, &other).map_err(Error::file("link", &other))?;
    let (status, said) = fix(it, "call.json")?;
    it.status(status, 0);
    it.expect(said.contains("1 other name"), || "nothing is said of the other name".to_owned());
    let other = it.read("other.json")?;
    it.expect(other != ALIAS.as_bytes(), || {
        "the other name is left with the old content".to_owned()
    });
    Ok(())
}

fn permissions(it: &mut Situation<'_>) -> Result {
    for (before, behind) in [(0o640, 0o640), (0o4755, 0o755), (0o600, 0o600)] {
        let path = it.write("call.json", ALIAS)?;
        let wanted = Permissions::from_mode(before);
        fs::set_permissions(&path, wanted).map_err(Error::file("change", &path))?;
        fix(it, "call.json")?;
        let mode = fs::metadata(&path).map_err(Error::file("read", &path))?.permissions().mode();
        let mode = mode & 0o7777;
        it.expect(mode == behind, || format!("mode {before:o} becomes {mode:o}"));
    }
    Ok(())
}

fn two_at_once(it: &mut Situation<'_>) -> Result {
    let path = it.write("log.ndjson", ALIAS.repeat(500))?;
    let begin = |name: &str| {
        let mut lint = it.program.lint(&it.folder);
        let printed = it.folder.with_extension(name);
        Running::begin(lint.args(["-q", "--fix", "log.ndjson"]), Stdio::null(), &printed)
    };
    let (mut one, mut other) = (begin("one")?, begin("other")?);
    let (one, other) = (one.end()?, other.end()?);
    let left = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    it.expect(left == fixed().repeat(500), || "the file is a mix".to_owned());
    let refused = [one, other].iter().any(|status| status.code() == Some(2));
    it.expect(refused, || "none of the two is refused".to_owned());
    Ok(())
}

/// All fixtures, to be fixed; how often each rule of level error is broken in them.
fn copies(folder: &Path) -> Result {
    let root = repository::root().join("fixtures");
    for (number, payload) in payloads().iter().enumerate() {
        let bytes = fs::read(root.join(&payload.path)).map_err(Error::file("read", &root))?;
        let extension = payload.path.extension().unwrap_or_default().to_string_lossy();
        let path = folder.join(format!("{number}.{extension}"));
        fs::write(&path, bytes).map_err(Error::file("write", &path))?;
    }
    Ok(())
}

fn fix_all(folder: &Path) {
    let arguments = ["--no-config", "--now=2026-01-01T00:00:00Z", "-q", "-q"];
    lint(folder, arguments.into_iter().chain(["--fix", "."]), std::io::empty(), 65_536);
}

fn contents(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let read = |name: String| {
        let path = folder.join(&name);
        Ok((name, fs::read(&path).map_err(Error::file("read", &path))?))
    };
    names(folder)?.into_iter().map(read).collect()
}

fn twice(it: &mut Situation<'_>) -> Result {
    copies(&it.folder)?;
    let before = contents(&it.folder)?;
    fix_all(&it.folder);
    let once = contents(&it.folder)?;
    fix_all(&it.folder);
    let twice = contents(&it.folder)?;
    it.expect(before != once, || "nothing is fixed".to_owned());
    for ((name, once), (_, twice)) in once.iter().zip(&twice) {
        it.expect(once == twice, || format!("{name} changes again"));
    }
    Ok(())
}

fn no_new_findings(it: &mut Situation<'_>) -> Result {
    copies(&it.folder)?;
    let errors = |folder: &Path| -> Result<u64> {
        let told = Reported::of(folder, &["--max-findings=all", "."], std::io::empty())?;
        Ok(told.count("errors").saturating_add(told.count("warnings")))
    };
    let of_each = |folder: &Path| -> Result<Vec<u64>> {
        let of_file = |name: &String| {
            let told = Reported::of(folder, &[name.as_str()], std::io::empty())?;
            Ok(told.count("errors"))
        };
        names(folder)?.iter().step_by(8).map(of_file).collect()
    };
    let (all, each) = (errors(&it.folder)?, of_each(&it.folder)?);
    fix_all(&it.folder);
    let (all_behind, each_behind) = (errors(&it.folder)?, of_each(&it.folder)?);
    it.expect(all_behind < all, || format!("{all} findings become {all_behind}"));
    let more = each.iter().zip(&each_behind).any(|(before, behind)| behind > before);
    it.expect(!more, || "a file has more errors".to_owned());
    Ok(())
}

fn nothing_else_changes(it: &mut Situation<'_>) -> Result {
    let broken = "{\"user_id\": 7 , \"oops\"\t: [NaN,, \n";
    let log =
        |alias: &str| format!("{broken}{SOUND}{alias}\n \r\n{broken}{alias}{broken}\u{0}\u{ff}");
    it.write("log.ndjson", log(ALIAS))?;
    fix(it, "log.ndjson")?;
    let left = it.read("log.ndjson")?;
    it.expect(left == log(&fixed()).as_bytes(), || String::from_utf8_lossy(&left).into_owned());
    Ok(())
}

fn overlapping(it: &mut Situation<'_>) -> Result {
    // The same member: an alias, a null, and a comma too many behind it.
    let call = "{\"user_id\":\"u1\",\"timestamp\":\"2020-11-23T22:28:55Z\",\
                \"traits\":{\"name\":null,\"firstName\":null,},}\n";
    let fix = |it: &mut Situation<'_>| -> Result<Vec<u8>> {
        it.write("call.json", call)?;
        let mut lint = it.program.lint(&it.folder);
        output(lint.args(["--level=note", "--fix", "call.json"]))?;
        it.read("call.json")
    };
    let (one, other) = (fix(it)?, fix(it)?);
    it.expect(one == other, || "two runs give two files".to_owned());
    let told = Reported::of(&it.folder, &["call.json"], std::io::empty())?;
    let guesses = told.findings.iter().all(|finding| finding.ends_with(": unsafe fix"));
    it.expect(guesses, || format!("left: {:?}", told.findings));
    Ok(())
}

fn large_file(it: &mut Situation<'_>) -> Result {
    let lines = if it.full { 100_000_000 } else { 20_000 };
    let script = format!("yes '{}' | head -n {lines} > log.ndjson", ALIAS.trim());
    it.program.shell(&it.folder, &script)?;
    let mut lint = it.program.lint(&it.folder);
    let lint = lint.args(["-q", "--fix", "log.ndjson"]);
    let mut running = Running::begin(lint, Stdio::null(), &it.printed())?;
    let ended = running.end()?;
    it.status(ended.code(), 0);
    it.expect(running.peak < 64 << 20, || format!("{} bytes of memory", running.peak));
    let size = fs::metadata(it.folder.join("log.ndjson")).map_or(0, |it| it.len());
    let wanted = u64::try_from(fixed().len()).unwrap_or(0).saturating_mul(lines);
    it.expect(size == wanted, || format!("{size} bytes, expected {wanted}"));
    Ok(())
}

fn packed_file(it: &mut Situation<'_>) -> Result {
    let Some(packed) = through(["gzip", "-c"], ALIAS.as_bytes()) else { return Ok(()) };
    it.write("call.json.gz", &packed)?;
    let (status, _) = fix(it, "call.json.gz")?;
    it.status(status, 2);
    let left = it.read("call.json.gz")?;
    it.expect(left == packed, || "the file is changed".to_owned());
    Ok(())
}
