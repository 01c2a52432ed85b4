//! URLs with a host, as defined by RFC 3986.
//!
//! The check is short, and a library for it would be a twentieth of what users of the build-time
//! generator compile. The tests compare it with that library.

use std::net::Ipv6Addr;

/// Returns `true` if a text is an absolute URI with an authority and a host in it.
pub(super) fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let Some(rest) = rest.strip_prefix("//") else {
        return false;
    };
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let is_queried = |text| consists_of(text, |byte| is_of_path(byte) || byte == b'?');
    is_scheme(scheme)
        && is_authority(authority)
        && consists_of(path, is_of_path)
        && is_queried(query)
        && is_queried(fragment)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && (text.bytes()).all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// Returns `true` for `[userinfo@]host[:port]`, with a host.
fn is_authority(text: &str) -> bool {
    let (user, rest) = text.split_once('@').unwrap_or(("", text));
    let (is_host, behind) = if let Some(rest) = rest.strip_prefix('[') {
        let (address, behind) = rest.split_once(']').unwrap_or((rest, "]"));
        (is_address(address), behind)
    } else {
        let (name, behind) = rest.split_at(rest.find(':').unwrap_or(rest.len()));
        (!name.is_empty() && consists_of(name, is_plain), behind)
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    is_host
        && (behind.is_empty() || behind.strip_prefix(':').is_some_and(is_port))
        && consists_of(user, |byte| is_plain(byte) || byte == b':')
}

/// Returns `true` for the part between brackets: an IPv6 address, or one of a future version.
fn is_address(text: &str) -> bool {
    let future = text
        .strip_prefix(['v', 'V'])
        .and_then(|it| it.split_once('.'));
    match future {
        Some((version, address)) => {
            let is_version = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
            let is_of_address = |byte| is_plain(byte) || byte == b':';
            !(version.is_empty() || address.is_empty())
                && is_version(version)
                && address.bytes().all(is_of_address)
        }
        None => text.parse::<Ipv6Addr>().is_ok(),
    }
}

/// Returns `true` if a text consists of such bytes, and of percent-encoded bytes.
fn consists_of(text: &str, is_allowed: impl Fn(u8) -> bool) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let is_fine = match byte {
            b'%' => {
                let mut is_hex = || bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit());
                is_hex() && is_hex()
            }
            byte => is_allowed(byte),
        };
        if !is_fine {
            return false;
        }
    }
    true
}

/// Returns `true` for a byte that is allowed anywhere without encoding: `unreserved` and
/// `sub-delims`.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(&byte)
}

fn is_of_path(byte: u8) -> bool {
    is_plain(byte) || b":@/".contains(&byte)
}

#[cfg(test)]
mod tests {
    use iri_string::types::UriStr;
    use proptest::prelude::*;

    use super::is_url;

    /// Returns the library's result.
    fn is_uri_with_a_host(text: &str) -> bool {
        UriStr::new(text).is_ok_and(|uri| {
            let host = uri.authority_components().map(|authority| authority.host());
            host.is_some_and(|host| !host.is_empty())
        })
    }

    #[test]
    fn it_is_what_the_library_says() {
        for text in [
            "https://example.com/a?b=c#d",
            "http://[::1]:8000/",
            "http://[v1.a:b]/",
            "http://[v1.]/",
            "http://[::1]8000/",
            "http://[::1",
            "http://u:p@h:1/p",
            "http://u@p@h/",
            "http://h:/",
            "http://:80/",
            "http://@/",
            "http://u@/",
            "https:///path",
            "mailto:ada@example.com",
            "1http://h",
            "h+t-p.1://h",
            "http://h/%zz",
            "http://h/%4",
            "http://h%41/%41?%41#%41",
            "http://h/a#b#c",
            "http://h/a?b?c",
            "http://ü/",
            "http://h/a b",
            "http://h?q",
            "http://h#f",
            "",
        ] {
            assert_eq!(is_url(text), is_uri_with_a_host(text), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

        #[test]
        fn it_is_what_the_library_says_of_any_pieces(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "http", ":", "//", "/", "?", "#", "@", "[", "]", "::1", "1", "a", "%41", "%",
                    "v1.", ".", "127.0.0.1", "é", " ", "&", "=", "-", "_", "+", "\\", "|", "80",
                ]),
                0..10,
            ),
            prefix in prop::sample::select(vec!["", "http://", "http://h", "http://h/"]),
        ) {
            let text = [prefix, &pieces.concat()].concat();
            prop_assert_eq!(is_url(&text), is_uri_with_a_host(&text), "{}", text);
        }
    }
}
