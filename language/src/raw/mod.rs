//! Declarations as written: shapes are checked, names are not resolved yet.
//!
//! Reading is permissive. An unknown or ill-shaped key is reported and left out, its declaration is
//! marked as broken, and reading continues, so that every problem of every file is found at once.

mod derives;
mod field;
mod file;
mod index;
mod json_schema;
#[cfg(feature = "migrations")]
pub(crate) mod migration;
mod model;
mod named_type;
pub(crate) mod number;
mod object;
mod relation;
mod retyped;
mod rules;
mod serde;
mod stored_as;
mod text;
mod type_expr;
mod unique;
mod untagged;
mod yaml_keys;

pub(crate) use field::{Default, Field};
#[cfg(feature = "migrations")]
pub(crate) use file::FORMAT;
pub(crate) use index::{Index, Projection};
pub use json_schema::{json_schema, migration_json_schema};
pub(crate) use model::{Key, Model};
pub(crate) use named_type::{EnumValue, NamedType, TypeBody, Variant};
pub(crate) use relation::{Relation, RelationKind};
pub(crate) use retyped::RetypedFrom;
pub(crate) use rules::{Check, Rules};
pub(crate) use serde::Serde;
pub(crate) use stored_as::StoredAs;
pub(crate) use type_expr::TypeExpr;
pub(crate) use unique::{GuardName, UniqueField, UniqueFields};
pub(crate) use untagged::ScalarVariant;
pub(crate) use yaml_keys::elsewhere::word as meant_by;

use crate::diagnostics::{Diagnostic, Problems, catalogue};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::yaml;

/// All declarations of a schema folder, in the order of the files and of their lines.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    pub(crate) models: Vec<Model>,
    pub(crate) types: Vec<NamedType>,
    /// `true` if declarations may be missing, because a file could not be read.
    pub(crate) is_incomplete: bool,
}

impl Declarations {
    fn append(&mut self, mut other: Self) {
        self.models.append(&mut other.models);
        self.types.append(&mut other.types);
    }

    /// Reduces the declarations to their names.
    fn into_names(mut self) -> Self {
        for model in &mut self.models {
            *model = Model::unreadable(&model.name);
        }
        for ty in &mut self.types {
            ty.body = TypeBody::Unreadable;
        }
        self
    }
}

/// Reads all files.
pub(crate) fn read(sources: &Sources, problems: &mut Problems) -> Declarations {
    let mut declarations = Declarations::default();
    for (number, source) in (0..).zip(sources.files()) {
        let (node, is_invalid) = problems.attempt(|problems| {
            let empty = catalogue::empty_file;
            parse(FileId(number), &source.text, empty, problems)
        });
        let (of_file, is_incomplete) = problems.attempt(|problems| {
            node.map_or_else(Declarations::default, |node| file::read(&node, problems))
        });
        declarations.is_incomplete |= is_invalid || is_incomplete;
        declarations.append(if is_invalid {
            // Anything may be missing in text that YAML refuses.
            of_file.into_names()
        } else {
            of_file
        });
    }
    declarations
}

/// Parses a file. `empty` is what is said of one that holds nothing.
fn parse(
    file: FileId,
    text: &str,
    empty: fn(Span) -> Diagnostic,
    problems: &mut Problems,
) -> Option<yaml::Node> {
    let (node, is_invalid) = problems.attempt(|problems| yaml::parse(file, text, problems));
    if is_invalid {
        problems.give_up();
    } else if node.is_none() {
        let (start, end) = (0, 0);
        problems.push(empty(Span { file, start, end }));
    }
    node
}

/// Reports a key that is given several times. Returns `true` if it is.
fn report_repetitions(entry: &yaml::Entry, problems: &mut Problems) -> bool {
    for again in &entry.again {
        if problems.is_full() {
            break;
        }
        problems.push(catalogue::duplicate_key(&entry.key, *again));
    }
    !entry.again.is_empty()
}

/// Reads a map from names to values, each by `read`.
fn each<T>(
    node: &yaml::Node,
    what: &str,
    problems: &mut Problems,
    read: impl FnMut(&Spanned<String>, &yaml::Node, &mut Problems) -> T,
) -> Option<Vec<T>> {
    each_of(node, what, text::check_name, problems, read)
}

/// Like [`each`], where `check` decides if a name is valid.
fn each_of<T>(
    node: &yaml::Node,
    what: &str,
    check: impl Fn(&Spanned<String>, &mut Problems) -> bool,
    problems: &mut Problems,
    mut read: impl FnMut(&Spanned<String>, &yaml::Node, &mut Problems) -> T,
) -> Option<Vec<T>> {
    let yaml::Value::Map(entries) = &node.value else {
        problems.push(catalogue::wrong_shape(node, what, catalogue::NAMED));
        return None;
    };
    let things = entries.iter().map(|entry| {
        problems.declaration(entry.key.span, |problems| {
            report_repetitions(entry, problems);
            check(&entry.key, problems);
            read(&entry.key, &entry.value, problems)
        })
    });
    Some(things.collect())
}
