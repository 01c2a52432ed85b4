//! The templates, and what may be put into them.
//!
//! A context holds tokens and lists of contexts, nothing else: what a template makes depends on
//! its context alone, whose hash says whether it has to be rendered again. The formatter prints
//! tokens and refuses everything else, and a name that the context lacks is an error.

use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::tokens::Tokens;
use super::{GenerateError, Layout};

macro_rules! template {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $name)),
        )
    };
}

/// Every template: file name and text.
const TEMPLATES: &[(&str, &str)] = &[
    template!("debug.rs.jinja"),
    template!("draft.rs.jinja"),
    template!("enum.rs.jinja"),
    template!("handles.rs.jinja"),
    template!("index.rs.jinja"),
    template!("key.rs.jinja"),
    template!("lifecycle.rs.jinja"),
    template!("model_impl.rs.jinja"),
    template!("nested.rs.jinja"),
    template!("relations.rs.jinja"),
    template!("repository.rs.jinja"),
    template!("root.rs.jinja"),
    template!("row.rs.jinja"),
    template!("rules.rs.jinja"),
    template!("struct.rs.jinja"),
    template!("tables.rs.jinja"),
    template!("union.rs.jinja"),
];

/// What a template is rendered with.
#[derive(Clone, Default, Hash)]
pub(super) struct Context(Vec<(&'static str, Part)>);

/// What a name stands for in a template.
#[derive(Clone, Hash)]
enum Part {
    Tokens(Tokens),
    List(Vec<Context>),
}

impl Context {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds something to print.
    pub(super) fn with(mut self, name: &'static str, tokens: Tokens) -> Self {
        self.0.push((name, Part::Tokens(tokens)));
        self
    }

    /// Adds something to loop over. What may be there or not is a list of one or none.
    pub(super) fn list(
        mut self,
        name: &'static str,
        elements: impl IntoIterator<Item = Self>,
    ) -> Self {
        self.0
            .push((name, Part::List(elements.into_iter().collect())));
        self
    }

    fn into_value(self) -> Value {
        let pairs = self.0.into_iter();
        Value::from_pairs(pairs.map(|(name, part)| (name, part.into_value())))
    }
}

impl Part {
    fn into_value(self) -> Value {
        match self {
            Self::Tokens(tokens) => tokens.into(),
            Self::List(elements) => {
                let elements = elements.into_iter().map(Context::into_value);
                elements.collect::<Vec<_>>().into()
            }
        }
    }
}

/// The templates, parsed, and where what they make will live.
pub(crate) struct Templates {
    environment: Environment<'static>,
    pub(super) layout: Layout,
}

impl Templates {
    pub(crate) fn new(layout: Layout) -> Result<Self, GenerateError> {
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_formatter(print_tokens_only);
        for (name, text) in TEMPLATES {
            environment
                .add_template(name, text)
                .map_err(|error| failed(name, &error))?;
        }
        Ok(Self {
            environment,
            layout,
        })
    }

    pub(super) fn render(
        &self,
        name: &'static str,
        context: Context,
    ) -> Result<String, GenerateError> {
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
    use super::*;

    fn render(text: &'static str, context: Context) -> Result<String, GenerateError> {
        let mut templates = Templates::new(Layout::CheckedIn)?;
        let added = templates.environment.add_template("test", text);
        added.map_err(|error| failed("test", &error))?;
        templates.render("test", context)
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
}
