//! What generated code looks like, with a field of every stored form.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::identity;

use dynamite::codec::generated as rt;
use dynamite::codec::{
    Attribute, Bytes, DecodeError, EncodeError, Group, List, Map, Nullable, Reader, Secret, Set,
    Value, Writer, read_fields,
};
use dynamite::expr::Path;
use dynamite::types::{Date, Decimal, Document, EpochMillis, EpochSeconds, Timestamp, Ulid, Uuid};

/// Pairs of a field and the pairs of those after it. Generated code has tuples of twelve.
macro_rules! pairs {
    () => { () };
    ($first:ty $(, $rest:ty)*) => { ($first, Group<pairs!($($rest),*)>) };
}

macro_rules! pair_pattern {
    () => { () };
    ($first:ident $($rest:ident)*) => { ($first, pair_pattern!($($rest)*)) };
}

/// Fields, their Rust types, how they are read, their stored forms, and how they are written, in
/// order.
macro_rules! item {
    ($name:ident { $($field:ident: $type:ty = $read:ty, $take:ident, $write:ident::<$form:ty>;)* }) => {
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) struct $name { $(pub(crate) $field: $type,)* }

        impl $name {
            pub(crate) fn read<'de, R: Reader<'de>>(reader: &mut R) -> Result<Self, DecodeError> {
                let pair_pattern!($($field)*) =
                    read_fields::<pairs!($($read),*), R>(reader, &[$(stringify!($field)),*])?;
                Ok(Self { $($field: $take($field),)* })
            }

            pub(crate) fn write<W: Writer>(&self, writer: &mut W) -> Result<(), EncodeError> {
                $(rt::$write::<$form, _>(stringify!($field), &self.$field, writer)?;)*
                Ok(())
            }
        }
    };
}

fn or_empty<T: Default>(value: Option<T>) -> T {
    value.unwrap_or_default()
}

item!(EveryType {
    id: Ulid = Ulid, identity, write::<Ulid>;
    string: String = String, identity, write::<String>;
    bool: bool = bool, identity, write::<bool>;
    i8: i8 = i8, identity, write::<i8>;
    i16: i16 = i16, identity, write::<i16>;
    i32: i32 = i32, identity, write::<i32>;
    i64: i64 = i64, identity, write::<i64>;
    i128: i128 = i128, identity, write::<i128>;
    u8: u8 = u8, identity, write::<u8>;
    u16: u16 = u16, identity, write::<u16>;
    u32: u32 = u32, identity, write::<u32>;
    u64: u64 = u64, identity, write::<u64>;
    u128: u128 = u128, identity, write::<u128>;
    f32: f32 = f32, identity, write::<f32>;
    f64: f64 = f64, identity, write::<f64>;
    decimal: Decimal = Decimal, identity, write::<Decimal>;
    bytes: Vec<u8> = Bytes, identity, write::<Bytes>;
    uuid: Uuid = Uuid, identity, write::<Uuid>;
    timestamp: Timestamp = Timestamp, identity, write::<Timestamp>;
    epoch_s: Timestamp = EpochSeconds, identity, write::<EpochSeconds>;
    epoch_ms: Timestamp = EpochMillis, identity, write::<EpochMillis>;
    date: Date = Date, identity, write::<Date>;
    json: Document = Document, identity, write::<Document>;
    list: Vec<u8> = Nullable<List<u8>>, or_empty, write::<List<u8>>;
    map: BTreeMap<String, Decimal> = Nullable<Map<Decimal>>, or_empty, write::<Map<Decimal>>;
    string_set: BTreeSet<String> = Nullable<Set<String>>, or_empty, write::<Set<String>>;
    number_set: BTreeSet<i64> = Nullable<Set<i64>>, or_empty, write::<Set<i64>>;
    binary_set: BTreeSet<Vec<u8>> = Nullable<Set<Bytes>>, or_empty, write::<Set<Bytes>>;
    role: Role = Role, identity, write::<Role>;
    profile: Profile = Profile, identity, write::<Profile>;
    payments: Vec<Payment> = Nullable<List<Payment>>, or_empty, write::<List<Payment>>;
    secret: Option<String> = Secret<Nullable<String>>, identity, write_optional::<String>;
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
        let (bio, seen) =
            read_fields::<(Nullable<String>, Nullable<Timestamp>), R>(reader, &["bio", "seen"])?;
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
        let (tag, last4) =
            read_fields::<(String, Nullable<String>), R>(reader, &["type", "last4"])?;
        match tag.as_str() {
            "card" => {
                let last4 = last4.ok_or_else(|| DecodeError::absent("last4"))?;
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
