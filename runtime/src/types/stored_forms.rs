//! Stored forms that are not Rust types.

/// The stored form of a [`Timestamp`](super::Timestamp) kept as `N`: whole seconds since 1970.
///
/// What is below a second is cut off, towards the past. DynamoDB's TTL wants this form.
#[derive(Clone, Copy, Debug)]
pub enum EpochSeconds {}

/// The stored form of a [`Timestamp`](super::Timestamp) kept as `N`: milliseconds since 1970.
///
/// What is below a millisecond is cut off, towards the past.
#[derive(Clone, Copy, Debug)]
pub enum EpochMillis {}

/// The stored form of a `Vec<u8>` kept as `B`.
#[derive(Clone, Copy, Debug)]
pub enum Bytes {}
