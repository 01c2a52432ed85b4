//! Items.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::{
    Attribute, Bytes, DecodeError, ItemReader, ItemWriter, List, Map, Reader, Scanner, Set,
    WireReader, WireWriter, Writer,
};
use crate::types::{Date, Decimal, Document, EpochMillis, EpochSeconds, Timestamp, Ulid, Uuid};

type Documents = BTreeMap<String, Document>;
type Item = HashMap<String, AttributeValue>;

/// Reads any bytes as an item in DynamoDB JSON. What can be read is written and read again on
/// both transports, and every stored form makes the same of it on both.
///
/// # Panics
/// When the transports differ, or something does not come back as it was.
pub fn item(bytes: &[u8]) {
    let Some(item) = lift(bytes, documents) else {
        return;
    };
    let Some((text, map)) = write(&item) else {
        return;
    };
    assert_same(
        &lift(text.as_bytes(), documents),
        &Some(item.clone()),
        "DynamoDB JSON",
    );
    let from_map = documents_of_map(&map);
    assert_same(&from_map, &Some(item), "the attribute map");
    every_form(&text, &map);
}

fn assert_same<T: PartialEq + Debug>(found: &T, expected: &T, what: &str) {
    assert!(
        found == expected,
        "{what} came back as {found:?}, and was {expected:?}"
    );
}

fn lift<'b, T>(
    bytes: &'b [u8],
    read: impl FnOnce(&mut WireReader<'b>) -> Result<T, DecodeError>,
) -> Option<T> {
    let mut scanner = Scanner::new(bytes).ok()?;
    let item = scanner.item(read).ok()?.ok()?;
    scanner.end().ok()?;
    Some(item)
}

fn documents<'de, R: Reader<'de>>(reader: &mut R) -> Result<Documents, DecodeError> {
    let mut documents = Documents::new();
    while let Some(name) = reader.next_attribute()? {
        let value = reader.value()?;
        documents.insert(name.into_owned(), Document::read(value, reader)?);
    }
    Ok(documents)
}

fn documents_of_map(map: &Item) -> Option<Documents> {
    documents(&mut ItemReader::new(map)).ok()
}

/// The item on both transports, or nothing if it is too large or nested too deep.
fn write(item: &Documents) -> Option<(String, Item)> {
    let mut text = WireWriter::new();
    let mut map = ItemWriter::with_capacity(item.len());
    let written = write_to(item, &mut text);
    assert_same(&write_to(item, &mut map), &written, "what is refused");
    written
        .then(|| (text.finish(), map.finish()))
        .and_then(|both| match both {
            (Ok(text), Ok(map)) => Some((text, map)),
            (text, map) => {
                assert_same(&text.is_err(), &map.is_err(), "what is too large");
                None
            }
        })
}

fn write_to(item: &Documents, writer: &mut impl Writer) -> bool {
    item.iter().all(|(name, value)| {
        writer.attribute(name);
        Document::write(value, writer).is_ok()
    })
}

fn every_form(text: &str, map: &Item) {
    one_form::<String>(text, map);
    one_form::<bool>(text, map);
    one_form::<u8>(text, map);
    one_form::<i64>(text, map);
    one_form::<u128>(text, map);
    one_form::<f32>(text, map);
    one_form::<f64>(text, map);
    one_form::<Decimal>(text, map);
    one_form::<Bytes>(text, map);
    one_form::<Uuid>(text, map);
    one_form::<Ulid>(text, map);
    one_form::<Timestamp>(text, map);
    one_form::<EpochSeconds>(text, map);
    one_form::<EpochMillis>(text, map);
    one_form::<Date>(text, map);
    one_form::<List<Decimal>>(text, map);
    one_form::<Map<List<String>>>(text, map);
    one_form::<Set<String>>(text, map);
    one_form::<Set<i64>>(text, map);
    one_form::<Set<Bytes>>(text, map);
}

/// Reads the attributes as this form, one by one, on both transports.
fn one_form<A: Attribute<Value: PartialEq + Debug>>(text: &str, map: &Item) {
    for name in map.keys() {
        let from_map = attribute::<A, _>(&mut ItemReader::new(map), name);
        let mut scanner = Scanner::new(text.as_bytes()).expect("our own JSON is UTF-8");
        let from_text = scanner.item(|reader| attribute::<A, _>(reader, name));
        let from_text = from_text.expect("our own JSON is JSON");
        assert_same(&from_text.ok(), &from_map.ok(), name);
    }
}

fn attribute<'de, A: Attribute, R: Reader<'de>>(
    reader: &mut R,
    wanted: &str,
) -> Result<Option<A::Value>, DecodeError> {
    let mut found = None;
    while let Some(name) = reader.next_attribute()? {
        if name == wanted {
            let value = reader.value()?;
            found = Some(A::read(value, reader)?);
        } else {
            reader.skip()?;
        }
    }
    Ok(found)
}
