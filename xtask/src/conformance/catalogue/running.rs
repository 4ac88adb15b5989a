//! Inputs and surroundings of a run.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::Write,
    os::unix::{ffi::OsStrExt, fs::symlink, process::CommandExt},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use identify_cli::{Io, Terminal, run};

use super::{
    process::{Running, output},
    reported::Reported,
    situations::{ALIAS, Play, SOUND, Situation},
};
use crate::{
    error::{Error, Result},
    programs::through,
};

pub(super) const PLAYS: &[(&str, Play)] = &[
    ("K01", missing),
    ("K02", folder),
    ("K03", links),
    ("K05", file_without_size),
    ("K06", no_input),
    ("K07", endless_input),
    ("K08", bombs),
    ("K09", damaged_archives),
    ("K11", shrinking_file),
    ("K12", growing_file),
    ("K14", strange_names),
    ("K15", many_files),
    ("K18", signals),
    ("K20", strange_terminals),
    ("K22", bare_surroundings),
];

/// Most memory that a run may take, in the debug build as well.
const MEMORY: u64 = 64 << 20;

fn missing(it: &mut Situation<'_>) -> Result {
    it.write("good.json", ALIAS)?;
    let line = "\"$0\" lint --no-config --output-format=concise missing.json good.json";
    let ran = it.program.shell(&it.folder, line)?;
    it.status(ran.status.code(), 2);
    let (said, told) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    it.expect(said.contains("good.json:1:"), || "the other file is not checked".to_owned());
    it.expect(told.contains("missing.json"), || "the missing file is not named".to_owned());
    Ok(())
}

fn folder(it: &mut Situation<'_>) -> Result {
    fs::create_dir(it.folder.join("deep")).map_err(Error::file("create", &it.folder))?;
    it.write("a.json", SOUND)?;
    it.write("deep/b.ndjson", SOUND.repeat(2))?;
    it.write("notes.txt", "no call")?;
    let mut files = 2;
    for (program, extension) in [("gzip", "gz"), ("zstd", "zst")] {
        if let Some(packed) = through([program, "-c"], SOUND.repeat(3).as_bytes()) {
            it.write(&format!("deep/c.ndjson.{extension}"), packed)?;
            files += 1;
        }
    }
    let told = Reported::of(&it.folder, &["."], std::io::empty())?;
    it.status(Some(told.status.into()), 0);
    it.expect(told.count("files") == files, || format!("{} files", told.count("files")));
    Ok(())
}

fn links(it: &mut Situation<'_>) -> Result {
    let inside = it.folder.join("inside");
    fs::create_dir(&inside).map_err(Error::file("create", &inside))?;
    it.write("inside/a.json", SOUND)?;
    it.write("outside.json", "[")?;
    symlink("..", inside.join("loop")).map_err(Error::file("link", &inside))?;
    symlink("../outside.json", inside.join("out.json")).map_err(Error::file("link", &inside))?;
    let told = Reported::of(&it.folder, &["inside"], std::io::empty())?;
    it.expect(told.count("files") == 1, || format!("{} files", told.count("files")));
    it.status(Some(told.status.into()), 2);
    Ok(())
}

/// What a process is called is such a file: its size is said to be 0.
fn file_without_size(it: &mut Situation<'_>) -> Result {
    let mut cat = Command::new("cat");
    let cat = cat.arg0(SOUND.trim()).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut cat = cat.spawn().map_err(|error| Error::new(format!("cannot run cat: {error}")))?;
    let path = format!("/proc/{}/cmdline", cat.id());
    if Path::new(&path).exists() {
        // Between the two there is the program that starts it.
        while fs::read(&path).is_ok_and(|read| !read.starts_with(b"{")) {
            std::thread::sleep(Duration::from_millis(1));
        }
        let told = Reported::of(&it.folder, &["--input-format=ndjson", &path], std::io::empty())?;
        let read = told.count("bytes");
        let all = u64::try_from(SOUND.len()).unwrap_or(0);
        it.expect(read == all, || format!("{read} bytes, expected {all}"));
        // The NUL behind the name is the only finding.
        it.expect(told.findings == ["nul-padding"], || format!("{:?}", told.findings));
    }
    drop(cat.stdin.take());
    cat.wait().map(drop).map_err(|error| Error::new(format!("cat: {error}")))
}

fn no_input(it: &mut Situation<'_>) -> Result {
    let closed = it.program.shell(&it.folder, "\"$0\" lint --no-config - <&-")?;
    it.expect(closed.status.code() == Some(2), || format!("closed: {}", closed.status));
    let mut terminal = Terminal::default();
    terminal.reads = true;
    let (mut input, mut said, mut told) = (std::io::empty(), Vec::new(), Vec::new());
    let mut io = Io::new(&mut input, &mut said, &mut told).with_terminal(terminal);
    let status = run(["identify", "lint"], &mut io);
    it.expect(!told.is_empty(), || "no hint".to_owned());
    it.status(Some(status.into()), 2);
    Ok(())
}

fn endless_input(it: &mut Situation<'_>) -> Result {
    let mut lint = it.program.lint(&it.folder);
    let mut running = Running::begin(lint.arg("-q"), Stdio::piped(), &it.printed())?;
    running.feed(b"{}\n");
    running.wait(Duration::from_millis(1_500));
    running.signal("INT")?;
    let ended = running.end()?;
    it.status(ended.code(), 130);
    it.expect(running.peak < MEMORY, || format!("{} bytes of memory", running.peak));
    Ok(())
}

fn bombs(it: &mut Situation<'_>) -> Result {
    let bytes = if it.full { 10_usize << 30 } else { 8 << 20 };
    for (program, extension) in [("gzip", "gz"), ("zstd", "zst")] {
        let script =
            format!("head -c {bytes} /dev/zero | {program} -c > bomb.ndjson.{extension} || true");
        it.program.shell(&it.folder, &script)?;
        let name = format!("bomb.ndjson.{extension}");
        let mut lint = it.program.lint(&it.folder);
        lint.args(["--max-unpacked-bytes=2MiB", &name]);
        let mut running = Running::begin(&mut lint, Stdio::null(), &it.printed())?;
        let limited = running.end()?;
        it.expect(limited.code() == Some(2), || format!("{program}, limited: {limited}"));
        let mut lint = it.program.lint(&it.folder);
        let mut running = Running::begin(lint.arg(&name), Stdio::null(), &it.printed())?;
        let ended = running.end()?;
        it.status(ended.code(), 1);
        it.expect(running.peak < MEMORY, || format!("{} bytes of memory", running.peak));
        // An archive in an archive is not opened.
        let script = format!("{program} -c {name} > twice.{extension}");
        it.program.shell(&it.folder, &script)?;
        let mut lint = it.program.lint(&it.folder);
        lint.args(["--input-format=ndjson", &format!("twice.{extension}")]);
        let mut running = Running::begin(&mut lint, Stdio::null(), &it.printed())?;
        let nested = running.end()?;
        it.expect(nested.code() == Some(2), || format!("{program}, twice: {nested}"));
    }
    Ok(())
}

fn damaged_archives(it: &mut Situation<'_>) -> Result {
    let log = [SOUND.repeat(2_000), ALIAS.to_owned()].concat();
    let Some(packed) = through(["gzip", "-c"], log.as_bytes()) else { return Ok(()) };
    let twice = [packed.as_slice(), &packed].concat();
    it.write("two.ndjson.gz", &twice)?;
    let told = Reported::of(&it.folder, &["two.ndjson.gz"], std::io::empty())?;
    it.expect(told.count("records") == 4_002 && told.status == 0, || {
        format!("two members: {} calls, exit status {}", told.count("records"), told.status)
    });
    let cut = packed.get(..packed.len().saturating_sub(20)).unwrap_or_default();
    let garbage = [packed.as_slice(), b"garbage"].concat();
    let mut corrupt = packed.clone();
    if let Some(byte) = corrupt.iter_mut().rev().nth(5) {
        *byte ^= 0x55;
    }
    for (name, bytes) in [("cut", cut), ("garbage", &garbage), ("corrupt", &corrupt)] {
        let file = format!("{name}.ndjson.gz");
        it.write(&file, bytes)?;
        let mut lint = it.program.lint(&it.folder);
        let ran = output(lint.args(["--output-format=json", &file]))?;
        let told = Reported::read(0, &ran.stdout, &ran.stderr)?;
        let records = told.count("records");
        it.expect(records > 1_000, || format!("{name}: {records} calls are reported"));
        it.expect(String::from_utf8_lossy(&ran.stderr).contains(&file), || {
            format!("{name}: silent")
        });
        it.status(ran.status.code(), 1);
    }
    Ok(())
}

fn shrinking_file(it: &mut Situation<'_>) -> Result {
    let path = it.write("log.ndjson", SOUND.repeat(200_000))?;
    let mut lint = it.program.lint(&it.folder);
    let lint = lint.args(["--output-format=json", "log.ndjson"]);
    let mut running = Running::begin(lint, Stdio::null(), &it.printed())?;
    running.wait(Duration::from_millis(60));
    let file = File::options().write(true).open(&path).map_err(Error::file("open", &path))?;
    file.set_len(100).map_err(Error::file("cut", &path))?;
    let ended = running.end()?;
    // Where the cut leaves half a call, that is an error of the call.
    it.expect(matches!(ended.code(), Some(0 | 1)), || format!("{ended}"));
    it.expect(false, || "it ends where the file ends then".to_owned());
    Ok(())
}

fn growing_file(it: &mut Situation<'_>) -> Result {
    let path = it.write("log.ndjson", SOUND.repeat(20_000))?;
    let mut lint = it.program.lint(&it.folder);
    let mut running = Running::begin(lint.arg("log.ndjson"), Stdio::null(), &it.printed())?;
    let mut file = File::options().append(true).open(&path).map_err(Error::file("open", &path))?;
    for _ in 0..50 {
        file.write_all(SOUND.as_bytes()).map_err(Error::file("write", &path))?;
        running.wait(Duration::from_millis(2));
    }
    let ended = running.end()?;
    it.status(ended.code(), 0);
    it.expect(false, || "it reads what was added, and does not say so".to_owned());
    Ok(())
}

fn strange_names(it: &mut Situation<'_>) -> Result {
    let name = OsStr::from_bytes(b"-\xff\x1b[31m.json");
    let path = it.folder.join(name);
    fs::write(&path, ALIAS).map_err(Error::file("write", &path))?;
    it.write("--fix", SOUND)?;
    let mut lint = it.program.lint(&it.folder);
    let ran = output(lint.args(["--input-format=json", "--"]).arg(name).arg("--fix"))?;
    it.status(ran.status.code(), 0);
    let said = [ran.stdout, ran.stderr].concat();
    it.expect(!said.contains(&0x1b) && std::str::from_utf8(&said).is_ok(), || {
        "the name is shown as it is".to_owned()
    });
    it.expect(String::from_utf8_lossy(&said).contains("2 calls"), || {
        "not both are read".to_owned()
    });
    Ok(())
}

fn many_files(it: &mut Situation<'_>) -> Result {
    let count: u32 = if it.full { 100_000 } else { 1_000 };
    for number in 0..count {
        it.write(&format!("{number}.json"), SOUND)?;
    }
    let ran = it.program.shell(&it.folder, "ulimit -n 64; \"$0\" lint --no-config .")?;
    it.status(ran.status.code(), 0);
    let said = String::from_utf8_lossy(&ran.stdout).replace(',', "");
    it.expect(said.contains(&format!("{count} files")), || said.clone());
    let globbed = it.program.shell(&it.folder, "ulimit -n 64; \"$0\" lint --no-config 1*.json")?;
    it.status(globbed.status.code(), 0);
    Ok(())
}

fn signals(it: &mut Situation<'_>) -> Result {
    for (name, status) in [("INT", 130), ("TERM", 143)] {
        let mut lint = it.program.lint(&it.folder);
        let mut running = Running::begin(&mut lint, Stdio::piped(), &it.printed())?;
        running.feed(SOUND.as_bytes());
        running.wait(Duration::from_secs(1));
        running.signal(name)?;
        let ended = running.end()?;
        it.status(ended.code(), status);
        let printed = it.printed();
        let said = fs::read_to_string(&printed).map_err(Error::file("read", &printed))?;
        it.expect(said.contains("calls"), || format!("{name}: no summary: {said}"));
    }
    let left = super::situations::names(&it.folder)?;
    it.expect(left.is_empty(), || format!("left behind: {left:?}"));
    Ok(())
}

fn strange_terminals(it: &mut Situation<'_>) -> Result {
    for width in [0, 1, usize::MAX] {
        let mut terminal = Terminal::default();
        terminal.writes = true;
        terminal.shows_errors = true;
        terminal.width = Some(width);
        let (mut input, mut said, mut told) = (ALIAS.as_bytes(), Vec::new(), Vec::new());
        let mut io = Io::new(&mut input, &mut said, &mut told).with_terminal(terminal);
        let status = run(["identify", "lint", "--no-config", "-"], &mut io);
        it.expect(status == 0 && !said.is_empty(), || format!("width {width}: status {status}"));
    }
    it.write("a.json", ALIAS)?;
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb"), ("LANG", "C")] {
        let mut lint = it.program.lint(&it.folder);
        let ran = output(lint.env_remove("NO_COLOR").env(name, value).arg("a.json"))?;
        it.status(ran.status.code(), 0);
        it.expect(!ran.stdout.contains(&0x1b), || format!("{name}={value}: colours"));
    }
    Ok(())
}

fn bare_surroundings(it: &mut Situation<'_>) -> Result {
    it.write("a.json", SOUND)?;
    let ran = it.program.shell(&it.folder, "env -i \"$0\" lint a.json")?;
    it.status(ran.status.code(), 0);
    let ran = it
        .program
        .shell(&it.folder, "chmod 500 . && \"$0\" lint a.json; s=$?; chmod 700 .; exit $s")?;
    it.status(ran.status.code(), 0);
    // A folder can be read by nobody, not even by root.
    fs::create_dir(it.folder.join("identify.toml")).map_err(Error::file("create", &it.folder))?;
    let ran = it.program.shell(&it.folder, "\"$0\" lint a.json")?;
    it.status(ran.status.code(), 0);
    Ok(())
}
