//! `mod.rs`: the modules, and the names that are re-exported from them.

use std::collections::HashSet;

use crate::generate::error::GenerateError;
use crate::generate::parts::unique;
use crate::generate::text::context::Context;
use crate::generate::text::docs::{self, code};
use crate::generate::text::layout::Layout;
use crate::generate::text::source_file::{ALL_SCHEMA_FILES, SourceFile};
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::file_names;
use crate::generate::view::names::{self, ModelNames};
use dynamite_schema::ir::{NamedTypeKind, Schema, TypeId};

const TEMPLATE: Template = template!("root.rs.jinja");

/// Lints whose findings depend on the schema: on names and documentation in it, and on the
/// generated items that are used. The guide lists them, because a crate cannot forbid what is
/// allowed here.
const LINTS: &[&str] = &[
    "dead_code",
    "unreachable_pub",
    "unused_imports",
    "unused_qualifications",
    "clippy::approx_constant",
    "clippy::doc_lazy_continuation",
    "clippy::doc_markdown",
    "clippy::doc_overindented_list_items",
    "clippy::enum_variant_names",
    "clippy::iter_not_returning_iterator",
    "clippy::large_enum_variant",
    "clippy::many_single_char_names",
    "clippy::match_same_arms",
    "clippy::module_inception",
    "clippy::new_ret_no_self",
    "clippy::option_option",
    "clippy::pub_underscore_fields",
    "clippy::should_implement_trait",
    "clippy::similar_names",
    "clippy::struct_excessive_bools",
    "clippy::struct_field_names",
    "clippy::too_many_arguments",
    "clippy::too_many_lines",
    "clippy::type_complexity",
    "clippy::unreadable_literal",
    "clippy::upper_case_acronyms",
    "clippy::used_underscore_binding",
    "clippy::wrong_self_convention",
    "clippy::zero_sized_map_values",
    "rustdoc::bare_urls",
    "rustdoc::broken_intra_doc_links",
];

/// A module of the root.
struct Module {
    name: Tokens,
    file: String,
    docs: Tokens,
    exports: Vec<Tokens>,
}

/// The root file. `tables` has the Rust name of each table, and `flattened` the unions that items hold.
pub(super) fn file(
    schema: &Schema,
    tables: &[Tokens],
    flattened: &HashSet<TypeId>,
    layout: Layout,
) -> Result<SourceFile, GenerateError> {
    let modules = modules(schema, flattened)?;
    let (inner, outer) = match layout {
        Layout::CheckedIn => (Some(lints()?), None),
        // An included file cannot have attributes of its own.
        Layout::BuildScript => (None, Some(lints()?)),
    };
    let exporting = (modules.iter())
        .filter(|module| !module.exports.is_empty())
        .map(|module| {
            Context::new()
                .with("name", module.name.clone())
                .with("exports", Tokens::comma_separated(module.exports.clone()))
        });
    let of_models = tables.iter().map(|name| tokens!("self::tables::{}", name));
    let guards =
        unique::needs_guards(schema).then(|| tokens!("::dynamite::codegen_support::UNIQUE_GUARDS"));
    let tables = of_models
        .chain(guards)
        .map(|path| Context::new().with("path", path));
    let context = Context::new()
        .list("inner", inner)
        .list("outer", outer)
        .list("serde_blocks", is_serialized(schema).then(Context::new))
        .list("exporting", exporting)
        .list(
            "modules",
            modules.iter().map(|module| context(module, layout)),
        )
        .list("tables", tables);
    Ok(SourceFile::new(ALL_SCHEMA_FILES).add(TEMPLATE, context))
}

/// Returns true if something of the schema is serialized.
fn is_serialized(schema: &Schema) -> bool {
    let of_models = schema.models.iter().map(|model| model.serde);
    let mut all = of_models.chain(schema.types.iter().map(|ty| ty.serde));
    all.any(|serde| serde.is_some())
}

fn lints() -> Result<Context, GenerateError> {
    let lints = LINTS.iter().map(|lint| Tokens::path(lint));
    let list = Tokens::comma_separated(lints.collect::<Result<Vec<_>, _>>()?);
    let reason = Tokens::string("what they find depends on the schema");
    Ok(Context::new().with("list", tokens!("{}, reason = {}", list, reason)))
}

/// The modules in the order of the schema, the tables first.
fn modules(schema: &Schema, flattened: &HashSet<TypeId>) -> Result<Vec<Module>, GenerateError> {
    let tables = Module {
        name: tokens!("tables"),
        file: file_names::of_module("tables"),
        docs: docs::line("The tables, for `Client::sync` and whatever else needs their keys."),
        exports: Vec::new(),
    };
    let models = schema.models.iter().map(|model| {
        let names = ModelNames::of(model)?;
        let generated = format!("[`{}`], its key, its handles, its indexes.", names.model);
        Ok(Module {
            name: Tokens::ident(&model.module)?,
            file: file_names::of_module(&model.module),
            docs: docs::line(generated),
            exports: names.exports(model)?,
        })
    });
    let types = (0..).map(TypeId).zip(&schema.types).map(|(id, ty)| {
        let name = code(&ty.name);
        let is_flattened = flattened.contains(&id);
        let generated = match ty.kind {
            NamedTypeKind::Struct(_) => format!("{name}, and its handle."),
            _ if is_flattened => format!("{name}, and its handles."),
            NamedTypeKind::Enum { .. }
            | NamedTypeKind::Union { .. }
            | NamedTypeKind::Untagged(_) => format!("{name}."),
        };
        Ok(Module {
            name: Tokens::ident(&ty.module)?,
            file: file_names::of_module(&ty.module),
            docs: docs::line(generated),
            exports: names::type_exports(ty, is_flattened)?,
        })
    });
    std::iter::once(Ok(tables))
        .chain(models)
        .chain(types)
        .collect()
}

fn context(module: &Module, layout: Layout) -> Context {
    let declaration = match layout {
        Layout::CheckedIn if file_names::is_device(module.name.as_str()) => tokens!(
            "#[path = {}] pub mod {};",
            Tokens::string(&module.file),
            module.name
        ),
        Layout::CheckedIn => tokens!("pub mod {};", module.name),
        Layout::BuildScript => tokens!(
            "pub mod {} {{ include!(concat!(env!(\"OUT_DIR\"), {})); }}",
            module.name,
            Tokens::string(&format!("/dynamite/{}", module.file))
        ),
    };
    Context::new()
        .with("docs", module.docs.clone())
        .with("declaration", declaration)
}
