//! Resolves names of models and types.

use std::collections::{HashMap, HashSet};

use super::rust_path::{self, SERDE};
use super::{identifier, named_type};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{KeyKind, RustCodec, RustType, Type, TypeId};
use crate::raw::{Declarations, EnumValue, NamedType, TypeBody};
use crate::source::{Span, Spanned};

/// Models and types by name.
pub(crate) struct Names<'r> {
    types: &'r [NamedType],
    meanings: HashMap<&'r str, (Meaning, Span)>,
    /// The names proposed for declarations whose own names are not possible.
    proposed: HashSet<String>,
    /// Nested types, enums and unions as written, by id.
    declared: Vec<&'r NamedType>,
    /// `true` if there may be names that could not be read.
    is_incomplete: bool,
}

/// The meaning of a name.
#[derive(Clone, Debug)]
pub(crate) enum Meaning {
    Model,
    Type(TypeId),
    Rust(RustType),
    /// A type whose declaration is broken, so that its uses are broken too.
    Broken,
}

impl<'r> Names<'r> {
    /// Collects the names of all files.
    pub(super) fn declare(declarations: &'r Declarations, problems: &mut Problems) -> Self {
        let mut names = Self {
            types: &declarations.types,
            meanings: HashMap::new(),
            proposed: HashSet::new(),
            declared: Vec::new(),
            is_incomplete: declarations.is_incomplete,
        };
        for model in &declarations.models {
            names.add(&model.name, Meaning::Model, "model", problems);
        }
        for ty in &declarations.types {
            let meaning = names.declare_type(ty, problems);
            names.add(&ty.name, meaning, "type", problems);
        }
        names
    }

    fn declare_type(&mut self, ty: &'r NamedType, problems: &mut Problems) -> Meaning {
        let is_broken = problems.is_broken(ty.name.span);
        let meaning = match &ty.body {
            TypeBody::Unreadable => Meaning::Broken,
            TypeBody::Rust {
                path,
                codec,
                key_kind,
            } => {
                rust_path::check_declared(path, codec.as_ref(), problems);
                let codec = match codec {
                    None => RustCodec::Own,
                    Some(codec) if codec.as_str() == SERDE => RustCodec::Serde,
                    Some(codec) => RustCodec::Path(codec.value.clone()),
                };
                if let (RustCodec::Serde, Some(_)) = (&codec, key_kind) {
                    problems.push(catalogue::serde_in_key(ty.name.span));
                }
                Meaning::Rust(RustType {
                    path: path.value.clone(),
                    codec,
                    key_kind: *key_kind,
                })
            }
            TypeBody::Struct(_)
            | TypeBody::Enum { .. }
            | TypeBody::Union { .. }
            | TypeBody::Untagged(_) => {
                self.declared.push(ty);
                Meaning::Type(TypeId(self.declared.len() - 1))
            }
        };
        if is_broken { Meaning::Broken } else { meaning }
    }

    fn add(
        &mut self,
        name: &'r Spanned<String>,
        meaning: Meaning,
        what: &str,
        problems: &mut Problems,
    ) {
        let is_broken = problems.is_broken(name.span);
        problems.declaration(name.span, |problems| {
            if !is_broken && !identifier::is_type_name(name) {
                let better =
                    identifier::upper_camel(name).filter(|it| identifier::is_type_name(it));
                problems.push(catalogue::bad_type_name(name, what, better.as_deref()));
                self.proposed.extend(better);
            }
            match self.meanings.get(name.value.as_str()) {
                Some((_, first)) => problems.push(catalogue::duplicate_name(name, what, *first)),
                None => drop(self.meanings.insert(&name.value, (meaning, name.span))),
            }
        });
    }

    /// Returns `true` if there may be names that could not be read.
    pub(super) fn is_incomplete(&self) -> bool {
        self.is_incomplete
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Meaning> {
        let declared = self.meanings.get(name).map(|(meaning, _)| meaning);
        // Its declaration has another name, which is reported there.
        let is_proposed = || self.proposed.contains(name).then_some(&Meaning::Broken);
        declared.or_else(is_proposed)
    }

    /// Returns the names that a field's type may have, for "did you mean", in the order of
    /// declaration.
    pub(super) fn usable_as_types(&self) -> impl Iterator<Item = &str> {
        self.types.iter().map(|ty| ty.name.as_str())
    }

    /// Returns nested types, enums and unions as written, in the order of their ids.
    pub(crate) fn types(&self) -> impl Iterator<Item = &'r NamedType> {
        self.declared.iter().copied()
    }

    /// Returns the values of an enum, if this is one.
    pub(super) fn enum_values(&self, id: TypeId) -> Option<&'r [EnumValue]> {
        match &self.declared[id.0].body {
            TypeBody::Enum { values, .. } => Some(values),
            _ => None,
        }
    }

    /// Returns the attribute that holds the tag of a union, if this is one with a tag.
    pub(super) fn union_tag(&self, id: TypeId) -> Option<&str> {
        match &self.declared[id.0].body {
            TypeBody::Union { tag, .. } => Some(named_type::tag(tag.as_ref())),
            _ => None,
        }
    }

    /// Returns the kind of key attribute for values of this type, if they can be in a key.
    pub(super) fn key_kind(&self, ty: &Type) -> Option<KeyKind> {
        match ty {
            Type::Scalar(scalar) => scalar.key_kind(),
            Type::Named(id) => self.enum_values(*id).map(|_| KeyKind::String),
            Type::Rust(rust) => rust.key_kind,
            Type::List(_) | Type::Map(_) | Type::Set(_) => None,
        }
    }
}
