use std::io::{BufReader, Read, Write};

use flate2::{Compression, write::GzEncoder};
use zstd::stream::write::Encoder;

use super::{Packing, unpack};
use crate::args::Bytes;

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zstandard(text: &[u8]) -> Vec<u8> {
    zstd::encode_all(text, 3).unwrap()
}

/// What comes out, block by block, and why it ends there.
fn read(bytes: &[u8], block: usize, most: Option<u64>) -> (Vec<u8>, Option<String>) {
    let reader = Box::new(BufReader::with_capacity(block, bytes));
    let mut text = Vec::new();
    let ended = unpack(reader, most.map(Bytes))
        .and_then(|(_, mut reader)| reader.read_to_end(&mut text))
        .err();
    (text, ended.map(|error| error.to_string()))
}

#[test]
fn first_bytes_tell_the_packing() {
    for (bytes, packing) in [
        (gzip(b"{}"), Some(Packing::Gzip)),
        (zstandard(b"{}"), Some(Packing::Zstandard)),
        (b"{}".to_vec(), None),
        (b"".to_vec(), None),
        (b"(".to_vec(), None),
        (b"P".to_vec(), None),
        (b"P*M".to_vec(), None),
        (b"P*Mx".to_vec(), None),
        (b"\x1f".to_vec(), None),
        (b"\x1f{}".to_vec(), None),
    ] {
        for block in 1..=8 {
            let reader = Box::new(BufReader::with_capacity(block, bytes.as_slice()));
            let (found, mut reader) = unpack(reader, None).unwrap();
            assert_eq!(found, packing, "{bytes:?}");
            let mut text = Vec::new();
            reader.read_to_end(&mut text).unwrap();
            assert_eq!(text, if packing.is_some() { b"{}" } else { bytes.as_slice() });
        }
    }
}

#[test]
fn members_and_frames_are_one_text() {
    let text = b"0123456789".repeat(20_000);
    let (one, other) = text.split_at(70_001);
    let skipped = [&b"\x50\x2a\x4d\x18\x05\0\0\0"[..], b"hello"].concat();
    for bytes in [
        [gzip(one), gzip(other)].concat(),
        [gzip(b""), gzip(&text), gzip(b"")].concat(),
        [gzip(&text), vec![0; 1000]].concat(),
        [zstandard(one), zstandard(other)].concat(),
        [skipped.clone(), zstandard(one), skipped, zstandard(other)].concat(),
    ] {
        for block in [1, 2, 3, 7, 64, 4096, 1 << 16] {
            assert_eq!(read(&bytes, block, None), (text.clone(), None), "{block}");
        }
    }
}

#[test]
fn what_comes_before_the_damage_is_read() {
    let text: Vec<u8> = (0_u32..20_000).flat_map(|n| format!("{n}\n").into_bytes()).collect();
    for bytes in [gzip(&text), zstandard(&text)] {
        for cut in [5, 100, bytes.len() / 2, bytes.len() - 1] {
            let (read, error) = read(&bytes[..cut], 512, None);
            assert!(text.starts_with(&read) && read.len() < text.len() + 1);
            let error = error.unwrap();
            assert!(error.contains("data is cut off at byte "), "{cut}: {error}");
            assert!(error.ends_with(" of the compressed input"), "{cut}: {error}");
        }
    }
    let mut bytes = gzip(&text);
    let end = bytes.len() - 8;
    bytes[end] ^= 1;
    let (all, error) = read(&bytes, 512, None);
    assert_eq!(all, text);
    assert!(error.unwrap().starts_with("its gzip data is damaged at byte"));
}

#[test]
fn nothing_else_follows() {
    for behind in [&b"{}\n"[..], b"\0\0\0x"] {
        let (text, error) = read(&[&gzip(b"{}\n"), behind].concat(), 64, None);
        assert_eq!(text, b"{}\n");
        assert!(error.unwrap().starts_with("its gzip data is followed by something else at byte"));
    }
    let (text, error) = read(&[&zstandard(b"{}\n"), &b"{}\n"[..]].concat(), 64, None);
    assert_eq!(text, b"{}\n");
    assert!(error.unwrap().starts_with("its zstd data is damaged at byte"));
}

#[test]
fn limits() {
    let zeros = vec![b'0'; 1 << 20];
    for bytes in [gzip(&zeros), zstandard(&zeros)] {
        assert_eq!(read(&bytes, 512, Some(1 << 20)), (zeros.clone(), None));
        let (_, error) = read(&bytes, 512, Some((1 << 20) - 1));
        assert!(error.unwrap().starts_with("it unpacks to more than 1048575B, the limit of"));
    }
    for (window, is_read) in [(25, true), (26, false)] {
        let mut encoder = Encoder::new(Vec::new(), 1).unwrap();
        encoder.window_log(window).unwrap();
        encoder.write_all(b"{}").unwrap();
        let (_, error) = read(&encoder.finish().unwrap(), 512, None);
        assert_eq!(error.is_none(), is_read, "{error:?}");
        if let Some(error) = error {
            assert!(error.starts_with("its zstd data needs a window of more than 32 MiB"));
        }
    }
    for bytes in [gzip(&zstandard(b"{}")), zstandard(&gzip(b"{}"))] {
        assert_eq!(read(&bytes, 512, None).1.unwrap(), "it is compressed twice: unpack it once");
    }
}
