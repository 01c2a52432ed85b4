//! Tuples of fields.

use super::read::{Field, Fields};
use crate::codec::{DecodeError, Reader};

/// The tuple of these types, and each shorter one.
macro_rules! tuples {
    () => {
        tuple!();
    };
    ($first:ident $($rest:ident)*) => {
        tuple!($first $($rest)*);
        tuples!($($rest)*);
    };
}

macro_rules! tuple {
    ($($field:ident)*) => {
        #[allow(non_snake_case, unused_assignments, unused_mut, unused_variables)]
        impl<$($field: Field),*> Fields for ($($field,)*) {
            type Slots = ($($field::Slot,)*);
            type Values = ($($field::Value,)*);
            const COUNT: usize = 0 $(+ $field::COUNT)*;

            #[inline]
            fn read_attribute<'de, R: Reader<'de>>(
                name: &str,
                mut names: &[&'static str],
                reader: &mut R,
                ($($field,)*): &mut Self::Slots,
            ) -> Result<bool, DecodeError> {
                $(
                    if $field::read_attribute(name, names, reader, $field)? {
                        return Ok(true);
                    }
                    names = names.get($field::COUNT..).unwrap_or_default();
                )*
                Ok(false)
            }

            #[inline]
            fn values(($($field,)*): &mut Self::Slots) -> Option<Self::Values> {
                Some(($($field::value($field)?,)*))
            }

            fn add_required(mut names: &[&'static str], required: &mut Vec<&'static str>) {
                $(
                    $field::add_required(names, required);
                    names = names.get($field::COUNT..).unwrap_or_default();
                )*
            }
        }
    };
}

tuples!(A B C D E F G H I J K L);
