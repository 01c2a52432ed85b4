//! What can be given where a value of a stored form is wanted.

use crate::codec::{Attribute, Bytes};
use crate::types::{Decimal, Document};

/// Anything that can be given as a value of the stored form `A`: the value itself, and for
/// text also `&str`.
///
/// This is not `Into<A::Value>`, because then rustc could not tell that the `5` in
/// `order::quantity().gt(5)` is a `u32`.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a value of an attribute stored as `{A}`")]
pub trait IntoValue<A: Attribute> {
    /// The value.
    fn into_value(self) -> A::Value;
}

impl<A: Attribute> IntoValue<A> for A::Value {
    fn into_value(self) -> A::Value {
        self
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
    Bytes: &[u8];
    Decimal: i8 i16 i32 i64 u8 u16 u32 u64;
    Document: bool i8 i16 i32 i64 u8 u16 u32 u64 &str String Decimal;
}
