//! Lists, stored as `L`.

use std::marker::PhantomData;

use crate::codec::mismatch::mismatch;
use crate::codec::{Attribute, DecodeError, EncodeError, Reader, Value, Writer};
use crate::path::Path;
use crate::rules::{Checker, Measured};

/// The stored form of a `Vec` kept as `L`, whose elements are kept as `A`.
pub struct List<A>(PhantomData<fn() -> A>);

impl<A: Attribute> Attribute for List<A> {
    type Value = Vec<A::Value>;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<Vec<A::Value>, DecodeError> {
        if !matches!(value, Value::List) {
            return Err(mismatch("L", &value));
        }
        let mut elements = Vec::new();
        while reader.next_element()? {
            let element = reader.value().and_then(|value| A::read(value, reader));
            elements.push(element.map_err(|error| error.in_element(elements.len()))?);
        }
        Ok(elements)
    }

    fn write<W: Writer>(elements: &Vec<A::Value>, writer: &mut W) -> Result<(), EncodeError> {
        writer.begin_list(elements.len())?;
        for (index, element) in elements.iter().enumerate() {
            A::write(element, writer).map_err(|error| error.in_element(index))?;
        }
        writer.end_list();
        Ok(())
    }

    fn absent() -> Option<Vec<A::Value>> {
        Some(Vec::new())
    }

    fn settle(elements: Vec<A::Value>) -> Vec<A::Value> {
        elements.into_iter().map(A::settle).collect()
    }

    const HAS_RULES: bool = A::HAS_RULES;

    fn measure(elements: &Vec<A::Value>) -> Measured<'_> {
        Measured::Members(elements.len())
    }

    fn normalize(elements: &mut Vec<A::Value>) {
        elements.iter_mut().for_each(A::normalize);
    }

    fn check(elements: &Vec<A::Value>, checker: &mut Checker) {
        for (index, element) in elements.iter().enumerate() {
            checker.element::<A>(index, element);
        }
    }
}
