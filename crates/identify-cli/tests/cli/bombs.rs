//! Compressed inputs that expand without measure, and ones of which any byte is another.

use identify_cli::{Io, run};

use crate::{
    folder::{INVALID, VALID},
    packed::gzip,
};

fn zstandard(text: &str) -> Vec<u8> {
    use std::io::Write;

    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// The status of a run within this process, and its report.
fn lint(packed: &[u8]) -> (u8, String, String) {
    let (mut output, mut errors, mut input) = (Vec::new(), Vec::new(), packed);
    let mut io = Io::new(&mut input, &mut output, &mut errors);
    let status = run(["identify", "lint", "--no-config", "--output-format", "json", "-"], &mut io);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status, text(output), text(errors))
}

/// Both formats have a sum of their content: what is damaged is told, or changes nothing.
#[test]
fn any_byte_that_is_another() {
    let log = format!("{VALID}\n{INVALID}\n{VALID}\n");
    let plain = lint(log.as_bytes());
    assert_eq!(plain.0, 1);
    let mut told = 0;
    for packed in [gzip(&log), zstandard(&log)] {
        assert_eq!(lint(&packed), plain);
        for at in 0..packed.len() {
            for bit in [0x01, 0x80] {
                let mut damaged = packed.clone();
                damaged[at] ^= bit;
                let (status, output, errors) = lint(&damaged);
                // Without its first bytes it is not known to be compressed, and is no call either.
                let is_other_text = at < 4 && status == 1 && errors.is_empty();
                if (status, &output) == (plain.0, &plain.1) || is_other_text {
                    continue;
                }
                assert_eq!(status, 2, "byte {at}, bit {bit}: {output}");
                assert!(errors.starts_with("identify: cannot read standard input: "), "{errors}");
                told += 1;
            }
        }
    }
    assert!(told > 200, "{told}");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        fs,
        io::Write,
        process::{Command, Stdio},
        thread,
        time::Duration,
    };

    /// Bytes that a bomb expands to, more than anything here may hold.
    const EXPANDED: usize = 64 << 20;

    /// Most memory that a run may take: records have 16 MiB at most.
    const MOST_KIB: u64 = 56 << 10;

    /// Peak memory of a run that is given this, in KiB, and its status.
    fn peak(packed: &[u8]) -> (u64, Option<i32>) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_identify"));
        command.args(["lint", "--no-config", "--threads", "1", "--input-format", "ndjson", "-"]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(packed).unwrap();
        let (path, mut peak) = (format!("/proc/{}/status", child.id()), 0);
        loop {
            let status = fs::read_to_string(&path).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
            peak = peak.max(number.unwrap_or(0));
            if let Some(status) = child.try_wait().unwrap() {
                return (peak, status.code());
            }
            thread::sleep(Duration::from_millis(2));
        }
    }

    #[test]
    fn what_expands_without_measure_takes_no_memory() {
        for byte in [b'a', b'\n', 0] {
            let text = vec![byte; EXPANDED];
            let zst = zstd::encode_all(text.as_slice(), 1).unwrap();
            let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            gz.write_all(&text).unwrap();
            let gz = gz.finish().unwrap();
            // They are bombs indeed.
            assert!(zst.len().max(gz.len()) < EXPANDED / 50);
            drop(text);
            // Of what is no call at all, one format is enough.
            for packed in if byte == b'a' { vec![zst, gz] } else { vec![zst] } {
                let (peak, status) = peak(&packed);
                assert!(peak > 0 && peak < MOST_KIB, "{peak} KiB of {byte}: {status:?}");
                // Blank lines are no calls, and so nothing is wrong with them.
                assert!(matches!(status, Some(0 | 1)), "{byte}: {status:?}");
            }
        }
    }
}
