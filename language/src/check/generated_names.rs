//! Names used by generated code.

use std::collections::HashMap;

use super::{Context, Subject};
use crate::diagnostics::catalogue::Lookup;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{NamedTypeKind, Rows, TypeId};
use crate::resolve::is_type_name;
use crate::source::Span;

/// The methods of every repository, including planned ones; an index of the same name would hide
/// them.
const BUILT_IN_METHODS: [&str; 44] = [
    "new",
    "with_hooks",
    "clone",
    "build",
    "create",
    "insert",
    "get",
    "get_many",
    "save",
    "replace",
    "update",
    "upsert",
    "put",
    "create_or_get",
    "delete",
    "purge",
    "restore",
    "update_where",
    "delete_where",
    "purge_where",
    "restore_where",
    "adopt_guards",
    "check",
    "query",
    "scan",
    "create_many",
    "bulk_create",
    "put_many",
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
    "attach",
    "attach_with",
    "detach",
    "sync",
];

/// The functions that make a repository, as names of types: clippy warns of a type with a
/// constructor of its own name, and it would confuse readers.
const CONSTRUCTORS: [&str; 2] = ["New", "WithHooks"];

/// Names in the root that no model or type can have: the descriptors of all tables, and the module
/// whose file would be the root's.
const RESERVED_IN_ROOT: [(&str, &str); 3] = [
    ("tables", "the module of all tables"),
    ("TABLES", "the list of all tables"),
    ("r#mod", "the file `mod.rs`, which is the root's"),
];

/// The constant that every enum has besides its values.
const ALL_VALUES: &str = "ALL";

/// The marker of the primary key, besides the markers of the indexes.
const PRIMARY_MARKER: &str = "Primary";

/// Maximum length of the name of a module, in bytes. File systems allow 255 for the name of a file,
/// and some that encrypt allow 143.
const MAX_MODULE: usize = 120;

pub(super) fn names_fit_into_file_names(context: &Context<'_>, problems: &mut Problems) {
    let models = context.sound_models();
    let models = models.map(|it| (&it.model.name, &it.model.module, it.model.span));
    let types = context.sound_types();
    let types = types.map(|ty| (&ty.name, &ty.module, ty.span));
    for (name, module, at) in models.chain(types) {
        if module.len() > MAX_MODULE {
            problems.push(catalogue::long_type_name(at, name, MAX_MODULE));
        }
    }
}

pub(super) fn plurals_are_usable(context: &Context<'_>, problems: &mut Problems) {
    for Subject { model, raw, .. } in context.sound_models() {
        let plural = model.plural.as_str();
        let reason = if plural == model.name {
            "it is the name itself"
        } else if !is_type_name(plural) {
            "it is not an UpperCamel identifier"
        } else if CONSTRUCTORS.contains(&plural) {
            "every repository has a function of this name, which makes one"
        } else {
            continue;
        };
        let at = raw.plural.as_ref().map_or(model.span, |plural| plural.span);
        problems.push(catalogue::bad_plural(at, &model.name, plural, reason));
    }
}

pub(super) fn indexes_hide_no_built_in_method(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        for (index, raw) in subject.sound_indexes() {
            if BUILT_IN_METHODS.contains(&index.method.as_str()) {
                problems.push(catalogue::method_taken(&raw.name, &index.method));
            }
        }
    }
}

/// Lookups by unique fields and by indexes are methods of the same repository.
pub(super) fn lookups_are_named_apart(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        let mut methods: HashMap<&str, (Lookup, &str, Span)> = HashMap::new();
        for (index, _) in subject.sound_indexes() {
            methods.insert(&index.method, (Lookup::Index, &index.name, index.span));
        }
        for unique in &subject.model.uniques {
            let kind = match unique.fields.len() {
                1 => Lookup::UniqueField,
                _ => Lookup::UniqueFields,
            };
            let name = unique.name.as_str();
            if !context.is_sound(unique.span) {
                continue;
            }
            if BUILT_IN_METHODS.contains(&unique.method.as_str()) {
                problems.push(catalogue::lookup_taken((name, unique.span), &unique.method));
            } else {
                let lookup = (kind, name, unique.span);
                if let Some(first) = methods.insert(&unique.method, lookup) {
                    let (model, lookups) = (&subject.model.name, [first, lookup]);
                    let problem = catalogue::lookup_collision(model, lookups, &unique.method);
                    problems.push(problem);
                }
            }
        }
    }
}

/// Modules and types share a namespace in Rust, so one set holds them all.
pub(super) fn generated_names_differ(context: &Context<'_>, problems: &mut Problems) {
    let mut root = Taken::default();
    for (name, what) in RESERVED_IN_ROOT {
        root.reserve(name, what);
    }
    for Subject { model, .. } in context.sound_models() {
        root.add(
            model.name.clone(),
            format!("the model `{}`", model.name),
            model.span,
            problems,
        );
    }
    for ty in context.sound_types() {
        root.add(
            ty.name.clone(),
            format!("the type `{}`", ty.name),
            ty.span,
            problems,
        );
    }
    let types = (0..).map(TypeId).zip(context.types());
    for (id, ty) in types.filter(|(_, ty)| context.is_sound(ty.span)) {
        let module = format!("the module of the type `{}`", ty.name);
        root.add(ty.module.clone(), module, ty.span, problems);
        if matches!(ty.kind, NamedTypeKind::Struct(_)) || context.flattened.contains(&id) {
            let path = format!("the handles of the type `{}`", ty.name);
            root.add(format!("{}Path", ty.name), path, ty.span, problems);
        }
    }
    for subject in context.sound_models() {
        add_model(&subject, &mut root, problems);
        markers_differ(&subject, problems);
    }
}

/// Values and constants of an enum share a namespace in Rust, where a value silently takes
/// precedence.
pub(super) fn values_do_not_hide_the_list_of_values(
    context: &Context<'_>,
    problems: &mut Problems,
) {
    for ty in context.sound_types() {
        let NamedTypeKind::Enum { values, catch_all } = &ty.kind else {
            continue;
        };
        let values = values.iter().map(|value| (&value.rust_name, value.span));
        let catch_all = catch_all.iter().map(|other| (&other.rust_name, other.span));
        for (_, at) in values
            .chain(catch_all)
            .filter(|(name, _)| *name == ALL_VALUES)
        {
            let list = format!("the list of all values of `{}`", ty.name);
            problems.push(catalogue::generated_collision(
                ALL_VALUES,
                (&list, Some(ty.span)),
                ("one of the values", at),
            ));
        }
    }
}

fn add_model(subject: &Subject<'_>, root: &mut Taken, problems: &mut Problems) {
    let model = subject.model;
    let module = format!("the module of the model `{}`", model.name);
    root.add(model.module.clone(), module, model.span, problems);
    for (name, what, at) in types_of(subject) {
        root.add(name, what, at, problems);
    }
}

/// Returns the types of a model besides its struct. They are re-exported from its module, so they
/// are in the root and in the module.
fn types_of(subject: &Subject<'_>) -> Vec<(String, String, Span)> {
    let model = subject.model;
    let name = &model.name;
    let mut types: Vec<_> = [
        (format!("New{name}"), "the input"),
        (format!("{name}Draft"), "the draft"),
        (format!("{name}Key"), "the key"),
        (model.plural.clone(), "the repository"),
    ]
    .into_iter()
    .chain(model.serde.map(|_| (format!("{name}Patch"), "the patch")))
    // A plural that cannot be used is reported as such.
    .filter(|(generated, _)| generated != name && is_type_name(generated))
    .map(|(generated, what)| {
        (
            generated,
            format!("{what} of the model `{name}`"),
            model.span,
        )
    })
    .collect();
    for (index, _) in subject.sound_indexes() {
        if let Rows::Own { name: rows, .. } = &index.rows {
            let what = format!("the rows of the index `{}` of `{name}`", index.name);
            types.push((rows.clone(), what, index.span));
        }
    }
    types
}

/// Markers of indexes are only in the module of their model.
fn markers_differ(subject: &Subject<'_>, problems: &mut Problems) {
    let model = subject.model;
    let mut module = Taken::default();
    let mut unreported = Problems::default();
    module.reserve(&model.name, "the model itself");
    for (name, what, at) in types_of(subject) {
        module.add(name, what, at, &mut unreported);
    }
    let marker = "the marker of the primary key".to_owned();
    module.add(PRIMARY_MARKER.to_owned(), marker, model.span, problems);
    for (index, _) in subject.sound_indexes() {
        let what = format!(
            "the marker of the index `{}` of `{}`",
            index.name, model.name
        );
        module.add(index.marker.clone(), what, index.span, problems);
    }
}

/// Names in one namespace of generated code, with the declarations that need them.
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
