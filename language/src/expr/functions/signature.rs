//! Signatures of functions.

use std::fmt;

use dynamite_core::KeyKind;
use dynamite_core::expr::{FunctionError, Value};

use super::Arguments;

/// A way to call a function.
pub(in crate::expr) struct Signature {
    pub(in crate::expr) parameters: &'static [Parameter],
    pub(in crate::expr) result: Sig,
    pub(in crate::expr) nulls: Nulls,
    pub(in crate::expr) run: Run,
}

/// What becomes of a null argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::expr) enum Nulls {
    /// The result is null.
    Propagate,
    /// The function takes it where its signature says so.
    Taken,
}

/// A parameter.
pub(in crate::expr) struct Parameter {
    pub(in crate::expr) name: &'static str,
    pub(in crate::expr) takes: Takes,
    pub(in crate::expr) count: Count,
}

/// How many arguments a parameter takes. Only the last may take another number than one, or several
/// that may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::expr) enum Count {
    One,
    /// One, or none.
    Optional,
    /// One or more.
    Repeated,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug)]
pub(in crate::expr) enum Takes {
    /// A value.
    Value(Sig),
    /// A function of an item of the list before it, which returns this.
    Lambda(Sig),
    /// A constant.
    Constant(Constant),
}

/// An argument that is known before a value is.
#[derive(Clone, Copy, Debug)]
pub(in crate::expr) enum Constant {
    /// One of these words, without quotes.
    Word(&'static [&'static str]),
    /// A regular expression.
    Regex,
    /// A pattern by which times are written.
    Pattern,
    /// A pattern by which times are read: it has a date.
    ReadPattern,
}

/// The type of a parameter or result.
#[derive(Clone, Copy, Debug)]
pub(in crate::expr) enum Sig {
    Bool,
    Number,
    String,
    Bytes,
    Timestamp,
    Date,
    /// Anything.
    Json,
    Set(KeyKind),
    /// The name of a time zone: checked at once if it is a constant.
    Zone,
    /// Some type: the same wherever it stands.
    T,
    /// Another.
    U,
    List(&'static Sig),
    Map(&'static Sig),
    /// Or null.
    Nullable(&'static Sig),
}

/// What a call does.
#[derive(Clone, Copy)]
pub(in crate::expr) enum Run {
    /// Evaluates all arguments and passes them to a function.
    Plain(fn(&Arguments<'_>) -> Result<Value, FunctionError>),
    /// The second argument if the first is true, else the third.
    If,
    /// The first argument that is not null.
    Coalesce,
    /// The start of the run.
    Now,
    /// Evaluates a function of each item.
    Each(Each),
}

/// What is done with the values of a function of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::expr) enum Each {
    /// They are the result.
    Map,
    /// The result is the items for which they are true.
    Filter,
    /// The items are sorted by them.
    Sort,
    /// Whether one is true.
    Any,
    /// Whether all are true.
    All,
}

/// A parameter that takes one value.
pub(super) const fn one(name: &'static str, sig: Sig) -> Parameter {
    let takes = Takes::Value(sig);
    let count = Count::One;
    Parameter { name, takes, count }
}

/// A parameter that may be left out.
pub(super) const fn optional(name: &'static str, sig: Sig) -> Parameter {
    let takes = Takes::Value(sig);
    let count = Count::Optional;
    Parameter { name, takes, count }
}

/// A parameter that takes one value or more.
pub(super) const fn repeated(name: &'static str, sig: Sig) -> Parameter {
    let takes = Takes::Value(sig);
    let count = Count::Repeated;
    Parameter { name, takes, count }
}

/// A parameter that takes a constant.
pub(super) const fn constant(name: &'static str, constant: Constant) -> Parameter {
    let takes = Takes::Constant(constant);
    let count = Count::One;
    Parameter { name, takes, count }
}

/// A parameter that takes a function of an item.
pub(super) const fn lambda(name: &'static str, result: Sig) -> Parameter {
    let takes = Takes::Lambda(result);
    let count = Count::One;
    Parameter { name, takes, count }
}

/// A signature whose result is null if an argument is.
pub(super) const fn strict(
    parameters: &'static [Parameter],
    result: Sig,
    run: fn(&Arguments<'_>) -> Result<Value, FunctionError>,
) -> Signature {
    Signature {
        parameters,
        result,
        nulls: Nulls::Propagate,
        run: Run::Plain(run),
    }
}

impl fmt::Display for Sig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("number"),
            Self::String | Self::Zone => f.write_str("string"),
            Self::Bytes => f.write_str("bytes"),
            Self::Timestamp => f.write_str("timestamp"),
            Self::Date => f.write_str("date"),
            Self::Json => f.write_str("json"),
            Self::Set(KeyKind::String) => f.write_str("set<string>"),
            Self::Set(KeyKind::Number) => f.write_str("set<number>"),
            Self::Set(KeyKind::Binary) => f.write_str("set<bytes>"),
            Self::T => f.write_str("T"),
            Self::U => f.write_str("U"),
            Self::List(of) => write!(f, "list<{of}>"),
            Self::Map(of) => write!(f, "map<{of}>"),
            Self::Nullable(of) => write!(f, "{of}?"),
        }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.takes {
            Takes::Value(sig) => write!(f, "{}: {sig}", self.name)?,
            Takes::Lambda(result) => write!(f, "item -> {result}")?,
            Takes::Constant(Constant::Regex) => write!(f, "{}: constant string", self.name)?,
            Takes::Constant(Constant::Pattern | Constant::ReadPattern) => {
                write!(f, "{}: constant string", self.name)?;
            }
            Takes::Constant(Constant::Word(_)) => f.write_str(self.name)?,
        }
        f.write_str(match self.count {
            Count::One | Count::Optional => "",
            Count::Repeated => ", …",
        })
    }
}

/// What follows the name: `(text: string, length: number) → string`.
impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for (position, parameter) in self.parameters.iter().enumerate() {
            let comma = if position > 0 { ", " } else { "" };
            match parameter.count {
                Count::Optional => write!(f, "[{comma}{parameter}]")?,
                Count::One | Count::Repeated => write!(f, "{comma}{parameter}")?,
            }
        }
        write!(f, ") → {}", self.result)
    }
}
