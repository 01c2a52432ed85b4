//! Names that are made from names of the schema.

use std::collections::HashSet;

use super::GenerateError;
use super::tokens::Tokens;
use dynamite_schema::ir::{Field, Model, NamedType, NamedTypeKind, Rows, Table};

/// The names a model gives its generated types.
pub(super) struct ModelNames {
    /// `User`
    pub(super) model: Tokens,
    /// `UserKey`
    pub(super) key: Tokens,
    /// `NewUser`
    pub(super) new: Tokens,
    /// `UserDraft`
    pub(super) draft: Tokens,
    /// `Users`
    pub(super) repository: Tokens,
    /// The type parameter of the repository, which is not called like it.
    pub(super) hooks: Tokens,
}

impl ModelNames {
    pub(super) fn of(model: &Model) -> Result<Self, GenerateError> {
        let name = &model.name;
        Ok(Self {
            model: Tokens::ident(name)?,
            key: Tokens::ident(&format!("{name}Key"))?,
            new: Tokens::ident(&format!("New{name}"))?,
            draft: Tokens::ident(&format!("{name}Draft"))?,
            repository: Tokens::ident(&model.plural)?,
            hooks: Tokens::ident(if model.plural == "H" { "Hooks" } else { "H" })?,
        })
    }

    /// The types that are re-exported next to the modules.
    pub(super) fn exports(self, model: &Model) -> Result<Vec<Tokens>, GenerateError> {
        let mut exports = vec![self.model, self.new, self.draft, self.key, self.repository];
        for index in &model.indexes {
            if let Rows::Own { name, .. } = &index.rows {
                exports.push(Tokens::ident(name)?);
            }
        }
        Ok(exports)
    }
}

/// `ProfilePath`
pub(super) fn handle_type(name: &str) -> Result<Tokens, GenerateError> {
    Tokens::ident(&format!("{name}Path"))
}

/// The types that a nested type, enum or union puts next to the modules.
pub(super) fn type_exports(ty: &NamedType) -> Result<Vec<Tokens>, GenerateError> {
    let mut exports = vec![Tokens::ident(&ty.name)?];
    if let NamedTypeKind::Struct(_) = ty.kind {
        exports.push(handle_type(&ty.name)?);
    }
    Ok(exports)
}

/// The names that fields are bound to.
pub(super) fn of_fields<'f>(fields: impl Iterator<Item = &'f Field>) -> HashSet<String> {
    fields.map(|field| field.rust_name.clone()).collect()
}

/// The local variable of a field, of a name that is not taken.
pub(super) fn local(field: &Field, taken: &mut HashSet<String>) -> Result<Tokens, GenerateError> {
    let name = field.rust_name.trim_start_matches('_');
    Tokens::ident(&unique(&format!("field_{name}"), taken))
}

/// The file of a module. Windows keeps some names for devices, whatever is behind their dot: a
/// folder with such a file could not be cloned there.
pub(super) fn file(module: &str) -> String {
    let name = module.trim_start_matches("r#");
    let end = if is_device(name) { "_" } else { "" };
    format!("{name}{end}.rs")
}

/// Whether Windows keeps this name, which is in small letters, for a device: then the file of the
/// module is not called like the module.
pub(super) fn is_device(name: &str) -> bool {
    let port = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    matches!(name, "aux" | "con" | "nul" | "prn")
        || port.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
}

/// A constant for each table: its name in capitals. Names that differ only in characters that
/// cannot be part of a Rust name get a number.
pub(super) fn tables(tables: &[Table]) -> Result<Vec<Tokens>, GenerateError> {
    let mut taken = HashSet::new();
    tables
        .iter()
        .map(|table| Tokens::ident(&unique(&constant(&table.name), &mut taken)))
        .collect()
}

/// The name, with a number if it is taken.
pub(super) fn unique(name: &str, taken: &mut HashSet<String>) -> String {
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
