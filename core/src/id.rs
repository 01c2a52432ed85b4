//! UUIDs and ULIDs in the one notation that each is stored in.

use std::fmt;

/// A UUID, as its 128 bits. It is shown in small letters with hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Uuid(pub u128);

impl Uuid {
    /// Reads the hyphenated notation, in either case: not the ones with braces, with `urn:uuid:`,
    /// or without hyphens.
    pub const fn parse(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        if text.len() != 36 {
            return None;
        }
        let (mut value, mut at) = (0_u128, 0);
        while at < text.len() {
            if matches!(at, 8 | 13 | 18 | 23) {
                if text[at] != b'-' {
                    return None;
                }
            } else {
                let digit = HEX[text[at] as usize];
                if digit == NONE {
                    return None;
                }
                value = value << 4 | digit as u128;
            }
            at += 1;
        }
        Some(Self(value))
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:032x}", self.0);
        let groups = [0..8, 8..12, 12..16, 16..20, 20..32].map(|group| &digits[group]);
        f.write_str(&groups.join("-"))
    }
}

/// A ULID, as its 128 bits. It is shown in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ulid(pub u128);

impl Ulid {
    /// Reads 26 characters of Crockford's base 32, in either case. They hold 130 bits, so the
    /// first is at most 7. The letters I, L, O and U are no digits.
    pub const fn parse(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        if text.len() != 26 || text[0] > b'7' {
            return None;
        }
        let (mut value, mut at) = (0_u128, 0);
        while at < text.len() {
            let digit = BASE_32[text[at] as usize];
            if digit == NONE {
                return None;
            }
            value = value << 5 | digit as u128;
            at += 1;
        }
        Some(Self(value))
    }
}

impl fmt::Display for Ulid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |place: usize| char::from(CROCKFORD[(self.0 >> (5 * place) & 31) as usize]);
        f.write_str(&(0..26).rev().map(digit).collect::<String>())
    }
}

/// Marks a byte that is no digit in a table of digits.
const NONE: u8 = u8::MAX;

/// The digits of Crockford's base 32.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const HEX: [u8; 256] = values(b"0123456789ABCDEF");
const BASE_32: [u8; 256] = values(CROCKFORD);

/// Returns the value of each byte as one of these digits, in either case.
const fn values(digits: &[u8]) -> [u8; 256] {
    let mut values = [NONE; 256];
    let mut value = 0_u8;
    while (value as usize) < digits.len() {
        let digit = digits[value as usize];
        values[digit as usize] = value;
        values[digit.to_ascii_lowercase() as usize] = value;
        value += 1;
    }
    values
}

#[cfg(test)]
mod tests {
    use super::{Ulid, Uuid};

    #[test]
    fn uuids_have_one_notation() {
        let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
        let uuid = Uuid::parse(text).expect(text);
        assert_eq!(uuid.0, 0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8);
        assert_eq!(uuid.to_string(), text);
        assert_eq!(Uuid::parse(&text.to_uppercase()), Some(uuid));
        for refused in [
            "67e5504410b1426f9247bb680e5fe0c8",
            "67e55044-10b1-426f-9247-bb680e5fe0c",
            "67e55044-10b1-426f-9247bb-680e5fe0c8",
            "67e55044-10b1-426f-9247-bb680e5fe0cg",
            "+7e55044-10b1-426f-9247-bb680e5fe0c8",
            "",
        ] {
            assert_eq!(Uuid::parse(refused), None, "{refused}");
        }
    }

    #[test]
    fn ulids_have_128_bits() {
        let text = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
        let ulid = Ulid::parse(text).expect(text);
        assert_eq!(ulid.to_string(), text);
        assert_eq!(Ulid::parse(&text.to_lowercase()), Some(ulid));
        let greatest = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";
        assert_eq!(Ulid::parse(greatest), Some(Ulid(u128::MAX)));
        for refused in [
            "81ARZ3NDEKTSV4RRFFQ69G5FAV",
            "01ARZ3NDEKTSV4RRFFQ69G5FA",
            "01ARZ3NDEKTSV4RRFFQ69G5FAU",
            "01ARZ3NDEKTSV4RRFFQ69G5FAI",
            "É1ARZ3NDEKTSV4RRFFQ69G5FA",
        ] {
            assert_eq!(Ulid::parse(refused), None, "{refused}");
        }
    }
}
