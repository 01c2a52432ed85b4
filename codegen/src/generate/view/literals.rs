//! Constants of the schema as Rust expressions.

use proc_macro2::Literal as Token;

use crate::generate::error::GenerateError;
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{Field, Literal, NamedTypeKind, Scalar, Schema, Type, TypeId};

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
        Literal::Integer(text) => Constant::Const(integer(field, text)?),
        Literal::Float(text) => Constant::Const(float(field, text)?),
        Literal::Decimal(text) => Constant::Const(tokens!(
            "const {{ rt::decimal_literal({}) }}",
            Tokens::string(text)
        )),
        Literal::Text(text) => Constant::Const(scalar(field, text)?),
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
        Literal::Integer(text)
        | Literal::Float(text)
        | Literal::Decimal(text)
        | Literal::Text(text) => text.clone(),
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

fn integer(field: &Field, text: &str) -> Result<Tokens, GenerateError> {
    if let Ok(value) = text.parse::<u128>() {
        return Ok(Tokens::literal(&Token::u128_unsuffixed(value)));
    }
    match text.parse::<i128>() {
        Ok(value) => Ok(Tokens::literal(&Token::i128_unsuffixed(value))),
        Err(_) => Err(wrong(field, "integer", text)),
    }
}

fn float(field: &Field, text: &str) -> Result<Tokens, GenerateError> {
    let literal = if field.ty == Type::Scalar(Scalar::F32) {
        text.parse::<f32>()
            .ok()
            .filter(|value| value.is_finite())
            .map(Token::f32_unsuffixed)
    } else {
        text.parse::<f64>()
            .ok()
            .filter(|value| value.is_finite())
            .map(Token::f64_unsuffixed)
    };
    literal
        .map(|literal| Tokens::literal(&literal))
        .ok_or_else(|| wrong(field, "float", text))
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
        NamedTypeKind::Struct(_) | NamedTypeKind::Union { .. } => None,
    };
    let value = value.ok_or_else(|| wrong(field, "enum", &position.to_string()))?;
    Ok(tokens!(
        "super::{}::{}",
        Tokens::ident(&ty.name)?,
        Tokens::ident(&value.rust_name)?
    ))
}

/// Uuid, ulid, timestamp or date, from canonical text.
fn scalar(field: &Field, text: &str) -> Result<Tokens, GenerateError> {
    let (expected, tokens) = match &field.ty {
        Type::Scalar(Scalar::Uuid(_)) => ("uuid", uuid(text)),
        Type::Scalar(Scalar::Ulid(_)) => ("ulid", ulid(text)),
        Type::Scalar(Scalar::Timestamp(_)) => ("timestamp", timestamp(text)),
        Type::Scalar(Scalar::Date) => ("date", date(text)),
        _ => ("its field", None),
    };
    tokens.ok_or_else(|| wrong(field, expected, text))
}

fn uuid(text: &str) -> Option<Tokens> {
    let value = u128::from_str_radix(&text.replace('-', ""), 16).ok()?;
    let value = Tokens::literal(&Token::u128_unsuffixed(value));
    Some(tokens!("rt::Uuid::from_u128({})", value))
}

fn ulid(text: &str) -> Option<Tokens> {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let value = text.bytes().try_fold(0_u128, |value, byte| {
        let digit = ALPHABET.iter().position(|other| *other == byte)?;
        value.checked_mul(32)?.checked_add(digit as u128)
    })?;
    let value = Tokens::literal(&Token::u128_unsuffixed(value));
    Some(tokens!("rt::Ulid({})", value))
}

fn date(text: &str) -> Option<Tokens> {
    let (year, month, day) = year_month_day(text)?;
    Some(tokens!(
        "rt::Date::constant({}, {}, {})",
        number(year),
        number(month),
        number(day)
    ))
}

/// `YYYY-MM-DDThh:mm:ss.mmmZ`, as seconds since 1970 and nanoseconds after them.
fn timestamp(text: &str) -> Option<Tokens> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (year, month, day) = year_month_day(date)?;
    let (clock, millis) = time.split_once('.').unwrap_or((time, "0"));
    let mut parts = clock.split(':').map(|part| part.parse::<i64>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let seconds = days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    let nanos = format!("{millis:0<9}").get(..9)?.parse::<i64>().ok()?;
    Some(tokens!(
        "rt::Timestamp::constant({}, {})",
        number(seconds),
        number(nanos)
    ))
}

fn number(value: i64) -> Tokens {
    Tokens::literal(&Token::i64_unsuffixed(value))
}

fn year_month_day(text: &str) -> Option<(i64, i64, i64)> {
    let mut parts = text.split('-').map(|part| part.parse::<i64>().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

/// Days of the proleptic Gregorian calendar, with the year starting in March so that the leap
/// day is its last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + day_of_year - 719_468
}
