//! Values that are encrypted where they are stored.

use chacha20poly1305::aead::{Aead, Generate, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use dynamite::codec::{Bytes, Codec, CodecError};

/// The key. A program reads it from where it keeps its secrets.
const KEY: [u8; 32] = *b"a key that everybody can look up";

const NONCE_BYTES: usize = 24;

/// Text that is stored as bytes: a nonce, and what XChaCha20-Poly1305 makes of the text.
pub struct Sealed;

impl Codec for Sealed {
    type Value = String;
    type Stored = Bytes;

    fn encode(value: &String) -> Result<Vec<u8>, CodecError> {
        let failed = || CodecError::new("a text cannot be encrypted");
        let nonce = XNonce::try_generate().map_err(|_| failed())?;
        let cipher = XChaCha20Poly1305::new(&KEY.into());
        let sealed = cipher.encrypt(&nonce, value.as_bytes());
        let mut stored = nonce.to_vec();
        stored.extend(sealed.map_err(|_| failed())?);
        Ok(stored)
    }

    fn decode(stored: Vec<u8>) -> Result<String, CodecError> {
        let failed = || CodecError::new("a text that was not encrypted with this key");
        let (nonce, sealed) = stored
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or_else(failed)?;
        let cipher = XChaCha20Poly1305::new(&KEY.into());
        let text = cipher.decrypt(&XNonce::from(*nonce), sealed);
        String::from_utf8(text.map_err(|_| failed())?).map_err(|_| failed())
    }
}
