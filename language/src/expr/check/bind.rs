//! Signatures against the types of arguments.

use crate::expr::functions::{Nulls, Sig};
use crate::expr::types::{Kind, Type};
use dynamite_core::KeyKind;

/// The types that the variables of a signature stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Variables {
    t: Option<Type>,
    u: Option<Type>,
}

/// Why an argument does not fit.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mismatch {
    /// It is of another kind than this.
    Kind(String),
    /// It may be null.
    Null,
}

impl Variables {
    /// Takes an argument of a type for a parameter.
    pub(super) fn bind(&mut self, sig: Sig, ty: &Type, nulls: Nulls) -> Result<(), Mismatch> {
        if nulls == Nulls::Propagate {
            let nullable = false;
            let kind = ty.kind.clone();
            return self.take(sig, &Type { kind, nullable });
        }
        self.take(sig, ty)
    }

    fn take(&mut self, sig: Sig, ty: &Type) -> Result<(), Mismatch> {
        let mismatch = || Mismatch::Kind(sig.to_string());
        match (sig, &ty.kind) {
            (Sig::Json, _) => return Ok(()),
            (Sig::T, _) => return take_variable(&mut self.t, ty),
            (Sig::U, _) => return take_variable(&mut self.u, ty),
            (Sig::Nullable(of), kind) => return self.take(*of, &kind.clone().required()),
            (_, Kind::Null)
            | (Sig::Bool, Kind::Bool)
            | (Sig::Number, Kind::Number)
            | (Sig::String | Sig::Zone, Kind::String)
            | (Sig::Bytes, Kind::Bytes)
            | (Sig::Timestamp, Kind::Timestamp)
            | (Sig::Date, Kind::Date) => {}
            (Sig::Set(one), Kind::Set(other)) if one == *other => {}
            (Sig::List(of), Kind::List(item)) | (Sig::Map(of), Kind::Map(item)) => {
                self.take(*of, item).map_err(|it| match it {
                    Mismatch::Kind(_) => mismatch(),
                    Mismatch::Null => Mismatch::Null,
                })?;
            }
            (Sig::Map(of), Kind::Record(_)) => {
                self.take(*of, &Kind::Json.optional())
                    .map_err(|_| mismatch())?;
            }
            _ => return Err(mismatch()),
        }
        if ty.nullable {
            return Err(Mismatch::Null);
        }
        Ok(())
    }

    /// Returns the type that a part of a signature stands for.
    pub(super) fn resolve(&self, sig: Sig) -> Type {
        let never = || Kind::Null.required();
        match sig {
            Sig::Bool => Kind::Bool.required(),
            Sig::Number => Kind::Number.required(),
            Sig::String | Sig::Zone => Kind::String.required(),
            Sig::Bytes => Kind::Bytes.required(),
            Sig::Timestamp => Kind::Timestamp.required(),
            Sig::Date => Kind::Date.required(),
            Sig::Json => Kind::Json.optional(),
            Sig::Set(of @ (KeyKind::String | KeyKind::Number | KeyKind::Binary)) => {
                Kind::Set(of).required()
            }
            Sig::T => self.t.clone().unwrap_or_else(never),
            Sig::U => self.u.clone().unwrap_or_else(never),
            Sig::List(of) => Kind::list(self.resolve(*of)).required(),
            Sig::Map(of) => Kind::map(self.resolve(*of)).required(),
            Sig::Nullable(of) => self.resolve(*of).or_null(true),
        }
    }
}

fn take_variable(variable: &mut Option<Type>, ty: &Type) -> Result<(), Mismatch> {
    let common = match variable {
        Some(before) => before
            .with(ty)
            .ok_or_else(|| Mismatch::Kind(before.to_string()))?,
        None => ty.clone(),
    };
    *variable = Some(common);
    Ok(())
}
