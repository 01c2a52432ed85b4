//! `Date`, stored as `S`.

use dynamite_core::{KeyKind, time};

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, EncodeProblem, KeyAttribute, Reader, SetKind,
    SetMember, Value, Writer,
};
use crate::path::Path;
use crate::types::Date;

impl Attribute for Date {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Self, DecodeError> {
        match &value {
            Value::String(text) => {
                calendar_date(text).ok_or_else(|| mismatch("a date such as 2024-02-29", &value))
            }
            found => Err(mismatch("a date (S)", found)),
        }
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        if value.year() < 0 {
            return Err(EncodeError::new(EncodeProblem::YearOutOfRange));
        }
        writer.string(&value.to_string())
    }
}

impl KeyAttribute for Date {
    const KIND: KeyKind = KeyKind::String;
}
impl Comparable for Date {}
impl SetMember for Date {
    const SET: SetKind = SetKind::String;
}

fn calendar_date(text: &str) -> Option<Date> {
    let date = time::Date::parse(text)?;
    let year = i16::try_from(date.year).ok()?;
    let [month, day] = [date.month, date.day].map(u8::cast_signed);
    Date::new(year, month, day).ok()
}
