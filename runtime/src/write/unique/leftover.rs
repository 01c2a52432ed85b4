//! Guards that name a table by its former name, updated like any other items.

use super::guard::{CLAIM, TABLE};
use super::value::guard_prefix;
use crate::Error;
use crate::codec::{DecodeError, EncodeError, FieldWriter, Reader, Writer, read_fields};
use crate::expr::{KeyField, Required};
use crate::fresh::Fresh;
use crate::model::{
    Draft, GUARD, Key, Model, ModelDescriptor, Row, StoredKey, UNIQUE_GUARDS, Unlocked,
};
use crate::path::Path;
use crate::repository::Repository;

/// Renames the former table to the present one in the guards of this repository's items. That is
/// all that is left to do for guards whose values no item holds: they are abandoned then, and taken
/// over by the next item that claims them.
pub(crate) async fn rename<M: Model, H>(
    repository: &Repository<M, H>,
    former_table: &str,
) -> Result<(), Error> {
    let client = &repository.client;
    let prefix = guard_prefix(client.guard_namespace(), M::DESCRIPTOR.table);
    let claim = client.fresh().uuid_v4().to_string();
    let guard = Path::<Leftover, String, KeyField>::attribute(GUARD);
    let table = || Path::<Leftover, String, Required>::attribute(TABLE);
    let left = guard.begins_with(prefix).and(table().eq(former_table));
    let renamed = Repository::<Leftover>::new(client)
        .update_where(left)
        .set(table(), repository.table())
        .set(Path::<Leftover, String, Required>::attribute(CLAIM), claim);
    renamed.scan().consistent().await.map(drop)
}

/// A guard, of which only the key is read.
#[derive(Clone)]
struct Leftover {
    guard: String,
}

impl From<&Self> for Leftover {
    fn from(leftover: &Self) -> Self {
        leftover.clone()
    }
}

impl Row for Leftover {
    type Model = Self;
    const ATTRIBUTES: &'static [&'static str] = &[GUARD];

    fn read<'de, R: Reader<'de>>(reader: &mut R) -> Result<Self, DecodeError> {
        let (guard,) = read_fields::<(String,), R>(reader, Self::ATTRIBUTES)?;
        Ok(Self { guard })
    }
}

impl Model for Leftover {
    type Key = Self;
    type Draft = Self;
    type Lock = Unlocked;
    const DESCRIPTOR: &'static ModelDescriptor =
        &ModelDescriptor::new("Guard", &UNIQUE_GUARDS, Self::ATTRIBUTES);

    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), EncodeError> {
        Key::write(self, writer)
    }
}

impl Key for Leftover {
    type Model = Self;

    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), EncodeError> {
        FieldWriter::new(writer)
            .write_partition_key::<String>(GUARD, &self.guard)
            .finish()
    }

    fn read(stored: &StoredKey<'_>) -> Result<Self, DecodeError> {
        let guard = stored.read::<String>(GUARD)?;
        Ok(Self { guard })
    }
}

impl Draft for Leftover {
    type Model = Self;

    fn finish(self, _: &Fresh<'_>) -> Self {
        self
    }
}
