//! Defects that are known, each with what is right. A switch is turned on when its defect is
//! mended; until then the steps that would meet it are not taken.

/// After a lost response, equal content proves nothing: of two writers that write the same, one
/// wins. What was refused then comes back with `Outcome::Unknown`.
pub(crate) const LOST_RESPONSES: bool = true;

/// A transaction with the caller's token and unique fields takes place once, however often it is
/// repeated.
pub(crate) const TOKEN_WITH_UNIQUE_FIELDS: bool = true;

/// `create` over a soft-deleted item of a model with unique fields is `AlreadyExists`, with
/// `deleted: true` and the item.
pub(crate) const CREATE_OVER_DELETED: bool = true;

/// One lost request does not make a `save` of a changed unique value fail.
pub(crate) const LOST_SAVE_OF_UNIQUE_VALUE: bool = true;

/// A version, or a sum, that its integer type does not hold is `Invalid`, and is not stored.
pub(crate) const INTEGER_BOUNDS: bool = true;

/// What DynamoDB refuses of a write that changes unique values comes back as it is, at once.
pub(crate) const ERRORS_OF_UNIQUE_WRITES: bool = true;

/// An update of unique values of an item that is deleted, has another version or does not meet the
/// condition says so, also where it sets something in what is not there.
pub(crate) const DEMANDS_BEFORE_PATHS: bool = true;

/// What a write of unique values returns is what is stored, also where elements are set behind
/// the end of a list.
pub(crate) const RETURNED_AS_STORED: bool = true;

/// `size()` of a set, or of a required collection, that is absent is 0.
pub(crate) const SIZE_OF_ABSENT: bool = true;

/// `all`, `count`, `exists` and `select` of a condition take the same access path.
pub(crate) const ONE_ACCESS_PATH: bool = true;

/// `NULL` as the value of an optional `json` field is stored by leaving the attribute out, by
/// `save`, `upsert` and `update` as by `create`.
pub(crate) const NULL_OF_OPTIONAL_JSON: bool = true;

/// Setting several elements of a list of which not all are behind its end keeps its `max_length`
/// by what it adds, not by how many it sets.
pub(crate) const LENGTH_OF_SEVERAL_ELEMENTS: bool = false;
