//! Scalars and sets as they are written after they were read.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_core::Scalar;
use dynamite_core::time::Offset;

use super::form::{FormError, mismatch};
use crate::codec::{
    Attribute, ItemReader, Reader as _, ScalarVisitor, Set, SetMember, SetVisitor, decode_value,
    encode_at_offset, encode_or_never, encode_value, mismatch_of, visit_scalar, visit_set,
};
use crate::types::{EpochSecondsOrNever, IsoOffset};

type Canonical = Result<AttributeValue, FormError>;

/// A scalar as it is written after it was read.
pub(super) fn value(scalar: Scalar, stored: &AttributeValue) -> Canonical {
    visit_scalar(scalar, Rewrite(stored))
}

/// A value of an untagged union of these scalars as it is written after it was read.
pub(super) fn one_of(scalars: &[Scalar], stored: &AttributeValue) -> Canonical {
    let kind = ItemReader::of_value(stored).value()?.kind();
    let mut variants = scalars.iter().copied();
    let variant = variants.find(|scalar| scalar.attribute_type() == Some(kind));
    let Some(variant) = variant else {
        let expected = Scalar::attribute_types(scalars.iter().copied());
        return Err(mismatch_of(expected, stored).into());
    };
    value(variant, stored)
}

/// A set of scalars as it is written after it was read.
pub(super) fn set(member: Scalar, stored: &AttributeValue) -> Canonical {
    let written = visit_set(member, Rewrite(stored));
    written.ok_or_else(|| mismatch("a set in a form that fields can have", stored))?
}

/// Reads and writes a value.
struct Rewrite<'a>(&'a AttributeValue);

impl ScalarVisitor for Rewrite<'_> {
    type Output = Canonical;

    fn form<A: Attribute>(self) -> Canonical {
        Ok(encode_value::<A>(&decode_value::<A>(self.0)?)?)
    }

    /// It is read with any offset.
    fn at_offset(self, offset: Offset) -> Canonical {
        let time = decode_value::<IsoOffset>(self.0)?;
        Ok(encode_at_offset(offset, time)?)
    }

    /// Any number beyond the last time is read.
    fn or_never(self, number: i64) -> Canonical {
        let time = decode_value::<EpochSecondsOrNever<{ i64::MAX }>>(self.0)?;
        Ok(encode_or_never(number, time)?)
    }
}

impl SetVisitor for Rewrite<'_> {
    type Output = Canonical;

    fn members<A: SetMember>(self) -> Canonical {
        self.form::<Set<A>>()
    }
}
