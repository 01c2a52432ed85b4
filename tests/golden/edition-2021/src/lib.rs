//! Compiles the generator's golden output with every warning denied.
#![forbid(unsafe_code, nonstandard_style, missing_debug_implementations)]
#![deny(warnings, missing_docs, unused_qualifications)]
#![deny(clippy::pedantic)]

#[path = "../../support.rs"]
pub mod support;

/// Names that generated code has a use for itself.
#[path = "../../../../codegen/tests/golden/clashes/models/mod.rs"]
pub mod clashes;
/// Every type of field.
#[path = "../../../../codegen/tests/golden/every_type/models/mod.rs"]
pub mod every_type;
/// Names that are hard to live with.
#[path = "../../../../codegen/tests/golden/hostile/models/mod.rs"]
pub mod hostile;
/// Every kind of key and index.
#[path = "../../../../codegen/tests/golden/indexes/models/mod.rs"]
pub mod indexes;
/// Soft delete and versions.
#[path = "../../../../codegen/tests/golden/lifecycle/models/mod.rs"]
pub mod lifecycle;
/// Relations of every kind.
#[path = "../../../../codegen/tests/golden/relations/models/mod.rs"]
pub mod relations;
/// Names that differ from those of guards.
#[path = "../../../../codegen/tests/golden/renamed/models/mod.rs"]
pub mod renamed;
/// Rules and codecs of fields.
#[rustfmt::skip]
#[path = "../../../../codegen/tests/golden/rules/models/mod.rs"]
pub mod rules;
/// The sample of the guide.
#[path = "../../../../codegen/tests/golden/shop/models/mod.rs"]
pub mod shop;
/// Times and ids in every stored form.
#[path = "../../../../codegen/tests/golden/stored_forms/models/mod.rs"]
pub mod stored_forms;
/// Unions.
#[path = "../../../../codegen/tests/golden/unions/models/mod.rs"]
pub mod unions;
/// Unique fields.
#[path = "../../../../codegen/tests/golden/unique/models/mod.rs"]
pub mod unique;
