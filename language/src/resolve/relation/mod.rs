//! Relations, once every model is resolved.

mod foreign_key;
mod pairs;
mod route;

use std::collections::{HashMap, HashSet};
use std::ops::Deref;

use super::{Meaning, Names, identifier};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{
    Children, FieldId, Model, ModelId, ModelKey, NamedType, Relation, RelationKind, Route,
};
use crate::raw::{self, Declarations};
use crate::source::Spanned;

/// Resolves the relations of all models.
pub(super) fn resolve_all(
    declarations: &Declarations,
    models: &mut [Model],
    unkeyed: &HashSet<ModelId>,
    names: &Names<'_>,
    types: &[NamedType],
    problems: &mut Problems,
) {
    let all = All::of(declarations, models, unkeyed, (names, types));
    let mut resolved = Vec::with_capacity(models.len());
    for owner in all.each() {
        resolved.push(relations(owner, &all, problems));
    }
    for (model, relations) in models.iter_mut().zip(resolved) {
        model.relations = relations;
    }
}

/// A model, resolved and as written.
#[derive(Clone, Copy)]
struct Subject<'a> {
    id: ModelId,
    model: &'a Model,
    raw: &'a raw::Model,
    /// The types of the schema.
    types: &'a [NamedType],
    is_keyed: bool,
}

impl<'a> Subject<'a> {
    /// Returns the model with its key, unless that is missing or wrong, which is reported
    /// elsewhere.
    fn keyed(self, problems: &mut Problems) -> Option<Keyed<'a>> {
        if !self.is_keyed {
            problems.give_up();
        }
        self.is_keyed.then_some(Keyed(self))
    }
}

/// A model whose key is the one in the schema.
#[derive(Clone, Copy)]
struct Keyed<'a>(Subject<'a>);

impl Keyed<'_> {
    fn key(self) -> ModelKey {
        self.model.key
    }

    fn key_fields(self) -> Vec<FieldId> {
        self.model.key_fields()
    }
}

impl<'a> Deref for Keyed<'a> {
    type Target = Subject<'a>;

    fn deref(&self) -> &Subject<'a> {
        &self.0
    }
}

/// All models.
struct All<'a> {
    subjects: Vec<Subject<'a>>,
    by_name: HashMap<&'a str, ModelId>,
    names: &'a Names<'a>,
}

impl<'a> All<'a> {
    fn of(
        declarations: &'a Declarations,
        models: &'a [Model],
        unkeyed: &HashSet<ModelId>,
        (names, types): (&'a Names<'a>, &'a [NamedType]),
    ) -> Self {
        let mut written = declarations.models.iter();
        let subjects = models.iter().enumerate().filter_map(|(id, model)| {
            Some(Subject {
                id: ModelId(id),
                model,
                types,
                // Both are in the order of declaration.
                raw: written.find(|raw| raw.name.span == model.span)?,
                is_keyed: !unkeyed.contains(&ModelId(id)),
            })
        });
        let subjects: Vec<_> = subjects.collect();
        let mut by_name = HashMap::with_capacity(subjects.len());
        for subject in &subjects {
            let name = subject.model.name.as_str();
            by_name.entry(name).or_insert(subject.id);
        }
        Self {
            subjects,
            by_name,
            names,
        }
    }

    fn each(&self) -> impl Iterator<Item = Subject<'a>> {
        self.subjects.iter().copied()
    }

    /// Returns the model with this name, if there is one.
    fn model(&self, name: &Spanned<String>, problems: &mut Problems) -> Option<Subject<'a>> {
        if let Some(id) = self.by_name.get(name.value.as_str()) {
            return self.subjects.get(id.0).copied();
        }
        match self.names.get(name) {
            Some(Meaning::Model | Meaning::Broken) => problems.give_up(),
            None if self.names.is_incomplete() => problems.give_up(),
            found => {
                let known = self.subjects.iter().map(|it| it.model.name.as_str());
                problems.push(catalogue::no_such_model(name, found.is_some(), known));
            }
        }
        None
    }
}

fn relations(owner: Subject<'_>, all: &All<'_>, problems: &mut Problems) -> Vec<Relation> {
    let mut functions: HashMap<String, &Spanned<String>> = HashMap::new();
    let mut relations = Vec::with_capacity(owner.raw.relations.len());
    for raw in &owner.raw.relations {
        let relation = problems.declaration(raw.name.span, |problems| {
            let function = function(raw, owner, &mut functions, problems)?;
            let target = all.model(&raw.target, problems)?;
            Some(Relation {
                name: raw.name.value.clone(),
                function,
                target: target.id,
                kind: kind(raw, owner, target, all, problems)?,
                doc: raw.doc.clone(),
                span: raw.name.span,
            })
        });
        relations.extend(relation);
    }
    relations
}

/// Returns the name of the relation's function, which must differ from those of the fields.
fn function<'r>(
    raw: &'r raw::Relation,
    owner: Subject<'_>,
    functions: &mut HashMap<String, &'r Spanned<String>>,
    problems: &mut Problems,
) -> Option<String> {
    let name = &raw.name;
    let Some(function) = identifier::snake(name) else {
        // The name itself may be broken.
        if !problems.is_broken(name.span) {
            problems.push(catalogue::relation_without_function(name));
        }
        return None;
    };
    let mut fields = owner.model.fields.iter();
    if let Some(field) = fields.find(|field| field.rust_name == function) {
        let problem = catalogue::relation_called_like_a_field(name, field.span, &function);
        problems.push(problem);
    } else if let Some(first) = functions.get(&function) {
        let names = [(first.as_str(), first.span), (name.as_str(), name.span)];
        let model = &owner.model.name;
        problems.push(catalogue::name_collision(
            "relations",
            model,
            names,
            &function,
        ));
    } else {
        functions.insert(function.clone(), name);
    }
    Some(function)
}

fn kind(
    raw: &raw::Relation,
    owner: Subject<'_>,
    target: Subject<'_>,
    all: &All<'_>,
    problems: &mut Problems,
) -> Option<RelationKind> {
    match raw.kind {
        raw::RelationKind::HasMany => {
            let children = children(raw, owner, target, problems)?;
            if children.route == Route::Key {
                let (name, model) = (&owner.model.name, &target.model.name);
                problems.push(catalogue::one_at_most(raw.target.span, name, model));
            }
            Some(RelationKind::HasMany(children))
        }
        raw::RelationKind::HasOne => {
            children(raw, owner, target, problems).map(RelationKind::HasOne)
        }
        raw::RelationKind::BelongsTo => {
            foreign_key::resolve(raw, owner, target, problems).map(RelationKind::BelongsTo)
        }
        raw::RelationKind::ManyToMany => {
            let join = all.model(raw.through.as_ref()?, problems)?;
            pairs::resolve(raw, owner, target, join, problems).map(RelationKind::ManyToMany)
        }
    }
}

fn children(
    raw: &raw::Relation,
    owner: Subject<'_>,
    target: Subject<'_>,
    problems: &mut Problems,
) -> Option<Children> {
    let foreign_key = foreign_key::resolve(raw, target, owner, problems)?;
    let route = route::resolve(raw, target, &foreign_key, problems)?;
    Some(Children { foreign_key, route })
}
