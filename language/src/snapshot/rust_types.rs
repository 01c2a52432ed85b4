//! Names for user-defined types. The checked schema knows their paths only.

use std::collections::HashSet;

use crate::ir::{NamedType, RustType, Schema, Type};

/// The user-defined types of a schema, each with a name that nothing else has.
#[derive(Debug)]
pub(super) struct RustTypes(Vec<(String, RustType)>);

impl RustTypes {
    pub(super) fn of(schema: &Schema) -> Self {
        let of_models = schema.models.iter().flat_map(|model| &model.fields);
        let of_types = schema.types.iter().flat_map(NamedType::fields);
        let mut types: Vec<RustType> = Vec::new();
        for field in of_models.chain(of_types) {
            if let Some(ty) = innermost(&field.ty)
                && !types.contains(ty)
            {
                types.push(ty.clone());
            }
        }
        // By what they are, so that the order of fields makes no difference.
        types.sort_by_key(|ty| format!("{ty:?}"));
        let models = schema.models.iter().map(|model| model.name.clone());
        let named = schema.types.iter().map(|ty| ty.name.clone());
        let mut taken: HashSet<String> = models.chain(named).collect();
        let named = types.into_iter().map(|ty| (unused(&ty, &mut taken), ty));
        Self(named.collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &RustType)> {
        self.0.iter().map(|(name, ty)| (name.as_str(), ty))
    }
}

/// What types are written with.
#[derive(Clone, Copy)]
pub(super) struct Names<'s> {
    pub(super) schema: &'s Schema,
    pub(super) rust_types: &'s RustTypes,
}

impl Names<'_> {
    /// A type as it is written in a schema file.
    pub(super) fn written(self, ty: &Type) -> String {
        match ty {
            Type::Scalar(scalar) => scalar.name().to_owned(),
            Type::Set(scalar) => format!("set<{}>", scalar.name()),
            Type::List(inner) => format!("list<{}>", self.written(inner)),
            Type::Map(inner) => format!("map<{}>", self.written(inner)),
            Type::Named(id) => self.schema.named_type(*id).name.clone(),
            Type::Rust(ty) => {
                let mut names = self.rust_types.iter();
                let name = names.find(|(_, other)| *other == ty);
                name.map_or_else(|| ty.path.clone(), |(name, _)| name.to_owned())
            }
        }
    }
}

fn innermost(ty: &Type) -> Option<&RustType> {
    match ty {
        Type::Rust(ty) => Some(ty),
        Type::List(inner) | Type::Map(inner) => innermost(inner),
        Type::Scalar(_) | Type::Set(_) | Type::Named(_) => None,
    }
}

/// The last part of its path as a name of a type, with a number if that is taken.
fn unused(ty: &RustType, taken: &mut HashSet<String>) -> String {
    let last = ty.path.rsplit("::").next().unwrap_or_default();
    let word: String = last.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut letters = word.chars();
    let first = letters.next().filter(char::is_ascii_alphabetic);
    let word = match first {
        Some(first) => format!("{}{}", first.to_ascii_uppercase(), letters.as_str()),
        None => format!("Rust{word}"),
    };
    let numbered = (2..).map(|number| format!("{word}{number}"));
    let name = std::iter::once(word.clone())
        .chain(numbered)
        .find(|name| !taken.contains(name))
        .unwrap_or(word);
    taken.insert(name.clone());
    name
}
