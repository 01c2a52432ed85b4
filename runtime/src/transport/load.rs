//! Writing of items directly into request bytes, the counterpart of [`crate::transport::lift`].
//!
//! For the SDK, an item is a map of strings and enums, which takes longer to build, serialize and
//! drop than writing the JSON directly. So the SDK gets an empty item, and an interceptor puts the
//! text in its place before the request is signed. Signing, retries and timeouts see the whole
//! body.

use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_sdk_dynamodb::error::BoxError;
use aws_smithy_types::body::SdkBody;
use memchr::memmem;

use crate::codec::{DecodeError, EncodeError, Scanner, WireReader, WireWriter};
use crate::item::{Attributes, stored};

/// An empty item in a request. It is unambiguous: a value is never an empty object, and quotes
/// inside strings are escaped.
const EMPTY: &[u8] = br#""Item":{}"#;

/// The text in front of the item.
const NAME: &[u8] = br#""Item":"#;

const CONTENT_LENGTH: &str = "content-length";

/// A whole item as DynamoDB JSON.
#[derive(Clone)]
pub(crate) struct EncodedItem {
    json: String,
    /// Size as DynamoDB counts it.
    pub(crate) bytes: usize,
}

/// A whole item to be put.
#[derive(Clone)]
pub(crate) enum NewItem {
    Attributes(Attributes),
    Encoded(EncodedItem),
}

impl NewItem {
    /// Returns the item for the SDK, and the one that replaces it in the request.
    pub(crate) fn split(self) -> (Attributes, Option<EncodedItem>) {
        match self {
            Self::Attributes(attributes) => (attributes, None),
            Self::Encoded(item) => (Attributes::new(), Some(item)),
        }
    }

    /// Returns the item in the SDK's form.
    pub(crate) fn attributes(&self) -> Result<Attributes, DecodeError> {
        match self {
            Self::Attributes(attributes) => Ok(attributes.clone()),
            Self::Encoded(item) => item.attributes(),
        }
    }
}

impl EncodedItem {
    /// Encodes the item that `write` produces, of about this many attributes.
    pub(crate) fn new(
        attributes: usize,
        write: impl FnOnce(&mut WireWriter) -> Result<(), EncodeError>,
    ) -> Result<Self, EncodeError> {
        /// Bytes for a name, a kind and a short value.
        const ATTRIBUTE: usize = 48;
        let json = String::with_capacity(attributes * ATTRIBUTE);
        let mut writer = WireWriter::append_to(json);
        write(&mut writer)?;
        let bytes = writer.stored_bytes();
        Ok(Self {
            json: writer.finish()?,
            bytes,
        })
    }

    /// Returns its length in bytes in a request.
    pub(crate) fn length(&self) -> usize {
        self.json.len()
    }

    /// Reads the item with a function.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&mut WireReader<'_>) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        Scanner::of_text(&self.json).item(read)?
    }

    /// Returns the item in the SDK's form.
    pub(crate) fn attributes(&self) -> Result<Attributes, DecodeError> {
        let item = self.read(|reader| stored(reader, |_| true, usize::MAX))?;
        Ok(item.into_attributes())
    }
}

/// Replaces the empty items, in order.
pub(super) fn load(request: &mut HttpRequest, items: &[EncodedItem]) -> Result<(), BoxError> {
    let body = request.body().bytes().ok_or("the request is a stream")?;
    let body = loaded(body, items).ok_or("the request has no places for its items")?;
    let length = body.len().to_string();
    request.headers_mut().insert(CONTENT_LENGTH, length);
    *request.body_mut() = SdkBody::from(body);
    Ok(())
}

fn loaded(body: &[u8], items: &[EncodedItem]) -> Option<Vec<u8>> {
    let texts = items.iter().map(|item| item.json.len());
    let mut whole = Vec::with_capacity(body.len() + texts.sum::<usize>());
    let (mut rest, mut items) = (body, items.iter());
    while let Some(at) = memmem::find(rest, EMPTY) {
        let (before, from) = rest.split_at(at);
        whole.extend_from_slice(before);
        whole.extend_from_slice(NAME);
        whole.extend_from_slice(items.next()?.json.as_bytes());
        rest = from.get(EMPTY.len()..)?;
    }
    whole.extend_from_slice(rest);
    items.next().is_none().then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::{EncodedItem, loaded};
    use crate::codec::Writer as _;

    fn item(text: &str) -> EncodedItem {
        EncodedItem::new(1, |writer| {
            writer.attribute("text");
            writer.string(text)
        })
        .unwrap()
    }

    #[test]
    fn items_take_the_places_of_the_empty_ones_in_order() {
        let body = br#"{"a":{"Item":{},"b":1},"c":{"Item":{"x":{"S":"1"}}},"d":{"Item":{}}}"#;
        let whole = loaded(body, &[item("1"), item("2")]).unwrap();
        assert_eq!(
            String::from_utf8(whole).unwrap(),
            r#"{"a":{"Item":{"text":{"S":"1"}},"b":1},"c":{"Item":{"x":{"S":"1"}}},"d":{"Item":{"text":{"S":"2"}}}}"#
        );
    }

    #[test]
    fn a_text_that_looks_like_an_empty_item_is_not_one() {
        let body = br#"{"v":{"S":"\"Item\":{}"},"Item":{}}"#;
        let whole = loaded(body, &[item("\"Item\":{}")]).unwrap();
        assert_eq!(
            String::from_utf8(whole).unwrap(),
            r#"{"v":{"S":"\"Item\":{}"},"Item":{"text":{"S":"\"Item\":{}"}}}"#
        );
    }

    #[test]
    fn a_body_with_other_places_than_items_is_not_sent() {
        assert!(loaded(br#"{"Item":{}}"#, &[]).is_none());
        assert!(loaded(b"{}", &[item("1")]).is_none());
        assert!(loaded(br#"{"Item":{}}"#, &[item("1"), item("2")]).is_none());
    }

    #[test]
    fn the_size_is_that_of_names_and_values() {
        assert_eq!(item("four").bytes, 8);
    }
}
