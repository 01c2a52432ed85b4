//! Rust names made from names of the schema.

use std::collections::HashSet;

use crate::generate::error::GenerateError;
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{Field, Model, NamedType, NamedTypeKind, Rows, RustType, Table};

/// The names a model gives its generated types.
pub(crate) struct ModelNames {
    /// `User`
    pub(crate) model: Tokens,
    /// `UserKey`
    pub(crate) key: Tokens,
    /// `NewUser`
    pub(crate) new: Tokens,
    /// `UserDraft`
    pub(crate) draft: Tokens,
    /// `UserPatch`, if the model is serialized.
    pub(crate) patch: Option<Tokens>,
    /// `Users`
    pub(crate) repository: Tokens,
    /// The type parameter of the repository, of another name than the repository.
    pub(crate) hooks: Tokens,
}

impl ModelNames {
    pub(crate) fn of(model: &Model) -> Result<Self, GenerateError> {
        let name = &model.name;
        Ok(Self {
            model: Tokens::ident(name)?,
            key: Tokens::ident(&format!("{name}Key"))?,
            new: Tokens::ident(&format!("New{name}"))?,
            draft: Tokens::ident(&format!("{name}Draft"))?,
            patch: (model.serde)
                .map(|_| Tokens::ident(&format!("{name}Patch")))
                .transpose()?,
            repository: Tokens::ident(&model.plural)?,
            hooks: Tokens::ident(if model.plural == "H" { "Hooks" } else { "H" })?,
        })
    }

    /// The types that the root file re-exports.
    pub(crate) fn exports(self, model: &Model) -> Result<Vec<Tokens>, GenerateError> {
        let mut exports = vec![self.model, self.new, self.draft, self.key, self.repository];
        exports.extend(self.patch);
        for index in &model.indexes {
            if let Rows::Own { name, .. } = &index.rows {
                exports.push(Tokens::ident(name)?);
            }
        }
        Ok(exports)
    }
}

/// A type that the root file re-exports, from within the module of another: `super::User`
pub(crate) fn reexported(name: &str) -> Result<Tokens, GenerateError> {
    Ok(tokens!("super::{}", Tokens::ident(name)?))
}

/// A type of the user, by its path.
pub(super) fn of_user(rust: &RustType) -> Result<Tokens, GenerateError> {
    // A model may be called `String`.
    match &*rust.path {
        "String" => Ok(tokens!("rt::String")),
        path => Tokens::path(path),
    }
}

/// The handle of a nested type or of a flattened union: `ProfilePath`
pub(crate) fn handle_type(name: &str) -> Result<Tokens, GenerateError> {
    Tokens::ident(&format!("{name}Path"))
}

/// The types of a nested type, enum or union that the root file re-exports.
pub(crate) fn type_exports(
    ty: &NamedType,
    is_flattened: bool,
) -> Result<Vec<Tokens>, GenerateError> {
    let mut exports = vec![Tokens::ident(&ty.name)?];
    if is_flattened || matches!(ty.kind, NamedTypeKind::Struct(_)) {
        exports.push(handle_type(&ty.name)?);
    }
    Ok(exports)
}

/// The Rust names of fields, which their values are bound to in function bodies.
pub(crate) fn of_fields<'f>(fields: impl Iterator<Item = &'f Field>) -> HashSet<String> {
    fields.map(|field| field.rust_name.clone()).collect()
}

/// A local variable for a field, under a name that is not taken.
pub(crate) fn local(field: &Field, taken: &mut HashSet<String>) -> Result<Tokens, GenerateError> {
    let name = field.rust_name.trim_start_matches('_');
    Tokens::ident(&unique(&format!("field_{name}"), taken))
}

/// A constant for each table: its name in capitals. Names that differ only in characters that
/// cannot be part of a Rust name get a number.
pub(crate) fn tables(tables: &[Table]) -> Result<Vec<Tokens>, GenerateError> {
    let mut taken = HashSet::new();
    tables
        .iter()
        .map(|table| Tokens::ident(&unique(&constant(&table.name), &mut taken)))
        .collect()
}

/// The name, followed by a number if it is taken.
pub(crate) fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let mut free = name.to_owned();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{name}_{number}");
        number += 1;
    }
    free
}

fn constant(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|character| match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => character.to_ascii_uppercase(),
            _ => '_',
        })
        .collect();
    if name.starts_with(|first: char| first.is_ascii_uppercase()) {
        name
    } else {
        format!("TABLE_{name}")
    }
}
