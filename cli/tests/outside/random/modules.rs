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
";

pub(super) struct Modules<'a>(&'a [Accepted]);

impl<'a> Modules<'a> {
    pub(super) fn new(schemas: &'a [Accepted]) -> Self {
        Self(schemas)
    }

    /// Writes the sources of the crate.
    pub(super) fn write(&self, project: &Project) {
        let modules = self.0.iter().map(|schema| {
            // What is not seen from outside may seem to be unused.
            let visibility = if schema.seed % 4 == 3 { "" } else { "pub " };
            let (seed, name) = (schema.seed, schema.module());
            format!("/// Schema {seed}.\n{visibility}mod {name};\n")
        });
        project.write(
            "src/lib.rs",
            &std::iter::once(HEAD.to_owned())
                .chain(modules)
                .collect::<String>(),
        );
        project.write("src/support.rs", SUPPORT);
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
