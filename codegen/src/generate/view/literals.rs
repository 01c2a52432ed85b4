//! Constants of the schema as Rust expressions.

use proc_macro2::Literal as Token;

use crate::generate::error::GenerateError;
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{
    Field, Literal, NamedTypeKind, Number, Scalar, Schema, Type, TypeId, Ulid, Uuid,
};

/// A constant as an expression of its field's type.
pub(crate) enum Constant {
    /// It is what `Default` gives, here by the name of the constructor.
    Empty(Tokens),
    /// It is a constant for Rust, too.
    Const(Tokens),
    /// It has to be made.
    Made(Tokens),
}

/// The expression of a constant.
pub(crate) fn constant(
    schema: &Schema,
    field: &Field,
    literal: &Literal,
) -> Result<Constant, GenerateError> {
    Ok(match literal {
        Literal::String(text) if text.is_empty() => empty(&field.ty),
        Literal::Bytes(bytes) if bytes.is_empty() => empty(&field.ty),
        Literal::Empty => empty(&field.ty),
        Literal::String(text) => {
            Constant::Made(tokens!("rt::String::from({})", Tokens::string(text)))
        }
        Literal::Bytes(bytes) => {
            let bytes = Tokens::literal(&Token::byte_string(bytes));
            Constant::Made(tokens!("{}.to_vec()", bytes))
        }
        Literal::Bool(true) => Constant::Const(tokens!("true")),
        Literal::Bool(false) => Constant::Const(tokens!("false")),
        Literal::Integer(value) => Constant::Const(token(&Token::i128_unsuffixed(*value))),
        Literal::F32(value) if value.is_finite() => {
            Constant::Const(token(&Token::f32_unsuffixed(*value)))
        }
        Literal::F64(value) if value.is_finite() => {
            Constant::Const(token(&Token::f64_unsuffixed(*value)))
        }
        Literal::F32(value) => return Err(wrong(field, "a finite number", &value.to_string())),
        Literal::F64(value) => return Err(wrong(field, "a finite number", &value.to_string())),
        Literal::Decimal(value) => Constant::Const(tokens!("const {{ {} }}", decimal(*value))),
        Literal::Uuid(Uuid(bits)) => Constant::Const(tokens!(
            "rt::Uuid::from_u128({})",
            token(&Token::u128_unsuffixed(*bits))
        )),
        Literal::Ulid(Ulid(bits)) => Constant::Const(tokens!(
            "rt::Ulid({})",
            token(&Token::u128_unsuffixed(*bits))
        )),
        Literal::Date(date) => Constant::Const(tokens!(
            "rt::Date::constant({}, {}, {})",
            number(date.year.into()),
            number(date.month.into()),
            number(date.day.into())
        )),
        Literal::Timestamp(time) => {
            let (seconds, nanoseconds) = time.since_1970();
            Constant::Const(tokens!(
                "rt::Timestamp::constant({}, {})",
                number(seconds),
                number(nanoseconds.into())
            ))
        }
        Literal::EnumValue(id, position) => {
            Constant::Const(enum_value(schema, field, *id, *position)?)
        }
    })
}

fn empty(ty: &Type) -> Constant {
    Constant::Empty(match ty {
        Type::Map(_) => tokens!("::std::collections::BTreeMap::new()"),
        Type::Set(_) => tokens!("::std::collections::BTreeSet::new()"),
        Type::Scalar(Scalar::String) => tokens!("rt::String::new()"),
        _ => tokens!("rt::Vec::new()"),
    })
}

/// What a constant looks like in documentation, if it is short enough to be shown.
pub(crate) fn shown(schema: &Schema, literal: &Literal) -> Option<String> {
    let text = match literal {
        Literal::String(text) => format!("{text:?}"),
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::F32(value) => value.to_string(),
        Literal::F64(value) => value.to_string(),
        Literal::Decimal(value) => value.text(),
        Literal::Uuid(id) => id.to_string(),
        Literal::Ulid(id) => id.to_string(),
        Literal::Timestamp(time) => time.to_string(),
        Literal::Date(date) => date.to_string(),
        Literal::EnumValue(id, position) => match &schema.named_type(*id).kind {
            NamedTypeKind::Enum { values, .. } => values.get(*position)?.stored.clone(),
            _ => return None,
        },
        Literal::Bytes(_) | Literal::Empty => return None,
    };
    (text.len() <= 60).then_some(text)
}

fn wrong(field: &Field, expected: &'static str, found: &str) -> GenerateError {
    GenerateError::Default {
        field: field.name.clone(),
        expected,
        found: found.to_owned(),
    }
}

fn enum_value(
    schema: &Schema,
    field: &Field,
    id: TypeId,
    position: usize,
) -> Result<Tokens, GenerateError> {
    let ty = schema.named_type(id);
    let value = match &ty.kind {
        NamedTypeKind::Enum { values, .. } => values.get(position),
        NamedTypeKind::Struct(_) | NamedTypeKind::Union { .. } | NamedTypeKind::Untagged(_) => None,
    };
    let value = value.ok_or_else(|| wrong(field, "enum", &position.to_string()))?;
    Ok(tokens!(
        "super::{}::{}",
        Tokens::ident(&ty.name)?,
        Tokens::ident(&value.rust_name)?
    ))
}

/// The call that makes a decimal number in a constant.
pub(crate) fn decimal(value: Number) -> Tokens {
    tokens!("rt::decimal_literal({})", Tokens::string(&value.text()))
}

fn number(value: i64) -> Tokens {
    token(&Token::i64_unsuffixed(value))
}

fn token(literal: &Token) -> Tokens {
    Tokens::literal(literal)
}
