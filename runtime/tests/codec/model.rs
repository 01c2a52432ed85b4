//! What generated code looks like, with a field of every stored form.

use std::collections::{BTreeMap, BTreeSet};

use dynamite::codec::generated as rt;
use dynamite::codec::{
    Attribute, Bytes, DecodeError, EncodeError, FieldReader, List, Map, Reader, Set, Value, Writer,
};
use dynamite::expr::Path;
use dynamite::types::{Date, Decimal, Document, EpochMillis, EpochSeconds, Timestamp, Ulid, Uuid};

/// Fields, their attributes, stored forms and Rust types, in order.
macro_rules! item {
    ($name:ident { $($field:ident: $form:ty => $type:ty, $read:ident, $take:ident, $write:ident;)* }) => {
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) struct $name { $(pub(crate) $field: $type,)* }

        impl $name {
            pub(crate) fn read<'de, R: Reader<'de>>(reader: &mut R) -> Result<Self, DecodeError> {
                $(let mut $field = None;)*
                let mut fields = FieldReader::new(reader);
                while let Some(name) = fields.next_attribute() {
                    match &*name {
                        $(stringify!($field) => fields.$read::<$form>(&mut $field),)*
                        _ => fields.skip(),
                    };
                }
                let true = fields.finish(reader) else {
                    return Err(fields.problem(&[]));
                };
                Ok(Self { $($field: $take($field, stringify!($field))?,)* })
            }

            pub(crate) fn write<W: Writer>(&self, writer: &mut W) -> Result<(), EncodeError> {
                $(rt::$write::<$form, _>(stringify!($field), &self.$field, writer)?;)*
                Ok(())
            }
        }
    };
}

fn required<T>(slot: Option<T>, name: &'static str) -> Result<T, DecodeError> {
    slot.ok_or_else(|| DecodeError::absent(name))
}

#[expect(clippy::unnecessary_wraps, reason = "the same shape as `required`")]
fn or_empty<T: Default>(slot: Option<T>, _: &'static str) -> Result<T, DecodeError> {
    Ok(slot.unwrap_or_default())
}

#[expect(clippy::unnecessary_wraps, reason = "the same shape as `required`")]
fn optional<T>(slot: Option<T>, _: &'static str) -> Result<Option<T>, DecodeError> {
    Ok(slot)
}

item!(EveryType {
    id: Ulid => Ulid, read, required, write;
    string: String => String, read, required, write;
    bool: bool => bool, read, required, write;
    i8: i8 => i8, read, required, write;
    i16: i16 => i16, read, required, write;
    i32: i32 => i32, read, required, write;
    i64: i64 => i64, read, required, write;
    i128: i128 => i128, read, required, write;
    u8: u8 => u8, read, required, write;
    u16: u16 => u16, read, required, write;
    u32: u32 => u32, read, required, write;
    u64: u64 => u64, read, required, write;
    u128: u128 => u128, read, required, write;
    f32: f32 => f32, read, required, write;
    f64: f64 => f64, read, required, write;
    decimal: Decimal => Decimal, read, required, write;
    bytes: Bytes => Vec<u8>, read, required, write;
    uuid: Uuid => Uuid, read, required, write;
    timestamp: Timestamp => Timestamp, read, required, write;
    epoch_s: EpochSeconds => Timestamp, read, required, write;
    epoch_ms: EpochMillis => Timestamp, read, required, write;
    date: Date => Date, read, required, write;
    json: Document => Document, read, required, write;
    list: List<u8> => Vec<u8>, read_nullable, or_empty, write;
    map: Map<Decimal> => BTreeMap<String, Decimal>, read_nullable, or_empty, write;
    string_set: Set<String> => BTreeSet<String>, read_nullable, or_empty, write;
    number_set: Set<i64> => BTreeSet<i64>, read_nullable, or_empty, write;
    binary_set: Set<Bytes> => BTreeSet<Vec<u8>>, read_nullable, or_empty, write;
    role: Role => Role, read, required, write;
    profile: Profile => Profile, read, required, write;
    payments: List<Payment> => Vec<Payment>, read_nullable, or_empty, write;
    secret: String => Option<String>, read_nullable_sensitive, optional, write_optional;
});

/// An enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Customer,
    Admin,
}

impl Attribute for Role {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Self, DecodeError> {
        match &*rt::expect_string(value)? {
            "customer" => Ok(Self::Customer),
            "admin" => Ok(Self::Admin),
            other => Err(rt::unknown_value("Role", other)),
        }
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        writer.string(match value {
            Self::Customer => "customer",
            Self::Admin => "admin",
        })
    }
}

/// A nested type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Profile {
    pub(crate) bio: Option<String>,
    pub(crate) seen: Option<Timestamp>,
}

impl Attribute for Profile {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, reader: &mut R) -> Result<Self, DecodeError> {
        rt::expect_map(&value)?;
        let mut bio = None;
        let mut seen = None;
        let mut fields = FieldReader::new(reader);
        while let Some(name) = fields.next_attribute() {
            match &*name {
                "bio" => fields.read_nullable::<String>(&mut bio),
                "seen" => fields.read_nullable::<Timestamp>(&mut seen),
                _ => fields.skip(),
            };
        }
        let true = fields.finish(reader) else {
            return Err(fields.problem(&[]));
        };
        Ok(Self { bio, seen })
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        writer.begin_map()?;
        rt::write_optional::<String, _>("bio", &value.bio, writer)?;
        rt::write_optional::<Timestamp, _>("seen", &value.seen, writer)?;
        writer.end_map();
        Ok(())
    }

    fn settle(value: Self) -> Self {
        Self {
            bio: value.bio,
            seen: rt::settle_optional::<Timestamp>(value.seen),
        }
    }
}

/// A union: its tag stands beside its fields, and may come after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Payment {
    Card { last4: String },
    Cash,
}

impl Attribute for Payment {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, reader: &mut R) -> Result<Self, DecodeError> {
        rt::expect_map(&value)?;
        let mut tag = None;
        let mut last4 = None;
        let mut fields = FieldReader::new(reader);
        while let Some(name) = fields.next_attribute() {
            match &*name {
                "type" => fields.read::<String>(&mut tag),
                "last4" => fields.read::<String>(&mut last4),
                _ => fields.skip(),
            };
        }
        let (true, Some(tag)) = (fields.finish(reader), tag) else {
            return Err(fields.problem(&["type"]));
        };
        match tag.as_str() {
            "card" => {
                let Some(last4) = last4 else {
                    return Err(fields.problem(&["last4"]));
                };
                Ok(Self::Card { last4 })
            }
            "cash" => Ok(Self::Cash),
            other => Err(rt::unknown_tag("Payment", "type", other)),
        }
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        writer.begin_map()?;
        writer.attribute("type");
        match value {
            Self::Card { last4 } => {
                writer.string("card")?;
                rt::write::<String, _>("last4", last4, writer)?;
            }
            Self::Cash => writer.string("cash")?,
        }
        writer.end_map();
        Ok(())
    }
}
