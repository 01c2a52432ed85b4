//! Ids that follow from other values, so that the same item always gets the same.

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::expr::{FunctionError, Value};
use crate::id::{Ulid, Uuid};

/// Returns the UUID of a name in a namespace (RFC 9562, version 5), in small letters.
///
/// # Errors
/// If the namespace is no UUID with hyphens.
pub fn uuid_v5(namespace: &str, name: &str) -> Result<Value, FunctionError> {
    let malformed = FunctionError::Malformed {
        what: "a UUID with hyphens",
        remedy: "use one such as 6ba7b810-9dad-11d1-80b4-00c04fd430c8 as the namespace",
    };
    let namespace = Uuid::parse(namespace).ok_or(malformed)?;
    let namespace = uuid::Uuid::from_u128(namespace.0);
    let id = uuid::Uuid::new_v5(&namespace, name.as_bytes());
    Ok(Uuid(id.as_u128()).to_string().into())
}

/// Returns the ULID of a time and a seed. Its 80 random bits are the first of the SHA-256 of the
/// seed.
///
/// # Errors
/// If the time is before 1970, which a ULID cannot hold.
pub fn ulid(time: Timestamp, seed: &str) -> Result<Value, FunctionError> {
    let out_of_range = FunctionError::OutOfRange {
        what: "the time of a ULID",
        range: "1970 or later",
    };
    let milliseconds = u128::try_from(time.as_millisecond()).map_err(|_| out_of_range)?;
    let digest = Sha256::digest(seed.as_bytes());
    let random = digest.iter().take(10);
    let random = random.fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    Ok(Ulid(milliseconds << 80 | random).to_string().into())
}
