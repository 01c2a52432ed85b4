//! Stored forms of timestamps.

use super::{Offset, Timestamp};
use crate::KeyKind;

/// The stored form of a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimestampFormat {
    /// `S`: RFC 3339 in UTC with exactly three fraction digits.
    IsoMs,
    /// `S`: RFC 3339 in UTC without a fraction.
    IsoS,
    /// `S`: RFC 3339 in UTC with exactly six fraction digits.
    IsoUs,
    /// `S`: UTC without an offset, with six fraction digits, or none if they are all zero, as
    /// Python's `isoformat` writes a time without a zone.
    IsoLocal,
    /// `S`: RFC 3339 with a numeric offset, and six fraction digits, or none if they are all
    /// zero. It is written in UTC and read with any offset.
    IsoOffset,
    /// [`IsoOffset`](Self::IsoOffset), written with this offset.
    IsoAtOffset(Offset),
    /// `N`: whole seconds since 1970.
    EpochS,
    /// `N`: milliseconds since 1970.
    EpochMs,
    /// `S`: whole seconds since 1970 in digits.
    EpochSText,
    /// `S`: milliseconds since 1970 in digits.
    EpochMsText,
    /// [`EpochS`](Self::EpochS), where this number, which is beyond the last timestamp, is "never".
    EpochSOrNever(i64),
}

/// The unit to which a stored form truncates a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// Whole seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Microseconds.
    Microseconds,
}

impl Precision {
    /// Returns the unit in nanoseconds.
    pub const fn nanoseconds(self) -> i32 {
        match self {
            Self::Seconds => 1_000_000_000,
            Self::Milliseconds => 1_000_000,
            Self::Microseconds => 1_000,
        }
    }
}

impl TimestampFormat {
    /// The forms that have a word; [`IsoAtOffset`](Self::IsoAtOffset) needs its offset, and
    /// [`EpochSOrNever`](Self::EpochSOrNever) its number.
    pub const ALL: [Self; 9] = [
        Self::IsoMs,
        Self::IsoS,
        Self::IsoUs,
        Self::IsoLocal,
        Self::IsoOffset,
        Self::EpochS,
        Self::EpochMs,
        Self::EpochSText,
        Self::EpochMsText,
    ];

    /// The words of these forms, in the same order.
    pub const NAMES: &'static [&'static str] = {
        const NAMES: [&str; 9] = {
            let mut names = [""; 9];
            let mut at = 0;
            while at < names.len() {
                names[at] = TimestampFormat::ALL[at].name();
                at += 1;
            }
            names
        };
        &NAMES
    };

    /// Returns its word in a schema file. Forms with an offset share theirs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::IsoMs => "iso_ms",
            Self::IsoS => "iso_s",
            Self::IsoUs => "iso_us",
            Self::IsoLocal => "iso_local",
            Self::IsoOffset | Self::IsoAtOffset(_) => "iso_offset",
            Self::EpochS => "epoch_s",
            Self::EpochMs => "epoch_ms",
            Self::EpochSText => "epoch_s_text",
            Self::EpochMsText => "epoch_ms_text",
            Self::EpochSOrNever(_) => "epoch_s_or_never",
        }
    }

    /// Returns the form with this word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == word)
    }

    /// Returns its kind of key attribute.
    pub const fn key_kind(self) -> KeyKind {
        match self {
            Self::EpochS | Self::EpochMs | Self::EpochSOrNever(_) => KeyKind::Number,
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

    /// Returns `true` if DynamoDB's TTL reads it: it takes whole seconds as `N`.
    pub const fn can_be_expiry(self) -> bool {
        matches!(self, Self::EpochS | Self::EpochSOrNever(_))
    }

    /// Returns the unit to which a time is truncated, towards the past.
    pub const fn precision(self) -> Precision {
        match self {
            Self::IsoS | Self::EpochS | Self::EpochSText | Self::EpochSOrNever(_) => {
                Precision::Seconds
            }
            Self::IsoMs | Self::EpochMs | Self::EpochMsText => Precision::Milliseconds,
            Self::IsoUs | Self::IsoLocal | Self::IsoOffset | Self::IsoAtOffset(_) => {
                Precision::Microseconds
            }
        }
    }

    /// Returns `true` if the form can store a timestamp: in the time of its offset, the year must
    /// not be negative.
    pub fn can_store(self, timestamp: Timestamp) -> bool {
        match self {
            Self::IsoAtOffset(offset) => {
                let (seconds, _) = timestamp.since_1970();
                seconds + i64::from(offset.minutes()) * 60 >= YEAR_ZERO
            }
            Self::IsoMs
            | Self::IsoS
            | Self::IsoUs
            | Self::IsoLocal
            | Self::IsoOffset
            | Self::EpochS
            | Self::EpochMs
            | Self::EpochSText
            | Self::EpochMsText
            | Self::EpochSOrNever(_) => true,
        }
    }

    /// Returns `true` if the form [can store](Self::can_store) every timestamp.
    pub const fn can_store_all(self) -> bool {
        match self {
            Self::IsoAtOffset(offset) => offset.minutes() >= 0,
            Self::IsoMs
            | Self::IsoS
            | Self::IsoUs
            | Self::IsoLocal
            | Self::IsoOffset
            | Self::EpochS
            | Self::EpochMs
            | Self::EpochSText
            | Self::EpochMsText
            | Self::EpochSOrNever(_) => true,
        }
    }
}

/// The beginning of year 0, in seconds since 1970.
const YEAR_ZERO: i64 = -62_167_219_200;

#[cfg(test)]
mod tests {
    use super::{Offset, Timestamp, TimestampFormat};

    #[test]
    fn no_form_stores_a_negative_year() {
        let form = |offset| TimestampFormat::IsoAtOffset(Offset::parse(offset).expect(offset));
        let time = |text| Timestamp::parse(text).expect(text);
        assert!(!form("-05:00").can_store(time("0000-01-01T04:59:59.999Z")));
        assert!(form("-05:00").can_store(time("0000-01-01T05:00:00Z")));
        assert!(form("+05:00").can_store(time("0000-01-01T00:00:00Z")));
        assert!(form("+05:00").can_store_all() && !form("-05:00").can_store_all());
        assert!(TimestampFormat::IsoMs.can_store(time("0000-01-01T00:00:00Z")));
    }

    #[test]
    fn words_are_those_of_the_forms() {
        for (form, word) in TimestampFormat::ALL.iter().zip(TimestampFormat::NAMES) {
            assert_eq!(form.name(), *word);
            assert_eq!(TimestampFormat::named(word), Some(*form));
        }
        assert_eq!(TimestampFormat::named("iso"), None);
    }
}
