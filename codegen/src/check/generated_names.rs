//! Names that generated code needs.

use std::collections::HashMap;

use super::{Context, Subject};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Model, NamedTypeKind, Rows};
use crate::resolve::is_type_name;
use crate::source::Span;

/// What every repository can do; an index of the same name would hide it.
const BUILT_IN_METHODS: [&str; 24] = [
    "new",
    "create",
    "get",
    "get_many",
    "save",
    "replace",
    "update",
    "upsert",
    "delete",
    "query",
    "scan",
    "create_many",
    "delete_many",
    "client",
    "table",
    "find",
    "count",
    "exists",
    "first",
    "page",
    "all",
    "stream",
    "transaction",
    "batch",
];

/// The module of a model or table that holds the descriptors of all tables.
const TABLES_MODULE: &str = "tables";

/// The marker of the primary key, beside the markers of the indexes.
const PRIMARY_MARKER: &str = "Primary";

pub(super) fn plurals_are_usable(context: &Context<'_>, problems: &mut Problems) {
    for Subject { model, raw, .. } in context.models() {
        if model.plural == model.name || !is_type_name(&model.plural) {
            let at = raw.plural.as_ref().map_or(model.span, |plural| plural.span);
            problems.push(catalogue::bad_plural(at, &model.name, &model.plural));
        }
    }
}

pub(super) fn indexes_hide_no_built_in_method(context: &Context<'_>, problems: &mut Problems) {
    for Subject { model, raw, .. } in context.models() {
        for (index, raw) in model.indexes.iter().zip(&raw.indexes) {
            if BUILT_IN_METHODS.contains(&index.method.as_str()) {
                problems.push(catalogue::method_taken(&raw.name, &index.method));
            }
        }
    }
}

/// Modules and types share a namespace in Rust, so one set holds them all.
pub(super) fn generated_names_differ(context: &Context<'_>, problems: &mut Problems) {
    let mut root = Taken::default();
    root.reserve(TABLES_MODULE, "the module of all tables");
    for Subject { model, .. } in context.models() {
        root.add(
            model.name.clone(),
            format!("the model `{}`", model.name),
            model.span,
            problems,
        );
    }
    for (ty, _) in context.types() {
        root.add(
            ty.name.clone(),
            format!("the type `{}`", ty.name),
            ty.span,
            problems,
        );
    }
    for (ty, _) in context.types() {
        let module = format!("the module of the type `{}`", ty.name);
        root.add(ty.module.clone(), module, ty.span, problems);
        if matches!(ty.kind, NamedTypeKind::Struct(_)) {
            let path = format!("the handles of the type `{}`", ty.name);
            root.add(format!("{}Path", ty.name), path, ty.span, problems);
        }
    }
    for Subject { model, .. } in context.models() {
        add_model(model, &mut root, problems);
        markers_differ(model, problems);
    }
}

fn add_model(model: &Model, root: &mut Taken, problems: &mut Problems) {
    let name = &model.name;
    let generated = [
        (model.module.clone(), "the module"),
        (format!("New{name}"), "the input"),
        (format!("{name}Draft"), "the draft"),
        (format!("{name}Key"), "the key"),
        (model.plural.clone(), "the repository"),
    ];
    // A plural that is the name itself is reported as such.
    for (generated, what) in generated
        .into_iter()
        .filter(|(generated, _)| generated != name)
    {
        root.add(
            generated,
            format!("{what} of the model `{name}`"),
            model.span,
            problems,
        );
    }
    for index in &model.indexes {
        if let Rows::Own { name, .. } = &index.rows {
            let what = format!("the rows of the index `{}` of `{}`", index.name, model.name);
            root.add(name.clone(), what, index.span, problems);
        }
    }
}

fn markers_differ(model: &Model, problems: &mut Problems) {
    let mut markers = Taken::default();
    markers.reserve(PRIMARY_MARKER, "the marker of the primary key");
    for index in &model.indexes {
        let what = format!(
            "the marker of the index `{}` of `{}`",
            index.name, model.name
        );
        markers.add(index.marker.clone(), what, index.span, problems);
    }
}

/// Names in one namespace of generated code, and what needs them.
#[derive(Default)]
struct Taken {
    names: HashMap<String, (String, Option<Span>)>,
}

impl Taken {
    fn reserve(&mut self, name: &str, what: &str) {
        self.names.insert(name.to_owned(), (what.to_owned(), None));
    }

    fn add(&mut self, name: String, what: String, at: Span, problems: &mut Problems) {
        match self.names.get(&name) {
            Some((first, first_at)) => problems.push(catalogue::generated_collision(
                &name,
                (first, *first_at),
                (&what, at),
            )),
            None => drop(self.names.insert(name, (what, Some(at)))),
        }
    }
}
