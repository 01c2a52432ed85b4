//! Stored forms of timestamps.

use super::Offset;
use crate::KeyKind;

/// How a timestamp is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimestampFormat {
    /// `S`: RFC 3339 in UTC with exactly three fraction digits.
    IsoMs,
    /// `S`: RFC 3339 in UTC without a fraction.
    IsoS,
    /// `S`: RFC 3339 in UTC with exactly six fraction digits.
    IsoUs,
    /// `S`: UTC without an offset, with six fraction digits, or none if they are all zero, which
    /// is what Python's `isoformat` writes of a time without a zone.
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

/// The unit below which a stored form cuts a time off.
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
    /// The unit in nanoseconds.
    pub const fn nanoseconds(self) -> i32 {
        match self {
            Self::Seconds => 1_000_000_000,
            Self::Milliseconds => 1_000_000,
            Self::Microseconds => 1_000,
        }
    }
}

impl TimestampFormat {
    /// The forms that a word stands for; [`IsoAtOffset`](Self::IsoAtOffset) needs its offset.
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

    /// Its word in a schema file. Forms with an offset share theirs.
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
        }
    }

    /// The form that this word stands for.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == word)
    }

    /// The kind of key attribute it is.
    pub const fn key_kind(self) -> KeyKind {
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

    /// Below which unit a time is cut off, towards the past.
    pub const fn precision(self) -> Precision {
        match self {
            Self::IsoS | Self::EpochS | Self::EpochSText => Precision::Seconds,
            Self::IsoMs | Self::EpochMs | Self::EpochMsText => Precision::Milliseconds,
            Self::IsoUs | Self::IsoLocal | Self::IsoOffset | Self::IsoAtOffset(_) => {
                Precision::Microseconds
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TimestampFormat;

    #[test]
    fn words_are_those_of_the_forms() {
        for (form, word) in TimestampFormat::ALL.iter().zip(TimestampFormat::NAMES) {
            assert_eq!(form.name(), *word);
            assert_eq!(TimestampFormat::named(word), Some(*form));
        }
        assert_eq!(TimestampFormat::named("iso"), None);
    }
}
