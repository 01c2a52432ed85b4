//! Expressions over the fields of a model.

use std::collections::BTreeMap;

use dynamite_schema::check;
use dynamite_schema::expr::{Context, SchemaFields, Value};
use dynamite_schema::source::Sources;

use crate::{compile, diagnostics};

const SCHEMA: &str = "
models:
  Order:
    key: id
    fields:
      id: ulid
      customer: { type: uuid, attribute: customerId }
      status: Status
      count: u8
      price: decimal?
      at: { type: timestamp, as: epoch_ms }
      day: date?
      photo: bytes?
      tags: set<string>
      sizes: set<u8>
      lines: list<Line>
      rates: map<f64>
      extra: json?
      secret: { type: string, codec: \"crate::Sealed\" }
      money: Money
      payment: { type: Payment, flatten: true }
types:
  Status: { enum: [open, paid] }
  Money: { rust: \"crate::Money\" }
  Line:
    sku: { type: string, attribute: stockKeepingUnit }
    note: string?
    parts: list<Line>
  Payment:
    union: { card: { last4: string } }
";

fn with_fields(run: impl FnOnce(&SchemaFields<'_>)) {
    let mut sources = Sources::default();
    sources.add("schema.yaml", SCHEMA);
    let checked = check(sources).unwrap_or_else(|problems| panic!("{problems}"));
    run(&SchemaFields::new(
        &checked.schema,
        &checked.schema.models[0],
    ));
}

#[test]
fn fields_have_the_types_of_the_schema() {
    with_fields(|fields| {
        for (text, expected) in [
            ("id", "string"),
            ("customer", "string"),
            ("status", "string"),
            ("count", "number"),
            ("price", "number?"),
            ("at", "timestamp"),
            ("day", "date?"),
            ("photo", "bytes?"),
            ("tags", "set<string>"),
            ("sizes", "set<number>"),
            ("map(lines, line -> line.sku)", "list<string>"),
            ("lines[0].note", "string?"),
            ("lines[0].parts[0].parts", "list<nested type>?"),
            ("rates", "map<number>"),
            ("extra", "json"),
            ("secret", "json"),
            ("money", "json"),
        ] {
            let expression = compile(text, fields);
            let expression = expression.unwrap_or_else(|it| panic!("{text}: {it:?}"));
            assert_eq!(expression.ty().to_string(), expected, "{text}");
        }
        let flattened = diagnostics("payment", fields);
        assert_eq!(
            flattened.iter().next().expect("a problem").code.name(),
            "DM804"
        );
    });
}

#[test]
fn attributes_are_read_by_their_stored_names() {
    with_fields(|fields| {
        let text = "concat(customer, \"/\", lines[0].sku)";
        let expression = compile(text, fields).expect("an expression");
        let reads: Vec<_> = expression.reads().iter().map(ToString::to_string).collect();
        assert_eq!(reads, ["customerId", "lines[0].stockKeepingUnit"]);
        let line = [("stockKeepingUnit".to_owned(), "A-1".into())].into();
        let item = BTreeMap::from([
            ("customerId".to_owned(), "c".into()),
            ("lines".to_owned(), Value::list(vec![Value::map(line)])),
        ]);
        let context = Context {
            now: "2026-01-31T12:00:00Z".parse().expect("a time"),
            attributes: &item,
        };
        assert_eq!(expression.evaluate(&context), Ok("c/A-1".into()));
    });
}
