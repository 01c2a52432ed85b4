//! Rules of fields: the constants that hold them, and the calls that apply them.

use std::collections::HashSet;

use heck::ToShoutySnakeCase;

use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::literals::decimal;
use crate::generate::view::{names, rust_types};
use dynamite_schema::ir::{Check, NamedType, Normalize, Rule, Schema, Step, TypeId};

/// The constants that hold rules.
pub(crate) const TEMPLATE: Template = template!("rules.rs.jinja");

/// The rules that one file declares: a constant for each field that has any.
pub(crate) struct Statics {
    /// Whether what a function says about a value may be as secret as the value.
    is_secret: bool,
    taken: HashSet<String>,
    declared: Vec<Context>,
}

impl Statics {
    pub(crate) fn new(is_secret: bool) -> Self {
        Self {
            is_secret,
            taken: HashSet::new(),
            declared: Vec::new(),
        }
    }

    /// Declares the rules of these fields, and tells each field where its own are. `prefix` keeps
    /// the fields of different variants apart.
    pub(crate) fn declare(
        &mut self,
        prefix: &str,
        fields: &mut [FieldCode<'_>],
    ) -> Result<(), GenerateError> {
        for code in fields {
            let field = code.field;
            if field.rules.is_empty() {
                continue;
            }
            let name = format!("{prefix}_{}", field.rust_name).to_shouty_snake_case();
            let name = names::unique(&format!("RULES_OF_{name}"), &mut self.taken);
            let name = Tokens::ident(&name)?;
            let context = self.context(&name, code)?;
            self.declared.push(context);
            code.rules = Some(name);
        }
        Ok(())
    }

    fn context(&self, name: &Tokens, code: &FieldCode<'_>) -> Result<Context, GenerateError> {
        let rules = &code.field.rules;
        let steps = rules.normalize.iter().map(step);
        let steps = steps.collect::<Result<Vec<_>, _>>()?;
        let is_secret = self.is_secret || code.field.sensitive;
        let checks = rules.checks.iter().map(|it| check(it, code, is_secret));
        Ok(Context::new()
            .with("name", name.clone())
            .with("normalize", Tokens::comma_separated(steps))
            .list("checks", checks.collect::<Result<Vec<_>, _>>()?))
    }

    /// What the template declares.
    pub(crate) fn into_context(self) -> Context {
        Context::new().list("rules", self.declared)
    }
}

/// The types of whose values sensitive fields consist, alone or inside something.
pub(crate) fn secret_types(schema: &Schema) -> HashSet<TypeId> {
    let of_models = schema.models.iter().flat_map(|model| &model.fields);
    let of_types = schema.types.iter().flat_map(NamedType::fields);
    let secrets = of_models.chain(of_types).filter(|field| field.sensitive);
    secrets
        .flat_map(|field| rust_types::named_types(schema, &field.ty))
        .collect()
}

fn step(normalize: &Normalize) -> Result<Tokens, GenerateError> {
    Ok(match &normalize.step {
        Step::Trim => tokens!("rt::Normalize::Trim"),
        Step::CollapseWhitespace => tokens!("rt::Normalize::CollapseWhitespace"),
        Step::Lowercase => tokens!("rt::Normalize::Lowercase"),
        Step::Uppercase => tokens!("rt::Normalize::Uppercase"),
        Step::Rust(path) => tokens!("rt::Normalize::Rust({})", Tokens::path(path)?),
    })
}

fn check(check: &Check, field: &FieldCode<'_>, is_secret: bool) -> Result<Context, GenerateError> {
    let message = match (&check.message, &check.rule) {
        (Some(message), _) => Some(message.clone()),
        // What the function says may repeat the value.
        (None, Rule::Rust(path)) if is_secret => Some(format!("must pass `{path}`")),
        (None, _) => None,
    };
    let rule = rule(&check.rule, field)?;
    let made = match message {
        Some(text) => tokens!("rt::Check::saying({}, {})", Tokens::string(&text), rule),
        None => tokens!("rt::Check::new({})", rule),
    };
    Ok(Context::new().with("made", made))
}

fn rule(rule: &Rule, field: &FieldCode<'_>) -> Result<Tokens, GenerateError> {
    let length = |length: &usize| Tokens::number(*length);
    Ok(match rule {
        Rule::NotBlank => tokens!("rt::Rule::NotBlank"),
        Rule::MinLength(least) => tokens!("rt::Rule::MinLength({})", length(least)),
        Rule::MaxLength(most) => tokens!("rt::Rule::MaxLength({})", length(most)),
        Rule::Min(least) => tokens!("rt::Rule::Min({})", decimal(*least)),
        Rule::Max(most) => tokens!("rt::Rule::Max({})", decimal(*most)),
        // Compiled once, so it has a place of its own.
        Rule::Pattern(pattern) => tokens!(
            "rt::Rule::Pattern({{ static PATTERN: rt::Pattern = rt::Pattern::new({}); &PATTERN }})",
            Tokens::string(pattern.source())
        ),
        // A format has the same name in the schema and in Rust.
        Rule::Format(it) => tokens!(
            "rt::Rule::Format(rt::Format::{})",
            Tokens::ident(&format!("{it:?}"))?
        ),
        // A closure in a closure, so that a function may take `&str` for a `String`.
        Rule::Rust(path) => tokens!(
            "rt::Rule::Rust(rt::RustCheck {{ path: {}, \
             call: |value| rt::rust_check(value, |value: &{}| {}(value)) }})",
            Tokens::string(path),
            field.value,
            Tokens::path(path)?
        ),
    })
}

/// The calls that normalize a field, as far as there is something to normalize. `place` is a
/// mutable reference to the field.
pub(crate) fn normalize(field: &FieldCode<'_>, place: &Tokens) -> Option<Tokens> {
    let form = &field.stored;
    let method = if field.field.optional {
        tokens!("normalize_optional")
    } else {
        tokens!("normalize")
    };
    match &field.rules {
        Some(rules) if !field.field.rules.normalize.is_empty() => {
            Some(tokens!("{}.{}::<{}>({})", rules, method, form, place))
        }
        _ if field.normalizes_inside => Some(tokens!("rt::{}::<{}>({})", method, form, place)),
        _ => None,
    }
}

/// The call that checks a field, if there is something to check. `place` is a reference to the
/// field.
pub(crate) fn check_field(field: &FieldCode<'_>, place: &Tokens) -> Option<Tokens> {
    let (form, attribute) = (&field.stored, &field.attribute);
    let optional = field.field.optional;
    match &field.rules {
        Some(rules) if !field.field.rules.checks.is_empty() => {
            let method = if optional {
                tokens!("optional_ruled_field")
            } else {
                tokens!("ruled_field")
            };
            let rules = tokens!("&{}", rules);
            let arguments = Tokens::comma_separated([attribute.clone(), place.clone(), rules]);
            Some(tokens!("checker.{}::<{}>({})", method, form, arguments))
        }
        _ if field.checks_inside && field.field.flatten => {
            let method = if optional {
                tokens!("optional_union_fields")
            } else {
                tokens!("union_fields")
            };
            Some(tokens!("checker.{}::<{}>({})", method, form, place))
        }
        _ if field.checks_inside => {
            let method = if optional {
                tokens!("optional_field")
            } else {
                tokens!("field")
            };
            let arguments = Tokens::comma_separated([attribute.clone(), place.clone()]);
            Some(tokens!("checker.{}::<{}>({})", method, form, arguments))
        }
        _ => None,
    }
}

/// A function body of these calls; nothing if there are none.
pub(crate) fn block(calls: impl IntoIterator<Item = Tokens>) -> Option<Context> {
    let calls: Vec<_> = calls
        .into_iter()
        .map(|call| Context::new().with("call", call))
        .collect();
    (!calls.is_empty()).then(|| Context::new().list("calls", calls))
}
