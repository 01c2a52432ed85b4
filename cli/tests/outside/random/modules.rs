//! A crate with the models of many schemas, each in a module of its own.

use dynamite_codegen::generate::{Layout, generate};

use super::accepted::Accepted;
use crate::project::Project;

/// Types and functions that the schemas name.
const SUPPORT: &str = include_str!("../../../../tests/golden/support.rs");

/// What such a crate begins with.
const HEAD: &str = "\
//! Models of random schemas.
#![forbid(unsafe_code, nonstandard_style, missing_docs, missing_debug_implementations)]
#![deny(warnings)]

pub mod support;
pub mod uses;
";

/// What the module of uses begins with.
const USES: &str = "\
//! Repositories with hooks.

/// Hooks that do nothing.
#[derive(Clone, Debug)]
pub struct Quiet;

impl<M: dynamite::codegen_support::Model> dynamite::Hooks<M> for Quiet {}
";

pub(super) struct Modules<'a>(&'a [Accepted]);

impl<'a> Modules<'a> {
    pub(super) fn new(schemas: &'a [Accepted]) -> Self {
        Self(schemas)
    }

    /// Writes the sources of the crate.
    pub(super) fn write(&self, project: &Project) {
        let modules = self.0.iter().map(|schema| {
            let visibility = if is_public(schema) { "pub " } else { "" };
            let (seed, name) = (schema.seed, schema.module());
            format!("/// Schema {seed}.\n{visibility}mod {name};\n")
        });
        let modules: Vec<_> = modules.collect();
        project.write("src/lib.rs", &[HEAD, &modules.concat()].concat());
        project.write("src/support.rs", SUPPORT);
        let uses: Vec<_> = self.0.iter().filter(|it| is_public(it)).map(uses).collect();
        project.write("src/uses.rs", &[USES, &uses.concat()].concat());
        for schema in self.0 {
            let name = schema.module();
            let files = generate(&schema.schema, Layout::CheckedIn);
            let files = files.unwrap_or_else(|error| panic!("{error}:\n{}", schema.text));
            for (path, text) in files.iter() {
                project.write(&format!("src/{name}/{path}"), text);
            }
        }
    }
}

/// Whether the models can be seen from outside; what cannot may seem to be unused.
fn is_public(schema: &Accepted) -> bool {
    schema.seed % 4 != 3
}

/// A function for each model that makes its repository.
fn uses(schema: &Accepted) -> String {
    let module = schema.module();
    let models = schema.schema.models.iter().enumerate();
    let models = models.map(|(at, model)| {
        let repository = format!("crate::{module}::{}", model.plural);
        format!(
            "\n/// Makes one.\npub fn {module}_{at}(client: &dynamite::Client) -> {repository}<Quiet> {{\n    \
             {repository}::with_hooks(client, Quiet)\n}}\n"
        )
    });
    models.collect::<Vec<_>>().concat()
}
