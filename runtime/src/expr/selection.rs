//! Selections of some fields of an item.

use super::field_capabilities::Capabilities;
use crate::codec::{Attribute, DecodeError, Handle, Reader, Value, reread};
use crate::model::Model;
use crate::path::{DocumentPath, Step, shown};
use crate::types::Document;

/// A selection of fields of model `M` to be read: a tuple of one to twelve handles.
///
/// `(order::id(), order::address().city())` reads as `(Ulid, String)`. A field that may be absent,
/// or that is inside something that may be, reads as an `Option`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a selection of fields of `{M}`",
    note = "select one to twelve handles of one model, as a tuple: `.select((order::id(), order::total()))`"
)]
pub trait Selection<M>: Sized + 'static {
    /// The result for an item: the values, in the order of the handles.
    type Row: Clone + Send + Sync + 'static;

    /// Returns the paths of the handles.
    #[doc(hidden)]
    fn into_paths(self) -> Vec<DocumentPath>;

    /// Reads an item that has these attributes, and possibly others.
    #[doc(hidden)]
    fn read<'de, R: Reader<'de>>(
        paths: &[DocumentPath],
        reader: &mut R,
    ) -> Result<Self::Row, DecodeError>;
}

/// The type that a selection returns for the field of a handle.
type Selected<H> = <<H as Handle>::Capabilities as Capabilities>::Selected<Stored<H>>;

/// The type of a value in the field of a handle.
type Stored<H> = <<H as Handle>::Attribute as Attribute>::Value;

/// The source of a selected field's value.
enum Source<'a, R> {
    /// The attribute that the reader has just announced.
    Reader(&'a mut R),
    /// An attribute that contains several selected fields.
    Document(&'a Document),
}

/// The value of a selected field while an item is read.
struct Cell<H: Handle>(Option<Stored<H>>);

impl<M: Model, H: Handle<Model = M, Capabilities: Capabilities>> Cell<H> {
    fn take<'de, R: Reader<'de>>(
        &mut self,
        path: &DocumentPath,
        source: Source<'_, R>,
    ) -> Result<(), DecodeError> {
        let read = match source {
            Source::Reader(reader) => Self::read(reader),
            Source::Document(document) => Self::find(&path.rest, document),
        };
        self.0 = read.map_err(|error| locate(hidden::<M>(error, path), path))?;
        Ok(())
    }

    fn read<'de, R: Reader<'de>>(reader: &mut R) -> Result<Option<Stored<H>>, DecodeError> {
        match reader.value()? {
            Value::Null if is_nullable::<H>() => Ok(None),
            value => H::Capabilities::read::<H::Attribute, R>(value, reader).map(Some),
        }
    }

    fn find(steps: &[Step], document: &Document) -> Result<Option<Stored<H>>, DecodeError> {
        let found = steps.iter().try_fold(document, |inside, step| match step {
            Step::Attribute(name) => inside.get(name),
            Step::Element(index) => inside.at(*index),
        });
        match found {
            None => Ok(None),
            Some(Document::Null) if is_nullable::<H>() => Ok(None),
            Some(document) => {
                let read = reread(document, |value, reader| {
                    H::Capabilities::read::<H::Attribute, _>(value, reader)
                });
                read.map(Some)
            }
        }
    }

    fn finish(self, path: &DocumentPath) -> Result<Selected<H>, DecodeError> {
        H::Capabilities::selected::<H::Attribute>(self.0).map_err(|error| locate(error, path))
    }
}

fn is_nullable<H: Handle<Capabilities: Capabilities>>() -> bool {
    H::Capabilities::is_nullable::<H::Attribute>()
}

/// Hides the found value from messages if the field is sensitive. A nested field is treated as
/// sensitive, because only the types on its path know.
#[cold]
fn hidden<M: Model>(error: DecodeError, path: &DocumentPath) -> DecodeError {
    if path.rest.is_empty() && !M::DESCRIPTOR.sensitive.contains(&path.root) {
        error
    } else {
        error.sensitive()
    }
}

/// Adds the path to an error, from the inside out.
#[cold]
fn locate(error: DecodeError, path: &DocumentPath) -> DecodeError {
    let steps = path.rest.iter().rev();
    let error = steps.fold(error, |error, step| match step {
        Step::Attribute(name) => error.in_attribute(shown(name)),
        Step::Element(index) => error.in_element(*index),
    });
    error.in_attribute(path.root)
}

/// Reads an item and passes each path's source to its field, by the position of the path.
fn deal<'de, R: Reader<'de>>(
    paths: &[DocumentPath],
    reader: &mut R,
    mut take: impl FnMut(usize, Source<'_, R>) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    while let Some(name) = reader.next_attribute()? {
        let wanted = |from| {
            let mut positions = from..paths.len();
            positions.find(|&position| paths[position].root == name)
        };
        let Some(first) = wanted(0) else {
            reader.skip()?;
            continue;
        };
        if paths[first].rest.is_empty() && wanted(first + 1).is_none() {
            take(first, Source::Reader(reader))?;
            continue;
        }
        let document = reader.value().and_then(|it| Document::read(it, reader));
        let document = document.map_err(|it| it.sensitive().in_attribute(paths[first].root))?;
        let mut next = Some(first);
        while let Some(position) = next {
            take(position, Source::Document(&document))?;
            next = wanted(position + 1);
        }
    }
    Ok(())
}

macro_rules! selection {
    ($($handle:ident $position:tt)+) => {
        impl<M: Model, $($handle),+> Selection<M> for ($($handle,)+)
        where
            $($handle: Handle<Model = M, Capabilities: Capabilities> + 'static,)+
        {
            type Row = ($(Selected<$handle>,)+);

            fn into_paths(self) -> Vec<DocumentPath> {
                vec![$(self.$position.into_path().path),+]
            }

            fn read<'de, R: Reader<'de>>(
                paths: &[DocumentPath],
                reader: &mut R,
            ) -> Result<Self::Row, DecodeError> {
                let mut cells = ($(Cell::<$handle>(None),)+);
                deal(paths, reader, |position, source| match position {
                    $($position => cells.$position.take(&paths[$position], source),)+
                    _ => Ok(()),
                })?;
                Ok(($(cells.$position.finish(&paths[$position])?,)+))
            }
        }
    };
}

selection!(A 0);
selection!(A 0 B 1);
selection!(A 0 B 1 C 2);
selection!(A 0 B 1 C 2 D 3);
selection!(A 0 B 1 C 2 D 3 E 4);
selection!(A 0 B 1 C 2 D 3 E 4 F 5);
selection!(A 0 B 1 C 2 D 3 E 4 F 5 G 6);
selection!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
selection!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8);
selection!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9);
selection!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10);
selection!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11);
