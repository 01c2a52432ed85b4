//! The stored form that a scalar field had before, while programs read and write it beside the new one.

use super::{Family, Scalar, UlidFormat, UuidFormat};
use crate::time::TimestampFormat;

/// How every value of a new type is written in the former stored form, so that it is the same value again
/// when it is read from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormerForm {
    /// In another form of its type, which holds the same values.
    Same(Scalar),
    /// In a form of its type, where programs may have stored what the new form does not hold: fractions of
    /// seconds, or text in another notation.
    Wider(Scalar),
    /// As text: the digits of a number, `true` or `false`.
    Printed,
}

/// Why values of a new type are not written in a former stored form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWayBack {
    /// Both forms are the same.
    SameForm,
    /// Both are numbers, which are stored alike.
    Numbers,
    /// The former form cuts times off that the new one holds.
    Coarser,
    /// The former form cannot hold the first hours of year 0.
    Offset,
    /// One of the two has a number for "never".
    Never,
    /// Floats have several texts.
    Float,
    /// The former type does not have all values of the new one.
    Fewer,
}

impl NoWayBack {
    /// Returns the reason, as a sentence without an end.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::SameForm => "both forms are the same",
            Self::Numbers => "numbers of all types are stored alike",
            Self::Coarser => {
                "the former form cuts off what the new one holds of a time, so it would be lost there"
            }
            Self::Offset => "the former form cannot hold the first hours of the year 0",
            Self::Never => "only one of the two forms has a number for \"never\"",
            Self::Float => "a float has several texts, of which none is the one",
            Self::Fewer => {
                "not every value of the new type is one of the former, in which programs of the phases \
                 write it as well"
            }
        }
    }
}

impl Scalar {
    /// Returns how values of this type are written where those of another one were stored before.
    ///
    /// # Errors
    /// If some value has no place there, or is another one when it is read again.
    pub fn written_as(self, former: Self) -> Result<FormerForm, NoWayBack> {
        match (former.family(), self.family()) {
            _ if former == self => Err(NoWayBack::SameForm),
            (Family::Timestamp(old), Family::Timestamp(new)) => times(old, new),
            (Family::Uuid(_), Family::Uuid(_)) | (Family::Ulid(_), Family::Ulid(_)) => {
                Ok(FormerForm::Same(former))
            }
            (Family::String, _) => self.written_as_text(),
            _ if former.is_number() && self.is_number() => Err(NoWayBack::Numbers),
            _ => Err(NoWayBack::Fewer),
        }
    }

    fn written_as_text(self) -> Result<FormerForm, NoWayBack> {
        let text = match self.family() {
            Family::Bool | Family::Integer | Family::Decimal => return Ok(FormerForm::Printed),
            Family::Float => return Err(NoWayBack::Float),
            Family::Uuid(UuidFormat::Upper) => Self::Uuid(UuidFormat::Upper),
            Family::Uuid(_) => Self::Uuid(UuidFormat::Lower),
            Family::Ulid(UlidFormat::Lower) => Self::Ulid(UlidFormat::Lower),
            Family::Ulid(UlidFormat::Upper) => Self::Ulid(UlidFormat::Upper),
            Family::Date => Self::Date,
            Family::Timestamp(format) => Self::Timestamp(iso(format)?),
            Family::String | Family::Bytes | Family::Json => return Err(NoWayBack::Fewer),
        };
        Ok(FormerForm::Wider(text))
    }
}

fn times(old: TimestampFormat, new: TimestampFormat) -> Result<FormerForm, NoWayBack> {
    let never = |format| matches!(format, TimestampFormat::EpochSOrNever(_));
    if never(old) || never(new) {
        return Err(NoWayBack::Never);
    }
    if !old.can_store_all() {
        return Err(NoWayBack::Offset);
    }
    let [was, is] = [old, new].map(|format| format.precision().nanoseconds());
    match was.cmp(&is) {
        std::cmp::Ordering::Less => Ok(FormerForm::Wider(Scalar::Timestamp(old))),
        std::cmp::Ordering::Equal => Ok(FormerForm::Same(Scalar::Timestamp(old))),
        std::cmp::Ordering::Greater => Err(NoWayBack::Coarser),
    }
}

/// The ISO 8601 text of a time that is kept in this form.
fn iso(format: TimestampFormat) -> Result<TimestampFormat, NoWayBack> {
    match format {
        TimestampFormat::EpochSOrNever(_) => Err(NoWayBack::Never),
        TimestampFormat::EpochS
        | TimestampFormat::EpochMs
        | TimestampFormat::EpochSText
        | TimestampFormat::EpochMsText => Ok(TimestampFormat::IsoMs),
        TimestampFormat::IsoMs
        | TimestampFormat::IsoS
        | TimestampFormat::IsoUs
        | TimestampFormat::IsoLocal
        | TimestampFormat::IsoOffset => Ok(format),
        TimestampFormat::IsoAtOffset(_) if format.can_store_all() => Ok(format),
        // The first hours of year 0 are written in UTC.
        TimestampFormat::IsoAtOffset(_) => Ok(TimestampFormat::IsoOffset),
    }
}

/// Returns the bool of the text `true` or `false`.
pub fn bool_of_text(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Offset;

    fn form(word: &str) -> Scalar {
        let words = word.split_once(' ');
        let (name, form) = words.map_or((word, None), |(name, form)| (name, Some(form)));
        let scalar = Scalar::named(name).expect(word);
        form.map_or(scalar, |form| scalar.in_form(form).expect(word))
    }

    fn pair(former: &str, new: &str) -> Result<FormerForm, NoWayBack> {
        form(new).written_as(form(former))
    }

    #[test]
    fn forms_that_hold_the_same_values_have_a_way_back() {
        for (former, new) in [
            ("timestamp iso_ms", "timestamp epoch_ms"),
            ("timestamp epoch_s_text", "timestamp iso_s"),
            ("timestamp iso_us", "timestamp iso_local"),
            ("uuid upper", "uuid bytes"),
            ("uuid bytes", "uuid lower"),
            ("ulid lower", "ulid upper"),
        ] {
            assert_eq!(pair(former, new), Ok(FormerForm::Same(form(former))));
        }
    }

    #[test]
    fn text_and_finer_times_hold_more() {
        for (former, new, written) in [
            ("timestamp iso_us", "timestamp epoch_s", "timestamp iso_us"),
            ("string", "uuid bytes", "uuid lower"),
            ("string", "uuid upper", "uuid upper"),
            ("string", "ulid", "ulid"),
            ("string", "date", "date"),
            ("string", "timestamp epoch_s", "timestamp iso_ms"),
            ("string", "timestamp iso_local", "timestamp iso_local"),
        ] {
            assert_eq!(pair(former, new), Ok(FormerForm::Wider(form(written))));
        }
        for new in ["bool", "u8", "i128", "decimal"] {
            assert_eq!(pair("string", new), Ok(FormerForm::Printed));
        }
    }

    #[test]
    fn what_would_be_lost_has_none() {
        for (former, new, reason) in [
            ("uuid", "uuid", NoWayBack::SameForm),
            ("u8", "u16", NoWayBack::Numbers),
            ("decimal", "i64", NoWayBack::Numbers),
            ("timestamp epoch_s", "timestamp iso_ms", NoWayBack::Coarser),
            ("string", "f64", NoWayBack::Float),
            ("u8", "string", NoWayBack::Fewer),
            ("timestamp", "date", NoWayBack::Fewer),
            ("date", "timestamp", NoWayBack::Fewer),
            ("string", "bytes", NoWayBack::Fewer),
            ("json", "string", NoWayBack::Fewer),
        ] {
            assert_eq!(pair(former, new), Err(reason), "{former} to {new}");
        }
        let time = |format| Scalar::Timestamp(format);
        let never = time(TimestampFormat::EpochSOrNever(253_402_300_800));
        let seconds = form("timestamp epoch_s");
        assert_eq!(never.written_as(seconds), Err(NoWayBack::Never));
        assert_eq!(seconds.written_as(never), Err(NoWayBack::Never));
        assert_eq!(never.written_as(Scalar::String), Err(NoWayBack::Never));
        let at = |text| {
            time(TimestampFormat::IsoAtOffset(
                Offset::parse(text).expect(text),
            ))
        };
        assert_eq!(seconds.written_as(at("-05:00")), Err(NoWayBack::Offset));
        assert!(seconds.written_as(at("+05:00")).is_ok());
    }
}
