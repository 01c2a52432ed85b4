//! Templates: the layout of generated code, which stands beside the file that fills it in.
//!
//! The formatter prints tokens and refuses everything else, and a name that the context lacks is an
//! error.

use std::collections::HashSet;
use std::hash::{Hash, Hasher};

use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use rustc_hash::FxBuildHasher;

use super::context::Context;
use super::layout::Layout;
use super::tokens::Tokens;
use crate::generate::error::GenerateError;

/// A template.
#[derive(Clone, Copy)]
pub(crate) struct Template {
    /// Its file name, which no other template has.
    pub(super) name: &'static str,
    text: &'static str,
}

impl Template {
    /// For `template!`, which reads the text.
    pub(crate) const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text }
    }
}

impl Hash for Template {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// The template in a file beside the one that this stands in: `template!("key.rs.jinja")`.
macro_rules! template {
    ($name:literal) => {
        $crate::generate::text::templates::Template::new($name, ::core::include_str!($name))
    };
}
pub(crate) use template;

/// Renders templates for one layout. Each is parsed when it is first used.
pub(crate) struct Templates {
    environment: Environment<'static>,
    parsed: HashSet<&'static str, FxBuildHasher>,
    pub(super) layout: Layout,
}

impl Templates {
    pub(crate) fn new(layout: Layout) -> Self {
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_formatter(print_tokens_only);
        Self {
            environment,
            parsed: HashSet::default(),
            layout,
        }
    }

    pub(super) fn render(
        &mut self,
        template: Template,
        context: Context,
    ) -> Result<String, GenerateError> {
        let Template { name, text } = template;
        if self.parsed.insert(name) {
            let added = self.environment.add_template(name, text);
            added.map_err(|error| failed(name, &error))?;
        }
        self.environment
            .get_template(name)
            .and_then(|template| template.render(context.into_value()))
            .map_err(|error| failed(name, &error))
    }
}

fn print_tokens_only(
    out: &mut Output<'_>,
    _: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    match value.downcast_object_ref::<Tokens>() {
        Some(tokens) => out.write_str(tokens.as_str()).map_err(Error::from),
        None => Err(Error::new(
            ErrorKind::BadSerialization,
            format!("only tokens can be printed, and this is a {}", value.kind()),
        )),
    }
}

fn failed(template: &'static str, error: &Error) -> GenerateError {
    GenerateError::Template {
        template,
        line: error.line().unwrap_or_default(),
        message: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn render(text: &'static str, context: Context) -> Result<String, GenerateError> {
        Templates::new(Layout::CheckedIn).render(Template::new("test", text), context)
    }

    #[test]
    fn only_tokens_are_printed() {
        let context = || Context::new().list("list", [Context::new()]);
        for text in [
            "{{ 1 }}",
            "{{ true }}",
            "{{ none }}",
            "{{ 'a' }}",
            "{{ list }}",
            "{{ [] }}",
        ] {
            assert!(render(text, context()).is_err(), "{text}");
        }
        let tokens = Context::new().with("name", Tokens::string("a"));
        assert_eq!(render("{{ name }}", tokens).unwrap(), "\"a\"");
    }

    #[test]
    fn unknown_names_are_errors_with_template_and_line() {
        let error = render("a\n{{ b }}", Context::new()).unwrap_err();
        let GenerateError::Template { template, line, .. } = error else {
            panic!("{error}");
        };
        assert_eq!((template, line), ("test", 2));
        assert!(render("{% for a in b %}{% endfor %}", Context::new()).is_err());
    }

    /// Templates are known by their file names.
    #[test]
    fn no_two_templates_have_one_name() {
        let mut names = std::collections::BTreeSet::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/generate")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|end| end == "jinja") {
                    let name = path.file_name().unwrap().to_owned();
                    assert!(names.insert(name), "{}", path.display());
                }
            }
        }
        assert!(!names.is_empty());
    }
}
