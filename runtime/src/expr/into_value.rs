//! Conversions into values of stored forms.

use std::collections::{BTreeMap, BTreeSet};

use crate::codec::{Attribute, Bytes, Codec, List, Map, Recoded, Set, SetMember};
use crate::never::Never;
use crate::types::{Decimal, Document};

/// A type that converts into a value of the stored form `A`: the value itself, and unambiguous
/// equivalents such as `&str` for strings and arrays for collections.
///
/// This is not `Into<A::Value>`, which would not let rustc infer that the `5` in
/// `order::quantity().gt(5)` is a `u32`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of an attribute stored as `{A}`",
    note = "give the type that the field has in the model, or one that converts into it without loss",
    note = "an `Option` is no value: in an update, `set_if_some` leaves the attribute as it is for \
            `None`, and `set_or_remove` removes it"
)]
pub trait IntoValue<A: Attribute> {
    /// Converts into the value.
    fn into_value(self) -> A::Value;
}

impl<A: Attribute> IntoValue<A> for A::Value {
    fn into_value(self) -> A::Value {
        self
    }
}

impl<A: Attribute, V> IntoValue<A> for V
where
    (V, A): Never,
{
    fn into_value(self) -> A::Value {
        <(V, A)>::never()
    }
}

macro_rules! into_value {
    ($($form:ident: $($given:ty)*;)*) => {$($(
        impl IntoValue<$form> for $given {
            fn into_value(self) -> <$form as Attribute>::Value {
                self.into()
            }
        }
    )*)*};
}

into_value! {
    String: &str &String;
    Bytes: &[u8] &str;
    Decimal: i8 i16 i32 i64 u8 u16 u32 u64;
    Document: bool i8 i16 i32 i64 u8 u16 u32 u64 &str String Decimal;
}

impl<const N: usize> IntoValue<Bytes> for [u8; N] {
    fn into_value(self) -> Vec<u8> {
        self.into()
    }
}

impl<const N: usize> IntoValue<Bytes> for &[u8; N] {
    fn into_value(self) -> Vec<u8> {
        self.into()
    }
}

impl<C: Codec<Value = String>> IntoValue<Recoded<String, C>> for &str {
    fn into_value(self) -> String {
        self.into()
    }
}

impl<A: Attribute, V: IntoValue<A>, const N: usize> IntoValue<List<A>> for [V; N] {
    fn into_value(self) -> Vec<A::Value> {
        self.into_iter().map(V::into_value).collect()
    }
}

impl<A: SetMember, V: IntoValue<A>, const N: usize> IntoValue<Set<A>> for [V; N] {
    fn into_value(self) -> BTreeSet<A::Value> {
        self.into_iter().map(V::into_value).collect()
    }
}

impl<A: Attribute, V: IntoValue<A>, const N: usize> IntoValue<Map<A>> for [(&str, V); N] {
    fn into_value(self) -> BTreeMap<String, A::Value> {
        let entries = self.into_iter();
        entries
            .map(|(key, value)| (key.to_owned(), value.into_value()))
            .collect()
    }
}
