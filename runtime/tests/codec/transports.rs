//! Both transports behind the same four functions.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::codec::wire::Scanner;
use dynamite::codec::{
    Attribute, DecodeError, EncodeError, ItemReader, ItemWriter, Reader, WireReader, WireWriter,
    Writer,
};
use dynamite::types::Document;

/// Reads one item that is all of this text.
pub(crate) fn from_wire<'de, T>(
    text: &'de str,
    read: impl FnOnce(&mut WireReader<'de>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let mut scanner = Scanner::new(text.as_bytes())?;
    let item = scanner.item(read)??;
    scanner.end()?;
    Ok(item)
}

pub(crate) fn to_wire(
    write: impl FnOnce(&mut WireWriter) -> Result<(), EncodeError>,
) -> Result<String, EncodeError> {
    let mut writer = WireWriter::new();
    write(&mut writer)?;
    writer.finish()
}

pub(crate) fn to_map(
    write: impl FnOnce(&mut ItemWriter) -> Result<(), EncodeError>,
) -> Result<HashMap<String, AttributeValue>, EncodeError> {
    let mut writer = ItemWriter::with_capacity(8);
    write(&mut writer)?;
    writer.finish()
}

/// A value that was written on one transport and read on the same or the other.
pub(crate) struct RoundTrip<T> {
    pub(crate) wire_to_wire: Result<T, DecodeError>,
    pub(crate) map_to_map: Result<T, DecodeError>,
    pub(crate) wire_to_map: Result<T, DecodeError>,
    pub(crate) map_to_wire: Result<T, DecodeError>,
}

/// Takes a value in attribute `a` all four ways.
pub(crate) fn round_trip<A: Attribute>(
    value: &A::Value,
) -> Result<RoundTrip<A::Value>, EncodeError> {
    let text = to_wire(|writer| write_one::<A, _>(value, writer))?;
    let map = to_map(|writer| write_one::<A, _>(value, writer))?;
    let map_of_text = to_map(|writer| {
        from_wire(&text, |reader| Ok(documents(reader)))
            .expect("written as JSON")
            .expect("written as an item")
            .iter()
            .try_for_each(|(name, document)| write_document(name, document, writer))
    })?;
    let text_of_map = to_wire(|writer| {
        documents(&mut ItemReader::new(&map))
            .expect("written as an item")
            .iter()
            .try_for_each(|(name, document)| write_document(name, document, writer))
    })?;
    Ok(RoundTrip {
        wire_to_wire: from_wire(&text, read_one::<A, _>),
        map_to_map: read_one::<A, _>(&mut ItemReader::new(&map)),
        wire_to_map: read_one::<A, _>(&mut ItemReader::new(&map_of_text)),
        map_to_wire: from_wire(&text_of_map, read_one::<A, _>),
    })
}

pub(crate) fn write_one<A: Attribute, W: Writer>(
    value: &A::Value,
    writer: &mut W,
) -> Result<(), EncodeError> {
    writer.attribute("a");
    A::write(value, writer)
}

pub(crate) fn read_one<'de, A: Attribute, R: Reader<'de>>(
    reader: &mut R,
) -> Result<A::Value, DecodeError> {
    let mut slot = None;
    while let Some(name) = reader.next_attribute()? {
        assert_eq!(name, "a");
        let value = reader.value()?;
        slot = Some(A::read(value, reader)?);
    }
    slot.ok_or_else(|| DecodeError::absent("a"))
}

/// An item without a model.
pub(crate) fn documents<'de, R: Reader<'de>>(
    reader: &mut R,
) -> Result<BTreeMap<String, Document>, DecodeError> {
    let mut attributes = BTreeMap::new();
    while let Some(name) = reader.next_attribute()? {
        let value = reader.value()?;
        attributes.insert(name.into_owned(), Document::read(value, reader)?);
    }
    Ok(attributes)
}

fn write_document<W: Writer>(
    name: &str,
    document: &Document,
    writer: &mut W,
) -> Result<(), EncodeError> {
    writer.attribute(name);
    Document::write(document, writer)
}
