//! Well-known forms of text.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use email_address::{EmailAddress, Options};

use super::url::is_url;
use crate::id::{Ulid, Uuid};

/// A well-known form of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// An e-mail address, `local@domain`, with a dot in the domain and no display name.
    Email,
    /// An absolute URL with a host (RFC 3986).
    Url,
    /// A UUID with hyphens.
    Uuid,
    /// A ULID.
    Ulid,
    /// An IPv4 or IPv6 address.
    Ip,
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// A phone number in E.164 form: `+` and 7 to 15 digits.
    Phone,
    /// Small ASCII letters and digits in groups with single hyphens between them.
    Slug,
}

words!(Format {
    Email = "email",
    Url = "url",
    Uuid = "uuid",
    Ulid = "ulid",
    Ip = "ip",
    Ipv4 = "ipv4",
    Ipv6 = "ipv6",
    Phone = "phone",
    Slug = "slug",
});

impl Format {
    /// Returns `true` if a text has this form.
    pub fn is_of(self, text: &str) -> bool {
        match self {
            Self::Email => is_email(text),
            Self::Url => is_url(text),
            Self::Uuid => Uuid::parse(text).is_some(),
            Self::Ulid => Ulid::parse(text).is_some(),
            Self::Ip => text.parse::<IpAddr>().is_ok(),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Self::Phone => is_phone(text),
            Self::Slug => text.split('-').all(is_slug_group),
        }
    }

    /// Describes a text of this form, with an article.
    pub fn described(self) -> &'static str {
        match self {
            Self::Email => "an e-mail address",
            Self::Url => "a URL",
            Self::Uuid => "a UUID",
            Self::Ulid => "a ULID",
            Self::Ip => "an IP address",
            Self::Ipv4 => "an IPv4 address",
            Self::Ipv6 => "an IPv6 address",
            Self::Phone => "a phone number with `+` and country code",
            Self::Slug => "small letters and digits, with single hyphens between",
        }
    }
}

fn is_email(text: &str) -> bool {
    let options = Options::default()
        .with_required_tld()
        .without_display_text()
        .without_domain_literal();
    EmailAddress::parse_with_options(text, options).is_ok()
}

fn is_phone(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_slug_group(group: &str) -> bool {
    !group.is_empty()
        && group
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn formats_know_their_own() {
        let good = [
            (Format::Email, "ada@example.com"),
            (Format::Email, "ada+tag@mail.example.co.uk"),
            (Format::Url, "https://example.com/a?b=c#d"),
            (Format::Url, "http://[::1]:8000/"),
            (Format::Uuid, "6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
            (Format::Ulid, "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
            (Format::Ip, "2001:db8::1"),
            (Format::Ip, "192.0.2.1"),
            (Format::Ipv4, "192.0.2.1"),
            (Format::Ipv6, "::1"),
            (Format::Phone, "+4930123456"),
            (Format::Slug, "a-new-hope-2"),
        ];
        for (format, text) in good {
            assert!(format.is_of(text), "{text} is {}", format.described());
        }
    }

    #[test]
    fn formats_know_what_is_not_theirs() {
        let bad = [
            (Format::Email, "ada"),
            (Format::Email, "ada@localhost"),
            (Format::Email, "Ada <ada@example.com>"),
            (Format::Email, " ada@example.com"),
            (Format::Url, "example.com"),
            (Format::Url, "mailto:ada@example.com"),
            (Format::Url, "https:///path"),
            (Format::Url, "https://exa mple.com"),
            (Format::Uuid, "6ba7b8109dad11d180b400c04fd430c8"),
            (Format::Ulid, "01ARZ3NDEKTSV4RRFFQ69G5FA"),
            (Format::Ip, "256.0.0.1"),
            (Format::Ipv4, "::1"),
            (Format::Ipv6, "192.0.2.1"),
            (Format::Phone, "030 123456"),
            (Format::Phone, "+0301234567"),
            (Format::Slug, "A-new"),
            (Format::Slug, "a--b"),
            (Format::Slug, ""),
        ];
        for (format, text) in bad {
            assert!(!format.is_of(text), "{text} is not {}", format.described());
        }
    }
}
