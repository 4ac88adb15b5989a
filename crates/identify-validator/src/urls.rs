//! Addresses of pages and pictures: what they are made of, and where they lead.

use std::{
    net::{Ipv4Addr, Ipv6Addr},
    ops::Range,
};

use url::Host;

/// The scheme, if the text begins with one.
pub(crate) fn scheme(value: &str) -> Option<&str> {
    let (scheme, _) = value.split_once(':')?;
    let begins = scheme.chars().next().is_some_and(|letter| letter.is_ascii_alphabetic());
    let is_scheme =
        begins && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then_some(scheme)
}

/// What would be the name of the host, if a text begins with one.
pub(crate) fn host(value: &str) -> &str {
    value.split(['/', '?', '#', ':', '\\']).next().unwrap_or_default()
}

/// Whether the text begins with what looks like the name of a host rather than of a file.
pub(crate) fn is_host_like(value: &str) -> bool {
    const FILES: [&str; 9] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico"];
    let labels: Vec<&str> = host(value).split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    let last = labels.last().copied().unwrap_or_default();
    let is_domain = last.chars().all(char::is_alphabetic) || last.starts_with("xn--");
    labels.len() >= 2
        && labels.iter().all(is_label)
        && last.chars().nth(1).is_some()
        && is_domain
        && !FILES.contains(&last.to_ascii_lowercase().as_str())
}

/// Whether the text begins with a host that no scheme stands before, as in `example.com:8080/a`,
/// where `example.com` has the form of a scheme and a port follows it.
pub(crate) fn lacks_scheme(value: &str) -> bool {
    match scheme(value) {
        None => true,
        Some(before) => {
            let behind = value.get(before.len().saturating_add(1)..).unwrap_or_default();
            let port = behind.split(['/', '?', '#']).next().unwrap_or_default();
            !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
        }
    }
}

/// Where the parts of an address stand that name who is reached and as whom.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Authority {
    /// Name and password, without the `@`.
    pub(crate) credentials: Option<Range<usize>>,
    /// The host, without the port; an IPv6 address with its brackets.
    pub(crate) host: Range<usize>,
}

/// Finds name, password and host of an address whose scheme is `http` or `https`, or that has none,
/// where browsers find them: behind any number of slashes of either kind, up to the next slash, and
/// the host behind the last `@` (URL Standard, section 4.4).
pub(crate) fn authority(value: &str) -> Option<Authority> {
    let behind = if lacks_scheme(value) { 0 } else { scheme(value)?.len().saturating_add(1) };
    let rest = value.get(behind..)?;
    let start = value.len().saturating_sub(rest.trim_start_matches(['/', '\\']).len());
    let rest = value.get(start..)?;
    let end = start.saturating_add(rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len()));
    let at = value.get(start..end)?.rfind('@').map(|at| start.saturating_add(at));
    let credentials = at.map(|at| start..at);
    let from = at.map_or(start, |at| at.saturating_add(1));
    let text = value.get(from..end)?;
    let length = match text.rfind(']') {
        Some(bracket) => bracket.saturating_add(1),
        None => text.find(':').unwrap_or(text.len()),
    };
    (length > 0).then(|| Authority { credentials, host: from..from.saturating_add(length) })
}

/// Why a host cannot be reached by others: nothing for one that perhaps can.
///
/// All spellings of a number are read as browsers read them: `http://2130706433`, `http://0x7f.1`
/// and `http://[::ffff:7f00:1]` are `http://127.0.0.1`.
pub(crate) fn seclusion(host: &str) -> Option<Seclusion> {
    match Host::parse(host).ok()? {
        Host::Ipv4(address) => of_ipv4(address),
        Host::Ipv6(address) => of_ipv6(address),
        Host::Domain(name) => of_name(name.strip_suffix('.').unwrap_or(&name)),
    }
}

/// Whether a URI is one of a page whose host others can reach, as nearly all are: without reading it
/// as a browser does.
pub(crate) fn is_plainly_public(uri: &[u8]) -> bool {
    let rest = uri.strip_prefix(b"http").unwrap_or_default();
    let rest = rest.strip_prefix(b"s").unwrap_or(rest);
    let Some(rest) = rest.strip_prefix(b"://") else { return false };
    let mut dot = None;
    let mut host = 0_usize;
    for byte in rest {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => {}
            b'.' => dot = Some(host),
            b'/' | b'?' | b'#' => break,
            _ => return false,
        }
        host = host.wrapping_add(1);
    }
    let last = dot.and_then(|dot| rest.get(dot.wrapping_add(1)..host)).unwrap_or_default();
    let is_local = || LOCAL.iter().any(|end| ends_with_label(end, last)) || last == b"localhost";
    last.len() > 1 && last.iter().all(u8::is_ascii_lowercase) && !is_local()
}

/// Whether the last label of a name is this one.
fn ends_with_label(name: &str, label: &[u8]) -> bool {
    let before = name.as_bytes().strip_suffix(label);
    before.is_some_and(|before| before.last().is_none_or(|byte| *byte == b'.'))
}

/// The same of any text.
pub(crate) fn is_plainly_public_uri(text: &[u8]) -> bool {
    is_plainly_public(text) && text.iter().all(|it| it.is_ascii_graphic() && *it != b'\\')
}

/// In what way a host is out of the reach of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seclusion {
    /// It is whatever machine opens the address.
    Loopback,
    /// It stands for no machine: `0.0.0.0`, `::`.
    Unspecified,
    /// An address inside someone's own network.
    Private,
    /// An address that is valid on one cable only, or leads to a cloud's own services.
    LinkLocal,
    /// A name that only a network of one's own knows.
    LocalName,
    /// A name without a dot.
    Dotless,
}

/// Names at the end of those that only a network of one's own knows: RFC 6762, section 3 and
/// appendix G, RFC 8375, and what ICANN keeps free for this (`internal`, 2024).
const LOCAL: &[&str] = &[
    "local",
    "internal",
    "localdomain",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
];

fn of_name(name: &str) -> Option<Seclusion> {
    let is_under = |end: &str| {
        name.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    if is_under("localhost") {
        // RFC 6761, section 6.3.
        Some(Seclusion::Loopback)
    } else if LOCAL.iter().any(|end| is_under(end)) {
        Some(Seclusion::LocalName)
    } else {
        (!name.is_empty() && !name.contains('.')).then_some(Seclusion::Dotless)
    }
}

fn of_ipv4(address: Ipv4Addr) -> Option<Seclusion> {
    let [first, second, ..] = address.octets();
    if address.is_loopback() {
        Some(Seclusion::Loopback)
    } else if first == 0 {
        // RFC 1122, section 3.2.1.3: this host on this network.
        Some(Seclusion::Unspecified)
    } else if address.is_link_local() {
        Some(Seclusion::LinkLocal)
    } else {
        // RFC 6598: 100.64.0.0/10, shared behind a provider's own translation of addresses.
        let is_shared = first == 100 && second & 0b1100_0000 == 64;
        (address.is_private() || is_shared).then_some(Seclusion::Private)
    }
}

fn of_ipv6(address: Ipv6Addr) -> Option<Seclusion> {
    if let Some(inner) = ipv4_inside(address) {
        return of_ipv4(inner);
    }
    if address.is_loopback() {
        Some(Seclusion::Loopback)
    } else if address.is_unspecified() {
        Some(Seclusion::Unspecified)
    } else if address.is_unicast_link_local() {
        Some(Seclusion::LinkLocal)
    } else {
        address.is_unique_local().then_some(Seclusion::Private)
    }
}

/// The IPv4 address that an IPv6 address stands for: mapped (`::ffff:0:0/96`, RFC 4291, section
/// 2.5.5.2), compatible (`::/96`, section 2.5.5.1) or translated (`64:ff9b::/96`, RFC 6052).
fn ipv4_inside(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [network @ .., high, low] = address.segments();
    let bits = (u32::from(high) << 16) | u32::from(low);
    match network {
        [0, 0, 0, 0, 0, 0xffff] | [0x64, 0xff9b, 0, 0, 0, 0] => Some(Ipv4Addr::from_bits(bits)),
        // `::` and `::1` are addresses of their own.
        [0, 0, 0, 0, 0, 0] if bits > 1 => Some(Ipv4Addr::from_bits(bits)),
        _ => None,
    }
}
