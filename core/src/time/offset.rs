//! Offsets from UTC.

/// A numeric offset from UTC of less than a day, such as `+02:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Offset {
    minutes: i16,
}

impl Offset {
    /// UTC itself, `+00:00`.
    pub const UTC: Self = Self { minutes: 0 };

    /// Returns the offset of this many minutes, if that is less than a day.
    pub const fn of_minutes(minutes: i16) -> Option<Self> {
        if minutes.unsigned_abs() < 24 * 60 {
            Some(Self { minutes })
        } else {
            None
        }
    }

    /// Parses an offset such as `+02:00`. Each offset has one text: `-00:00` is refused.
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

    /// Returns the number of minutes that local time is ahead of UTC.
    pub const fn minutes(self) -> i16 {
        self.minutes
    }

    /// Returns its text, such as `+02:00`.
    pub fn text(self) -> [u8; 6] {
        let [hours, rest] = [
            self.minutes.unsigned_abs() / 60,
            self.minutes.unsigned_abs() % 60,
        ];
        let digit = |number: u16| b'0' + u8::try_from(number % 10).unwrap_or_default();
        let sign = if self.minutes < 0 { b'-' } else { b'+' };
        [
            sign,
            digit(hours / 10),
            digit(hours),
            b':',
            digit(rest / 10),
            digit(rest),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::Offset;

    #[test]
    fn offsets_have_one_text() {
        for text in ["+00:00", "+02:00", "-05:30", "+23:59", "-23:59"] {
            let offset = Offset::parse(text).expect(text);
            assert_eq!(offset.text(), text.as_bytes());
            assert_eq!(Offset::of_minutes(offset.minutes()), Some(offset));
        }
        for refused in ["-00:00", "02:00", "+2:00", "+24:00", "+02:60", "Z", ""] {
            assert_eq!(Offset::parse(refused), None, "{refused}");
        }
        assert_eq!(Offset::of_minutes(24 * 60), None);
    }
}
