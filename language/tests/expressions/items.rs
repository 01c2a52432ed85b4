//! Random items with the fields of the examples.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dynamite_core::{KeyKind, Number};
use dynamite_schema::expr::{Environment, ExampleFields, Kind, Owner, Value};
use fastrand::Rng;

/// Makes random items.
pub(crate) struct Items<'r> {
    pub(crate) rng: &'r mut Rng,
}

impl Items<'_> {
    /// A simple kind, or sometimes a list or a map of one.
    pub(crate) fn kind(&mut self) -> Kind {
        match self.rng.u8(..11) {
            0 | 1 => Kind::Number,
            2 | 3 => Kind::String,
            4 => Kind::Bool,
            5 => Kind::Timestamp,
            6 => Kind::Date,
            7 => Kind::Bytes,
            8 => {
                let kinds = [KeyKind::String, KeyKind::Number, KeyKind::Binary];
                Kind::Set(kinds[self.rng.usize(..kinds.len())])
            }
            9 => Kind::map(self.kind().required()),
            _ => Kind::list(self.kind().required()),
        }
    }

    /// An item whose attributes are mostly of the types that the fields have.
    pub(crate) fn item(&mut self) -> BTreeMap<String, Value> {
        self.fields(Owner::Item)
    }

    fn fields(&mut self, owner: Owner) -> BTreeMap<String, Value> {
        let mut values = BTreeMap::new();
        for name in ExampleFields.fields(owner) {
            let Some(field) = ExampleFields.field(owner, &name) else {
                continue;
            };
            let kind = if self.rng.u8(..60) == 0 {
                self.kind()
            } else {
                field.ty.kind.clone()
            };
            let is_null = self.rng.u8(..8) == 0 && (field.ty.nullable || self.rng.u8(..8) == 0);
            if !is_null {
                values.insert(name, self.value(&kind, 3));
            }
        }
        values
    }

    fn value(&mut self, kind: &Kind, depth: usize) -> Value {
        let of = |of: &Kind, depth: usize| (of.clone(), depth.saturating_sub(1));
        match kind {
            Kind::Record(id) => Value::map(self.fields(Owner::Record(*id))),
            Kind::List(item) => {
                let (item, depth) = of(&item.kind, depth);
                let length = self.rng.usize(..4);
                Value::list((0..length).map(|_| self.value(&item, depth)).collect())
            }
            Kind::Map(entry) => {
                let (entry, depth) = of(&entry.kind, depth);
                let keys = ["a", "b c", "Ada Lovelace"].into_iter();
                let entries = keys.map(|key| (key.to_owned(), self.value(&entry, depth)));
                Value::map(entries.collect())
            }
            Kind::Json if depth == 0 => Value::Null,
            Kind::Json => {
                let kind = self.kind();
                self.value(&kind, depth - 1)
            }
            _ => self.scalar(kind),
        }
    }

    fn scalar(&mut self, kind: &Kind) -> Value {
        match kind {
            Kind::Bool => self.rng.bool().into(),
            Kind::Number => {
                let digits = u128::from(self.rng.u64(..)) >> self.rng.u32(..64);
                let number = Number::new(self.rng.bool(), digits, self.rng.i32(-6..4));
                number.expect("a number").into()
            }
            Kind::String => {
                let characters = (0..self.rng.usize(..8)).map(|_| self.rng.char(' '..'\u{2fff}'));
                characters.collect::<String>().into()
            }
            Kind::Bytes => Value::Bytes((0..self.rng.u8(..9)).collect()),
            Kind::Timestamp => {
                let seconds = self.rng.i64(-62_167_219_200..253_402_207_200);
                Value::Timestamp(jiff::Timestamp::from_second(seconds).expect("a time"))
            }
            Kind::Date => {
                let (year, month) = (self.rng.i16(0..=9999), self.rng.i8(1..=12));
                Value::Date(jiff::civil::date(year, month, self.rng.i8(1..=28)))
            }
            Kind::Set(KeyKind::String) => {
                Value::StringSet(Arc::new(BTreeSet::from(["a".to_owned(), "ß".to_owned()])))
            }
            Kind::Set(KeyKind::Number) => {
                Value::NumberSet(Arc::new(BTreeSet::from([Number::ZERO])))
            }
            Kind::Set(KeyKind::Binary) => Value::BytesSet(Arc::new(BTreeSet::from([vec![1]]))),
            _ => Value::Null,
        }
    }
}
