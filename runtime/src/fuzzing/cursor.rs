//! Cursors.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::cursor::{Cursor, CursorKey, Fingerprint, Position};

/// Opens any bytes as a cursor, which never panics, and seals and opens a position made of
/// them, which comes back.
///
/// # Panics
/// When a cursor does not open to what it was made of.
pub fn cursor(bytes: &[u8]) {
    let query = Fingerprint::of([&b"fuzz"[..]]);
    let sealed = CursorKey::new([1; 32]);
    for key in [None, Some(&sealed)] {
        if let Ok(text) = std::str::from_utf8(bytes) {
            let _ = Cursor::open(text, query, key);
            let _ = Cursor::open(&format!("v1.{text}"), query, key);
        }
        let position = position(bytes);
        let cursor = Cursor::seal(&position, query, key).expect("a position can be sealed");
        let opened = Cursor::open(&cursor, query, key).expect("its cursor opens");
        assert!(
            opened == position,
            "a cursor opens to the position it was made of"
        );
    }
}

/// A position of three attributes made of these bytes, within the limits of keys.
fn position(bytes: &[u8]) -> Position {
    let bytes = &bytes[..bytes.len().min(1024)];
    let text = String::from_utf8_lossy(bytes).into_owned();
    Position::new(HashMap::from([
        ("text".to_owned(), AttributeValue::S(text.clone())),
        (format!("number {}", bytes.len()), AttributeValue::N(text)),
        ("bytes".to_owned(), AttributeValue::B(bytes.to_vec().into())),
    ]))
}
