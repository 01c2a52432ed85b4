//! The stored side of a schema, as text: what a later schema is compared with, and what identifies
//! the schema that a migration leads to.
//!
//! A snapshot is itself a schema, in files that the compiler reads like any other: one for each
//! model and type, so that changes of two models never conflict. It holds what stored items depend
//! on, and leaves out documentation, validation, defaults, relations and serialized forms.

mod field;
mod model;
mod named_type;
mod rust_types;

use crate::ir::Schema;
use crate::yaml::print::Block;
pub(crate) use field::constant;
use rust_types::RustTypes;

/// A file of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotFile {
    /// Its path below the folder of the snapshot: `User.yaml`, `types/Role.yaml`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Returns the files of the snapshot of a schema, in the order of their paths.
pub fn snapshot(schema: &Schema) -> Vec<SnapshotFile> {
    let rust_types = RustTypes::of(schema);
    let types = rust_types::Names {
        schema,
        rust_types: &rust_types,
    };
    let models = schema.models.iter().map(|model| SnapshotFile {
        path: format!("{}.yaml", model.name),
        text: declared("models", &model.name, model::block(types, model)),
    });
    let named = schema.types.iter().map(|ty| {
        let block = named_type::block(types, ty);
        of_type(&ty.name, declared("types", &ty.name, block))
    });
    let rust = rust_types.iter().map(|(name, ty)| {
        let block = named_type::of_rust(ty);
        of_type(name, declared("types", name, block))
    });
    let mut files: Vec<_> = models.chain(named).chain(rust).collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn of_type(name: &str, text: String) -> SnapshotFile {
    let path = format!("types/{name}.yaml");
    SnapshotFile { path, text }
}

/// The text of a file with one declaration.
fn declared(kind: &str, name: &str, block: Block) -> String {
    let mut file = Block::default();
    file.nested(kind, Block::of(name, block));
    format!("# Written by Dynamite: the stored side of {name}.\n{file}")
}
