//! Declarations as they are written: shapes are right, names mean nothing yet.
//!
//! Reading is permissive. A key that is unknown or ill-shaped is reported and left out, and
//! reading goes on, so that every such problem of every file is found at once.

mod field;
mod file;
mod index;
mod json_schema;
mod keys;
mod model;
mod named_type;
mod object;
mod text;
mod type_expr;

pub(crate) use field::{Default, Field};
pub(crate) use index::{Index, Projection};
pub use json_schema::json_schema;
pub(crate) use model::{Key, Model};
pub(crate) use named_type::{EnumValue, NamedType, TypeBody, Variant};
pub(crate) use type_expr::TypeExpr;

use crate::diagnostics::{Problems, catalogue};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::yaml;

/// Everything that a schema folder declares, in the order of the files and of their lines.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    pub(crate) models: Vec<Model>,
    pub(crate) types: Vec<NamedType>,
}

/// Reads all files.
pub(crate) fn read(sources: &Sources, problems: &mut Problems) -> Declarations {
    let mut declarations = Declarations::default();
    for (number, source) in (0..).zip(sources.files()) {
        let file = FileId(number);
        let before = problems.len();
        match yaml::parse(file, &source.text, problems) {
            Some(node) => file::read(&node, &mut declarations, problems),
            None if problems.len() == before => {
                problems.push(catalogue::empty_file(Span {
                    file,
                    start: 0,
                    end: 0,
                }));
            }
            None => {}
        }
    }
    declarations
}

/// Reads a map from names to things, each by `read`; what `read` refuses is left out.
fn each<T>(
    node: &yaml::Node,
    what: &str,
    problems: &mut Problems,
    mut read: impl FnMut(&Spanned<String>, &yaml::Node, &mut Problems) -> Option<T>,
) -> Vec<T> {
    let yaml::Value::Map(entries) = &node.value else {
        problems.push(catalogue::wrong_shape(
            node,
            what,
            "a map from names to declarations",
        ));
        return Vec::new();
    };
    let mut things = Vec::with_capacity(entries.len());
    for entry in entries {
        if text::check_name(&entry.key, problems) {
            things.extend(read(&entry.key, &entry.value, problems));
        }
    }
    things
}
