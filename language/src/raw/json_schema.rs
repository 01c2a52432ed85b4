//! The JSON Schema of schema files, used by editors to complete and check.
//!
//! It describes shapes only: names, and DynamoDB's limits, are checked when the schema is compiled.

use dynamite_core::rules::NORMALIZATION_NAMES;

use super::yaml_keys::{self, Key, Need, Place, Shape};
use crate::ir::Scalar;
use crate::json::Json;

/// Every kind of map except the file itself.
const PLACES: [&Place; 22] = [
    &yaml_keys::MODEL,
    &yaml_keys::SERDE,
    &yaml_keys::COMPOSITE_KEY,
    &yaml_keys::FIELD,
    &yaml_keys::NESTED_FIELD,
    &yaml_keys::STORED_AS,
    &yaml_keys::RETYPED_FROM,
    &yaml_keys::RUST_DEFAULT,
    &yaml_keys::RUST_NORMALIZE,
    &yaml_keys::CHECK,
    &yaml_keys::UNIQUE,
    &yaml_keys::UNIQUE_FIELDS,
    &yaml_keys::INDEX,
    &yaml_keys::RELATION,
    &yaml_keys::STRUCT,
    &yaml_keys::ENUM,
    &yaml_keys::ENUM_VALUE,
    &yaml_keys::UNION,
    &yaml_keys::UNTAGGED,
    &yaml_keys::SCALAR_VARIANT,
    &yaml_keys::VARIANT,
    &yaml_keys::RUST_TYPE,
];

/// Every kind of map in a migration file except the file itself.
const MIGRATION_PLACES: [&Place; 14] = [
    &yaml_keys::MODEL_STEPS,
    &yaml_keys::STEP,
    &yaml_keys::ADD,
    &yaml_keys::SET,
    &yaml_keys::RENAME,
    &yaml_keys::COPY,
    &yaml_keys::DROP,
    &yaml_keys::MEMBERS,
    &yaml_keys::RETYPE,
    &yaml_keys::SPLIT,
    &yaml_keys::CONCAT,
    &yaml_keys::ENUM_STEP,
    &yaml_keys::INDEX_STEP,
    &yaml_keys::TTL_STEP,
];

/// A name, the part in `<>`, and `?`; a pattern cannot check that the brackets match.
const TYPE_PATTERN: &str = r"^\s*[A-Za-z_][A-Za-z0-9_]*\s*(<.+>)?\s*\??\s*$";

/// Less than a day; a pattern does not refuse `-00:00`.
const OFFSET_PATTERN: &str = "^[+-]([01][0-9]|2[0-3]):[0-5][0-9]$";

/// Returns the JSON Schema (draft 2020-12) of a schema file.
pub fn json_schema() -> String {
    let types = [("type", type_schema()), ("scalar", scalar())];
    file_schema("Dynamite schema file", &yaml_keys::FILE, &PLACES, types)
}

/// Returns the JSON Schema (draft 2020-12) of a migration file.
pub fn migration_json_schema() -> String {
    let (file, places) = (&yaml_keys::MIGRATION_FILE, &MIGRATION_PLACES);
    file_schema(
        "Dynamite migration file",
        file,
        places,
        [("scalar", scalar())],
    )
}

fn file_schema<const N: usize>(
    title: &str,
    file: &Place,
    places: &[&Place],
    types: [(&str, Json); N],
) -> String {
    let definitions = places.iter().map(|place| (place.id, place_schema(place)));
    let definitions = definitions.chain(types);
    let head = [
        (
            "$schema",
            Json::text("https://json-schema.org/draft/2020-12/schema"),
        ),
        ("title", Json::text(title)),
    ];
    let Json::Object(file) = object(file) else {
        return String::new();
    };
    let head = head.into_iter().map(|(key, value)| (key.to_owned(), value));
    let definitions = Json::object(definitions);
    let all = head.chain(file).chain([("$defs".to_owned(), definitions)]);
    Json::object(all).pretty() + "\n"
}

fn place_schema(place: &Place) -> Json {
    match place.short {
        Some(short) => any_of([shape_schema(short), object(place)]),
        None => object(place),
    }
}

fn object(place: &Place) -> Json {
    let supported = || place.keys.iter().filter(|key| !place.plans(key));
    let required = supported()
        .filter(|key| key.need == Need::Required)
        .map(|key| key.name);
    Json::object([
        ("type", Json::text("object")),
        ("additionalProperties", Json::Bool(false)),
        ("required", Json::texts(required)),
        (
            "properties",
            Json::object(supported().map(|key| (key.name, key_schema(key)))),
        ),
    ])
}

fn key_schema(key: &Key) -> Json {
    let Json::Object(mut members) = shape_schema(key.shape) else {
        return Json::Bool(true);
    };
    members.insert(0, ("description".to_owned(), Json::text(key.doc)));
    Json::Object(members)
}

fn shape_schema(shape: Shape) -> Json {
    match shape {
        Shape::Text | Shape::Line | Shape::Scalar => reference("scalar"),
        Shape::Flag => Json::object([("type", Json::text("boolean"))]),
        Shape::FormatNumber => Json::object([("const", Json::Number(1))]),
        Shape::Count => Json::object([
            ("type", Json::text("integer")),
            ("minimum", Json::Number(0)),
        ]),
        Shape::Number => Json::object([("type", Json::text("number"))]),
        Shape::Normalize => any_of([normalize_step(), list(normalize_step(), 1)]),
        Shape::StoredAs => reference(yaml_keys::STORED_AS.id),
        Shape::Offset => Json::object([
            ("type", Json::text("string")),
            ("pattern", Json::text(OFFSET_PATTERN)),
        ]),
        Shape::Unique => reference(yaml_keys::UNIQUE.id),
        Shape::Checks => list(reference(yaml_keys::CHECK.id), 1),
        Shape::Choice { words, .. } => Json::object([("enum", Json::texts(words.iter().copied()))]),
        Shape::Type => reference("type"),
        Shape::Names => any_of([
            shape_schema(Shape::Text),
            list(shape_schema(Shape::Text), 1),
        ]),
        Shape::Serde => reference(yaml_keys::SERDE.id),
        Shape::Paths => list(shape_schema(Shape::Text), 1),
        Shape::Default => {
            let [scalar, list, map] = constant();
            any_of([scalar, list, map, reference(yaml_keys::RUST_DEFAULT.id)])
        }
        Shape::ModelKey => any_of([
            shape_schema(Shape::Text),
            reference(yaml_keys::COMPOSITE_KEY.id),
        ]),
        Shape::Projection => any_of([
            Json::object([("enum", Json::texts(["all", "keys"]))]),
            list(shape_schema(Shape::Text), 1),
        ]),
        Shape::EnumValues => list(reference(yaml_keys::ENUM_VALUE.id), 1),
        Shape::Each(place) => each(reference(place.id)),
        Shape::Of(place) => reference(place.id),
        Shape::ListOf(place) => list(reference(place.id), 1),
        Shape::Constant => any_of(constant()),
        Shape::Scalars => list(reference("scalar"), 1),
        Shape::ScalarMap => each(reference("scalar")),
        Shape::EachType => {
            let forms = [
                &yaml_keys::ENUM,
                &yaml_keys::UNION,
                &yaml_keys::UNTAGGED,
                &yaml_keys::RUST_TYPE,
                &yaml_keys::STRUCT,
            ];
            each(any_of(forms.map(|place| reference(place.id))))
        }
        Shape::Unknown => Json::object([("not", Json::object::<&str>([]))]),
    }
}

/// A scalar, or an empty collection.
fn constant() -> [Json; 3] {
    [
        reference("scalar"),
        Json::object([("type", Json::text("array")), ("maxItems", Json::Number(0))]),
        Json::object([
            ("type", Json::text("object")),
            ("maxProperties", Json::Number(0)),
        ]),
    ]
}

fn normalize_step() -> Json {
    let words = NORMALIZATION_NAMES.iter().copied();
    any_of([
        Json::object([("enum", Json::texts(words))]),
        reference(yaml_keys::RUST_NORMALIZE.id),
    ])
}

fn type_schema() -> Json {
    // The words come first, so that editors offer them.
    let words = Json::object([("enum", Json::texts(Scalar::ALL.map(Scalar::name)))]);
    let pattern = [
        ("type", Json::text("string")),
        ("pattern", Json::text(TYPE_PATTERN)),
    ];
    any_of([words, Json::object(pattern)])
}

/// Unquoted text may look like something else to an editor.
fn scalar() -> Json {
    Json::object([("type", Json::texts(["string", "number", "boolean"]))])
}

fn any_of<const N: usize>(options: [Json; N]) -> Json {
    Json::object([("anyOf", Json::Array(options.into()))])
}

fn reference(definition: &str) -> Json {
    Json::object([("$ref", Json::text(format!("#/$defs/{definition}")))])
}

fn list(items: Json, least: usize) -> Json {
    Json::object([
        ("type", Json::text("array")),
        ("minItems", Json::Number(least)),
        ("items", items),
    ])
}

fn each(value: Json) -> Json {
    Json::object([
        ("type", Json::text("object")),
        ("additionalProperties", value),
    ])
}
