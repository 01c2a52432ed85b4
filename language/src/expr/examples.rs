//! The fields of examples.

use super::environment::{Environment, FieldType, Owner};
use super::types::{Kind, RecordId, Type};

/// The fields that the examples of the guide and of diagnostics read: those of an order.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExampleFields;

const LINE: RecordId = RecordId(0);
const ADDRESS: RecordId = RecordId(1);

fn list(owner: Owner) -> Vec<(&'static str, Type)> {
    let strings = || Kind::list(Kind::String.required());
    match owner {
        Owner::Item => vec![
            ("id", Kind::String.required()),
            ("name", Kind::String.required()),
            ("nickname", Kind::String.optional()),
            ("email", Kind::String.required()),
            ("status", Kind::String.required()),
            ("total", Kind::Number.required()),
            ("discount", Kind::Number.optional()),
            ("paid", Kind::Bool.required()),
            ("created_at", Kind::Timestamp.required()),
            ("born", Kind::Date.optional()),
            ("tags", Kind::Set(dynamite_core::KeyKind::String).required()),
            ("notes", strings().required()),
            ("prices", Kind::map(Kind::Number.required()).required()),
            (
                "lines",
                Kind::list(Kind::Record(LINE).required()).required(),
            ),
            ("address", Kind::Record(ADDRESS).optional()),
            ("extra", Kind::Json.optional()),
            ("photo", Kind::Bytes.optional()),
        ],
        Owner::Record(LINE) => vec![
            ("sku", Kind::String.required()),
            ("count", Kind::Number.required()),
            ("price", Kind::Number.optional()),
        ],
        Owner::Record(_) => vec![
            ("street", Kind::String.required()),
            ("city", Kind::String.optional()),
        ],
    }
}

impl Environment for ExampleFields {
    fn field(&self, owner: Owner, name: &str) -> Option<FieldType> {
        let mut fields = list(owner).into_iter();
        let (name, ty) = fields.find(|(it, _)| *it == name)?;
        let attribute = name.to_owned();
        Some(FieldType { attribute, ty })
    }

    fn fields(&self, owner: Owner) -> Vec<String> {
        let fields = list(owner).into_iter();
        fields.map(|(name, _)| name.to_owned()).collect()
    }

    fn record_name(&self, record: RecordId) -> String {
        if record == LINE { "Line" } else { "Address" }.to_owned()
    }

    fn constant(&self, name: &str) -> Option<Type> {
        (name == "batch").then(|| Kind::String.required())
    }
}
