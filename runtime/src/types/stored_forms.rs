//! Marker types for stored forms that are not Rust types.

/// The stored form of a [`Timestamp`](super::Timestamp) kept as `N`: whole seconds since 1970.
///
/// Fractions of a second are truncated towards the past. DynamoDB's TTL needs this form.
#[derive(Clone, Copy, Debug)]
pub enum EpochSeconds {}

/// The stored form of a [`Timestamp`](super::Timestamp) kept as `N`: milliseconds since 1970.
///
/// Fractions of a millisecond are truncated towards the past.
#[derive(Clone, Copy, Debug)]
pub enum EpochMillis {}

/// The stored form of a [`Timestamp`](super::Timestamp) kept as `S`: whole seconds since 1970 in
/// digits, such as `1709210096`.
///
/// It is not [`Comparable`](crate::codec::Comparable): text of different lengths does not sort as
/// numbers do.
///
/// ```compile_fail,E0277
/// fn is_ordered<A: dynamite::codec::Comparable>() {}
/// is_ordered::<dynamite::types::EpochSecondsText>();
/// ```
#[derive(Clone, Copy, Debug)]
pub enum EpochSecondsText {}

/// The stored form of a [`Timestamp`](super::Timestamp) kept as `S`: milliseconds since 1970 in
/// digits, such as `1709210096789`.
///
/// It is not [`Comparable`](crate::codec::Comparable): text of different lengths does not sort as
/// numbers do.
///
/// ```compile_fail,E0277
/// fn is_ordered<A: dynamite::codec::Comparable>() {}
/// is_ordered::<dynamite::types::EpochMillisText>();
/// ```
#[derive(Clone, Copy, Debug)]
pub enum EpochMillisText {}

/// The stored form of a [`Timestamp`](super::Timestamp) kept as `S` in UTC without a fraction:
/// `2024-02-29T12:34:56Z`.
#[derive(Clone, Copy, Debug)]
pub enum IsoSeconds {}

/// The stored form of a [`Timestamp`](super::Timestamp) kept as `S` in UTC with exactly six
/// fraction digits: `2024-02-29T12:34:56.789000Z`.
///
/// ```
/// fn is_ordered<A: dynamite::codec::Comparable>() {}
/// is_ordered::<dynamite::types::IsoMicros>();
/// ```
#[derive(Clone, Copy, Debug)]
pub enum IsoMicros {}

/// [`EpochSeconds`], where the number `NUMBER` is "never", for tables whose items without an expiry
/// time hold one that no time has. [`NEVER`](super::NEVER) is stored as this number, and any number
/// beyond the last `Timestamp` is read as [`NEVER`](super::NEVER).
#[derive(Clone, Copy, Debug)]
pub enum EpochSecondsOrNever<const NUMBER: i64> {}

/// The stored form of a [`Timestamp`](super::Timestamp) kept as `S` in UTC without an offset, as
/// Python's `isoformat` writes a naive time: with six fraction digits, or none if they are all
/// zero. `2024-02-29T12:34:56.789000`, `2024-02-29T12:34:56`.
#[derive(Clone, Copy, Debug)]
pub enum IsoLocal {}

/// The stored form of a [`Timestamp`](super::Timestamp) kept as `S` with a numeric offset, as
/// Python's `isoformat` writes it: with six fraction digits, or none if they are all zero.
/// `2024-02-29T12:34:56.789000+00:00`.
///
/// It is written in UTC and read with any offset, so it is not
/// [`Comparable`](crate::codec::Comparable): times with different offsets do not sort as text.
///
/// ```compile_fail,E0277
/// fn is_ordered<A: dynamite::codec::Comparable>() {}
/// is_ordered::<dynamite::types::IsoOffset>();
/// ```
#[derive(Clone, Copy, Debug)]
pub enum IsoOffset {}

/// [`IsoOffset`], written with a fixed offset in minutes: `IsoAtOffset<120>` is
/// `2024-02-29T14:34:56.789000+02:00`.
#[derive(Clone, Copy, Debug)]
pub enum IsoAtOffset<const MINUTES: i16> {}

/// The stored form of a [`Uuid`](super::Uuid) kept as `S` in upper case, with hyphens.
#[derive(Clone, Copy, Debug)]
pub enum UuidUpper {}

/// The stored form of a [`Uuid`](super::Uuid) kept as `B`: its 16 bytes.
#[derive(Clone, Copy, Debug)]
pub enum UuidBytes {}

/// The stored form of a [`Ulid`](super::Ulid) kept as `S` in lower case.
#[derive(Clone, Copy, Debug)]
pub enum UlidLower {}

/// The stored form of a `Vec<u8>` kept as `B`.
#[derive(Clone, Copy, Debug)]
pub enum Bytes {}
