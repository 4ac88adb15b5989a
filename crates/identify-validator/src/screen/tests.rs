use std::{fs, path::Path};

use super::Screener;
use crate::{Finding, InputFormat, Level, RuleLevel, Safety, Source, Validator, ValidatorBuilder};

fn validators() -> Vec<Validator> {
    let builder =
        || Validator::builder().screen(false).now("2026-11-23T00:00:00Z".parse().unwrap());
    vec![
        builder().build().unwrap(),
        builder().level(Level::Note).build().unwrap(),
        builder().level(Level::Error).build().unwrap(),
    ]
}

fn files(folder: &Path, found: &mut Vec<Vec<u8>>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "json" || it == "ndjson") {
            found.push(fs::read(&path).unwrap());
        }
    }
}

/// Whatever is proven clean has no finding; and what has none is nearly always proven clean.
#[test]
fn fixtures() {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures"), &mut found);
    assert!(found.len() > 300);
    for validator in validators() {
        let mut screener = Screener::new(&validator);
        let (mut clean, mut sound) = (0, 0);
        for bytes in &found {
            for line in bytes.split_inclusive(|byte| *byte == b'\n') {
                let lines = screener.lines(line, 0);
                let mut findings = Vec::new();
                let mut sink = |finding: Finding, _: &Source<'_>| findings.push(finding);
                validator.check("-", line, InputFormat::Ndjson, &mut sink).unwrap();
                let text = String::from_utf8_lossy(line);
                assert!(lines.end == 0 || findings.is_empty(), "{text} {findings:?}");
                sound += u32::from(findings.is_empty() && line.starts_with(b"{"));
                clean += u32::from(lines.calls > 0);
                if findings.is_empty() && line.starts_with(b"{") && lines.end == 0 {
                    eprintln!("LOOK {text}");
                }
            }
            let clean = screener.document(bytes, InputFormat::Json);
            let report = validator.validate(bytes);
            assert!(clean.is_none() || report.findings.is_empty(), "{report:?}");
        }
        eprintln!("{clean} of {sound}");
        if validator.level_of("null-trait").is_none() {
            assert!(clean * 10 > sound * 8, "{clean} {sound}");
        }
    }
}

#[test]
#[ignore]
fn speed() {
    let bytes = fs::read(std::env::var("CORPUS").unwrap()).unwrap();
    let validator = Validator::new();
    let mut screener = Screener::new(&validator);
    for _ in 0..5 {
        let start = std::time::Instant::now();
        let mut at = 0;
        let mut calls = 0;
        let mut looks = 0;
        for block in bytes.chunks(usize::MAX) {
            while at < block.len() {
                let lines = screener.lines(block, at);
                calls += lines.calls;
                at = lines.end;
                if at < block.len() {
                    looks += 1;
                    if looks < 3 {
                        eprintln!(
                            "{}",
                            String::from_utf8_lossy(
                                &block[at..(at + 2000).min(block.len())]
                                    .split(|b| *b == b'\n')
                                    .next()
                                    .unwrap()
                            )
                        );
                    }
                    at += memchr::memchr(b'\n', &block[at..]).map_or(block.len() - at, |it| it + 1);
                }
            }
        }
        let time = start.elapsed().as_secs_f64();
        eprintln!("{calls} clean {looks} look {:.3} GB/s", bytes.len() as f64 / time / 1e9);
    }
}

/// Fixes are the same whether the screen proves the edited calls clean or the rules look at them.
#[test]
fn fixes() {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures"), &mut found);
    let builder = || Validator::builder().now("2026-11-23T00:00:00Z".parse().unwrap());
    let builders: [fn(ValidatorBuilder) -> ValidatorBuilder; 4] = [
        |builder| builder,
        |builder| builder.level(Level::Note),
        |builder| builder.level(Level::Error),
        |builder| builder.rule("near-miss-member", RuleLevel::Off),
    ];
    for settings in builders {
        let screened = settings(builder()).build().unwrap();
        let plain = settings(builder()).screen(false).build().unwrap();
        let (mut fixes, mut safe) = (0, 0);
        for bytes in &found {
            for format in [InputFormat::Json, InputFormat::Ndjson, InputFormat::Array] {
                let report = screened.validate_as(bytes, format);
                let text = String::from_utf8_lossy(bytes);
                assert_eq!(report, plain.validate_as(bytes, format), "{text}");
                let all = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
                fixes += all.clone().count();
                safe += all.filter(|fix| fix.safety == Safety::Safe).count();
            }
        }
        assert!(fixes > 400 && safe > 100, "{fixes} {safe}");
    }
}
