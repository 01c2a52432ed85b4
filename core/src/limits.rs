//! Limits of DynamoDB that schemas are checked against, and requests kept within.
//!
//! Each names the page of the DynamoDB Developer Guide that states it: "Quotas" is *Quotas in
//! Amazon DynamoDB*, "Data types" is *Supported data types and naming rules*.

/// Size of an item, in bytes of names and values (Quotas, items).
pub const MAX_ITEM_BYTES: usize = 400 * 1024;

/// Levels that lists and maps nest (Quotas, items: nested attributes).
pub const MAX_NESTING_LEVELS: usize = 32;

/// Size of a partition key value, in bytes (Quotas, partition keys and sort keys).
pub const MAX_PARTITION_KEY_BYTES: usize = 2048;

/// Size of a sort key value, in bytes (Quotas, partition keys and sort keys).
pub const MAX_SORT_KEY_BYTES: usize = 1024;

/// Length of the name of a table or an index, in characters, least and greatest (Data types,
/// naming rules).
pub const NAME_LENGTHS: std::ops::RangeInclusive<usize> = 3..=255;

/// Returns `true` if DynamoDB accepts this name of a table or an index: letters, digits, `_`, `-` and
/// `.` (Data types, naming rules).
pub fn is_name(name: &str) -> bool {
    let is_legal = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    NAME_LENGTHS.contains(&name.len()) && name.bytes().all(is_legal)
}

/// Length of an attribute name, in bytes (Quotas, attribute names).
pub const MAX_ATTRIBUTE_NAME_BYTES: usize = 64 * 1024 - 1;

/// Length of the name of an attribute in a key, or of one that an index projects, in bytes
/// (Quotas, attribute names).
pub const MAX_KEY_NAME_BYTES: usize = 255;

/// Local indexes of a table (Quotas, secondary indexes).
pub const MAX_LOCAL_INDEXES: usize = 5;

/// Global indexes of a table, unless the account's quota is raised (Quotas, secondary indexes).
pub const GLOBAL_INDEX_QUOTA: usize = 20;

/// Attributes that the indexes of a table project by name, all together (Quotas, secondary
/// indexes).
pub const MAX_PROJECTED_ATTRIBUTES: usize = 100;

/// Attributes in the partition key of a global index, and in its sort key (*Multi-attribute keys
/// pattern* in the Developer Guide).
pub const MAX_INDEX_KEY_ATTRIBUTES: usize = 4;

/// Significant digits of a number (Data types, numbers).
pub const MAX_NUMBER_DIGITS: u32 = 38;

/// The power of ten of the first digit of the smallest number above zero: 1E-130 (Data types,
/// numbers).
pub const MIN_NUMBER_MAGNITUDE: i32 = -130;

/// The power of ten of the first digit of the greatest number: 9.99…E+125 (Data types, numbers).
pub const MAX_NUMBER_MAGNITUDE: i32 = 125;

/// Keys of a `BatchGetItem` request (Quotas, API-specific limits).
pub const MAX_BATCH_GET_KEYS: usize = 100;

/// Puts and deletes of a `BatchWriteItem` request (Quotas, API-specific limits).
pub const MAX_BATCH_WRITES: usize = 25;

/// Size of a `BatchWriteItem` request, in bytes (API reference, `BatchWriteItem`).
pub const MAX_BATCH_WRITE_BYTES: usize = 16 * 1024 * 1024;

/// Actions of a transaction, and gets of a transactional read (Quotas, transactions).
pub const MAX_TRANSACTION_ACTIONS: usize = 100;

/// Size of all items of a transaction together, in bytes (Quotas, transactions).
pub const MAX_TRANSACTION_BYTES: usize = 4 * 1024 * 1024;

/// Operands of `IN` (Quotas, expressions).
pub const MAX_IN_OPERANDS: usize = 100;

/// Size of an expression, in bytes (Quotas, expressions).
pub const MAX_EXPRESSION_BYTES: usize = 4 * 1024;

/// Size of all substituted names and values of an expression, in bytes (Quotas, expressions).
pub const MAX_SUBSTITUTION_BYTES: usize = 2 * 1024 * 1024;

/// Operators in a condition (Quotas, expressions).
pub const MAX_EXPRESSION_OPERATORS: usize = 300;
