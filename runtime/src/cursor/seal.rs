//! Integrity of cursors, and encryption if there is a key.

use chacha20poly1305::aead::{Aead, Generate, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};

use super::{CursorProblem, Fingerprint};

/// The first byte of a cursor: without a key, and with one.
const PLAIN: u8 = 0;
const SEALED: u8 = 1;
const CHECKSUM_BYTES: usize = 8;
const FINGERPRINT_BYTES: usize = 16;
const NONCE_BYTES: usize = 24;

/// The key for the encryption and authentication of cursors (XChaCha20-Poly1305).
#[derive(Clone)]
pub(crate) struct CursorKey(XChaCha20Poly1305);

impl CursorKey {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(&key.into()))
    }
}

pub(super) fn seal(
    position: &[u8],
    query: Fingerprint,
    key: Option<&CursorKey>,
) -> Result<Vec<u8>, CursorProblem> {
    match key {
        None => Ok(seal_plain(position, query)),
        Some(key) => seal_with(position, query, key),
    }
}

pub(super) fn open(
    cursor: &[u8],
    query: Fingerprint,
    key: Option<&CursorKey>,
) -> Result<Vec<u8>, CursorProblem> {
    let (&form, body) = cursor.split_first().ok_or(CursorProblem::Malformed)?;
    match (form, key) {
        (PLAIN, None) => open_plain(cursor, query),
        (SEALED, Some(key)) => open_with(body, query, key),
        (PLAIN, Some(_)) => Err(CursorProblem::NotSealed),
        (SEALED, None) => Err(CursorProblem::Sealed),
        _ => Err(CursorProblem::Malformed),
    }
}

/// Writes the form byte, fingerprint and position, and a checksum of all of them.
fn seal_plain(position: &[u8], query: Fingerprint) -> Vec<u8> {
    let mut bytes = vec![PLAIN];
    bytes.extend_from_slice(query.as_bytes());
    bytes.extend_from_slice(position);
    let checksum = checksum(&bytes);
    bytes.extend_from_slice(&checksum);
    bytes
}

fn open_plain(cursor: &[u8], query: Fingerprint) -> Result<Vec<u8>, CursorProblem> {
    let (bytes, sum) = cursor
        .split_last_chunk::<CHECKSUM_BYTES>()
        .ok_or(CursorProblem::Malformed)?;
    if checksum(bytes) != *sum {
        return Err(CursorProblem::Malformed);
    }
    let (fingerprint, position) = bytes[1..]
        .split_at_checked(FINGERPRINT_BYTES)
        .ok_or(CursorProblem::Malformed)?;
    if fingerprint != query.as_bytes() {
        return Err(CursorProblem::OtherQuery);
    }
    Ok(position.to_vec())
}

/// Writes the nonce, then the encrypted fingerprint and position. The fingerprint is encrypted too,
/// so that a cursor of another query can be told from an altered one.
fn seal_with(
    position: &[u8],
    query: Fingerprint,
    key: &CursorKey,
) -> Result<Vec<u8>, CursorProblem> {
    let nonce = XNonce::try_generate().map_err(|_| CursorProblem::NoRandomness)?;
    let mut plain = query.as_bytes().to_vec();
    plain.extend_from_slice(position);
    let payload = Payload {
        msg: &plain,
        aad: &[SEALED],
    };
    let sealed = key
        .0
        .encrypt(&nonce, payload)
        .map_err(|_| CursorProblem::Malformed)?;
    let mut bytes = vec![SEALED];
    bytes.extend_from_slice(&nonce);
    bytes.extend_from_slice(&sealed);
    Ok(bytes)
}

fn open_with(body: &[u8], query: Fingerprint, key: &CursorKey) -> Result<Vec<u8>, CursorProblem> {
    let (nonce, sealed) = body
        .split_first_chunk::<NONCE_BYTES>()
        .ok_or(CursorProblem::Malformed)?;
    let payload = Payload {
        msg: sealed,
        aad: &[SEALED],
    };
    let plain = key
        .0
        .decrypt(&XNonce::from(*nonce), payload)
        .map_err(|_| CursorProblem::Malformed)?;
    let (fingerprint, position) = plain
        .split_at_checked(FINGERPRINT_BYTES)
        .ok_or(CursorProblem::Malformed)?;
    if fingerprint != query.as_bytes() {
        return Err(CursorProblem::OtherQuery);
    }
    Ok(position.to_vec())
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let mut sum = [0; CHECKSUM_BYTES];
    sum.copy_from_slice(&Sha256::digest(bytes)[..CHECKSUM_BYTES]);
    sum
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use aws_sdk_dynamodb::types::AttributeValue;

    use super::super::{Cursor, CursorKey, CursorProblem, Fingerprint, Position};

    fn position() -> Position {
        Position::new(HashMap::from([
            ("id".to_owned(), AttributeValue::S("ada".to_owned())),
            ("at".to_owned(), AttributeValue::N("17".to_owned())),
            ("raw".to_owned(), AttributeValue::B(vec![0, 255].into())),
        ]))
    }

    fn query(name: &str) -> Fingerprint {
        Fingerprint::of([name.as_bytes()])
    }

    #[test]
    fn a_cursor_opens_to_the_position_it_was_made_of() {
        for key in [None, Some(CursorKey::new([7; 32]))] {
            let cursor = Cursor::seal(&position(), query("a"), key.as_ref()).unwrap();
            let opened = Cursor::open(&cursor, query("a"), key.as_ref()).unwrap();
            assert_eq!(opened, position());
        }
    }

    #[test]
    fn every_changed_character_is_noticed() {
        for key in [None, Some(CursorKey::new([7; 32]))] {
            let cursor = Cursor::seal(&position(), query("a"), key.as_ref())
                .unwrap()
                .to_string();
            for index in 0..cursor.len() {
                let mut changed = cursor.clone().into_bytes();
                changed[index] = if changed[index] == b'A' { b'B' } else { b'A' };
                let changed = String::from_utf8(changed).unwrap();
                assert!(
                    Cursor::open(&changed, query("a"), key.as_ref()).is_err(),
                    "character {index} of {cursor}"
                );
                assert!(Cursor::open(&cursor[..index], query("a"), key.as_ref()).is_err());
            }
        }
    }

    #[test]
    fn a_cursor_of_another_query_is_told_apart_from_an_altered_one() {
        for key in [None, Some(CursorKey::new([7; 32]))] {
            let cursor = Cursor::seal(&position(), query("a"), key.as_ref()).unwrap();
            let problem = Cursor::open(&cursor, query("b"), key.as_ref()).unwrap_err();
            assert_eq!(problem, CursorProblem::OtherQuery);
        }
    }

    #[test]
    fn keys_do_not_mix() {
        let (one, two) = (CursorKey::new([1; 32]), CursorKey::new([2; 32]));
        let plain = Cursor::seal(&position(), query("a"), None).unwrap();
        let sealed = Cursor::seal(&position(), query("a"), Some(&one)).unwrap();
        let open = |cursor: &Cursor, key| Cursor::open(cursor, query("a"), key).unwrap_err();
        assert_eq!(open(&plain, Some(&one)), CursorProblem::NotSealed);
        assert_eq!(open(&sealed, None), CursorProblem::Sealed);
        assert_eq!(open(&sealed, Some(&two)), CursorProblem::Malformed);
    }

    #[test]
    fn a_sealed_cursor_does_not_show_the_key_values() {
        use base64::Engine;
        let key = CursorKey::new([7; 32]);
        let cursor = Cursor::seal(&position(), query("a"), Some(&key)).unwrap();
        let bytes = super::super::URL_SAFE_NO_PAD.decode(&cursor[3..]).unwrap();
        assert!(!bytes.windows(3).any(|window| window == b"ada"));
    }
}
