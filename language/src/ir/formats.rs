//! Stored forms of types that have several.

use super::KeyKind;

/// How a timestamp is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimestampFormat {
    /// `S`: RFC 3339 in UTC with exactly three fraction digits.
    IsoMs,
    /// `S`: RFC 3339 in UTC without a fraction.
    IsoS,
    /// `S`: RFC 3339 in UTC with exactly six fraction digits.
    IsoUs,
    /// `S`: UTC without an offset, with six fraction digits, or none if they are all zero.
    IsoLocal,
    /// `S`: RFC 3339 with a numeric offset, and six fraction digits, or none if they are all
    /// zero. It is written in UTC and read with any offset.
    IsoOffset,
    /// [`IsoOffset`](Self::IsoOffset), written in the time of this one.
    IsoAtOffset(Offset),
    /// `N`: whole seconds since 1970.
    EpochS,
    /// `N`: milliseconds since 1970.
    EpochMs,
    /// `S`: whole seconds since 1970 in digits.
    EpochSText,
    /// `S`: milliseconds since 1970 in digits.
    EpochMsText,
}

impl TimestampFormat {
    /// The kind of key attribute it is.
    pub fn key_kind(self) -> KeyKind {
        match self {
            Self::EpochS | Self::EpochMs => KeyKind::Number,
            Self::IsoMs
            | Self::IsoS
            | Self::IsoUs
            | Self::IsoLocal
            | Self::IsoOffset
            | Self::IsoAtOffset(_)
            | Self::EpochSText
            | Self::EpochMsText => KeyKind::String,
        }
    }
}

/// A numeric offset from UTC of less than a day, such as `+02:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Offset {
    minutes: i16,
}

impl Offset {
    /// The offset that a text such as `+02:00` stands for. It has one text: `-00:00` is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text.as_bytes().split_first()? {
            (b'+', digits) => (1, digits),
            (b'-', digits) => (-1, digits),
            _ => return None,
        };
        let &[a, b, b':', c, d] = digits else {
            return None;
        };
        let digit = |byte: u8| byte.is_ascii_digit().then(|| i16::from(byte - b'0'));
        let (hours, rest) = (digit(a)? * 10 + digit(b)?, digit(c)? * 10 + digit(d)?);
        let minutes = hours * 60 + rest;
        let is_offset = hours < 24 && rest < 60 && (sign > 0 || minutes > 0);
        is_offset.then_some(Self {
            minutes: sign * minutes,
        })
    }

    /// How many minutes the time there is ahead of UTC.
    pub fn minutes(self) -> i16 {
        self.minutes
    }
}

/// How a UUID is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UuidFormat {
    /// `S`, lower case with hyphens.
    Lower,
    /// `S`, upper case with hyphens.
    Upper,
    /// `B`, its 16 bytes.
    Bytes,
}

/// How a ULID is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UlidFormat {
    /// `S`, upper case.
    Upper,
    /// `S`, lower case.
    Lower,
}
