//! The handles of a model, as generated code makes them.

use std::ops::Deref;

use dynamite::codec::{
    Attribute, Bytes, DecodeError, EncodeError, List, Map, Reader, Set, Value, Writer,
};
use dynamite::expr::{Capabilities, Handle, KeyField, Optional, Path, Required};
use dynamite::types::{Decimal, Document, EpochSeconds};

/// The model. Only its handles are needed.
#[derive(Debug)]
pub(crate) enum Order {}

pub(crate) fn id() -> Path<Order, String, KeyField> {
    Path::attribute("id")
}

pub(crate) fn name() -> Path<Order, String, Required> {
    Path::attribute("name")
}

pub(crate) fn note() -> Path<Order, String, Optional> {
    Path::attribute("note")
}

pub(crate) fn quantity() -> Path<Order, u32, Required> {
    Path::attribute("quantity")
}

pub(crate) fn reserved() -> Path<Order, u32, Required> {
    Path::attribute("reserved")
}

pub(crate) fn total() -> Path<Order, Decimal, Required> {
    Path::attribute("total")
}

pub(crate) fn discount() -> Path<Order, Decimal, Optional> {
    Path::attribute("discount")
}

pub(crate) fn ratio() -> Path<Order, f64, Required> {
    Path::attribute("ratio")
}

pub(crate) fn seal() -> Path<Order, Bytes, Optional> {
    Path::attribute("seal")
}

pub(crate) fn expires() -> Path<Order, EpochSeconds, Optional> {
    Path::attribute("expires")
}

pub(crate) fn tags() -> Path<Order, Set<String>, Required> {
    Path::attribute("tags")
}

pub(crate) fn sizes() -> Path<Order, Set<u32>, Required> {
    Path::attribute("sizes")
}

pub(crate) fn lines() -> Path<Order, List<Line>, Required> {
    Path::attribute("lines")
}

pub(crate) fn grid() -> Path<Order, List<List<f64>>, Required> {
    Path::attribute("grid")
}

pub(crate) fn labels() -> Path<Order, Map<String>, Required> {
    Path::attribute("labels")
}

pub(crate) fn extra() -> Path<Order, Document, Optional> {
    Path::attribute("extra")
}

/// A nested type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) sku: String,
    pub(crate) count: u32,
}

pub(crate) fn line(sku: &str, count: u32) -> Line {
    let sku = sku.to_owned();
    Line { sku, count }
}

impl Attribute for Line {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = LinePath<M, C>;

    fn read<'de, R: Reader<'de>>(_: Value<'de>, _: &mut R) -> Result<Self, DecodeError> {
        Err(DecodeError::new(
            "nothing",
            "nothing: it is never read here",
        ))
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        writer.begin_map()?;
        writer.attribute("sku");
        writer.string(&value.sku)?;
        writer.attribute("count");
        u32::write(&value.count, writer)?;
        writer.end_map();
        Ok(())
    }
}

/// The handle of a nested type.
pub(crate) struct LinePath<M, C>(Path<M, Line, C>);

impl<M: 'static, C: Capabilities> LinePath<M, C> {
    pub(crate) fn sku(self) -> Path<M, String, C::Required> {
        self.0.child::<String, C::Required>("sku")
    }

    pub(crate) fn count(self) -> Path<M, u32, C::Required> {
        self.0.child::<u32, C::Required>("count")
    }

    pub(crate) fn marks(self) -> Path<M, Set<String>, C::Required> {
        self.0.child::<Set<String>, C::Required>("marks")
    }
}

impl<M, C> From<Path<M, Line, C>> for LinePath<M, C> {
    fn from(path: Path<M, Line, C>) -> Self {
        Self(path)
    }
}

impl<M, C> Deref for LinePath<M, C> {
    type Target = Path<M, Line, C>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<M, C> Handle for LinePath<M, C> {
    type Model = M;
    type Attribute = Line;
    type Capabilities = C;

    fn into_path(self) -> Path<M, Line, C> {
        self.0
    }
}
