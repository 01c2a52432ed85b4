//! What generated code names, and nothing else does. Not covered by semantic versioning: the
//! generator and the runtime of one version belong together.

mod debug;
pub mod serde;

pub use crate::client::Client;
pub use crate::codec::generated::*;
pub use crate::codec::{
    Attribute, Coded, Comparable, DecodeError, EncodeError, FieldWriter, Flatten, Former,
    FormerNames, FormerValues, Group, Handle, KeyAttribute, KeyPart, List, Map, Nullable, OrAbsent,
    Printed, Reader, Recoded, Secret, SerdeCodec, Set, UnknownEnumValue, Value, Writer, check_key,
    check_sensitive_key, read_adjacent, read_fields, read_flattened, read_optional_flattened,
    read_tagged, undeclared, write_content,
};
pub use crate::expr::{
    AbsentAs, AbsentValue, Capabilities, DeletedField, Flattened, FlattenedHandle, KeyField,
    Optional, OptionalOrNull, OptionalWriteIdField, Required, UpdateExpression, Variant,
    VariantField, VersionField, WriteIdField,
};
pub use crate::fresh::Fresh;
pub use crate::hooks::{Hooks, NoHooks};
pub use crate::model::key_text::{KeyTextError, fmt_key, fmt_key_pair, parse_key, parse_key_pair};
pub use crate::model::{
    AutoTimestamp, ByVersion, ConsistentReads, Draft, GuardPart, Guarded, Index, IndexDescriptor,
    IndexKind, IntoOptional, Key, KeyAttributeDescriptor, KeyKind, Model, ModelDescriptor,
    NestedAttribute, Overwrite, Pair, PhasedAttribute, Projection, Row, Shape, SoftDelete,
    StoredKey, StructShape, TableDescriptor, UNIQUE_GUARDS, UnionShape, UniqueDescriptor, Unlocked,
    Versioned, WriteInBatches, canonical,
};
pub use crate::path::Path;
pub use crate::read::{
    BelongsTo, ByIndex, ByTable, HasMany, HasOne, HasOneByKey, ManyToMany, PairDescriptor, Query,
    RelationDescriptor, query,
};
pub use crate::repository::{Repository, fmt_repository};
pub use crate::rules::{
    Check, Checker, Format, Normalize, Pattern, Rule, Rules, RustCheck, rust_check,
};
pub use crate::types::stored_forms::*;
pub use crate::types::{Date, Decimal, Document, Timestamp, Ulid, Uuid, decimal_literal};
pub use crate::write::{Lookup, Patch};
pub use crate::{__require_serde as require_serde, __with_serde as with_serde};
pub use debug::{Names, Readable, Redacted, fmt_draft, fmt_struct};

// Short paths to what a model may be named like. Generated code names these in nearly every line.
pub use std::convert::{From, Into};
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{self, Err, Ok};
pub use std::string::String;
pub use std::vec::Vec;

/// The handle of a top-level attribute, by its stored name. Calling this instead of a method of
/// `Path` saves the compiler a search through all methods, once for each field.
pub const fn path<M, A, C>(name: &'static str) -> Path<M, A, C> {
    Path::attribute(name)
}

/// [`path`] for a field with rules.
pub const fn ruled_path<M, A, C>(name: &'static str, rules: &'static Rules) -> Path<M, A, C> {
    Path::ruled(name, rules)
}

/// Refuses to compile where a codec stores something else than the schema says of keys: tables
/// are made as the schema says, and DynamoDB would refuse every item.
///
/// ```
/// # use dynamite::codegen_support::{KeyKind, key_is_stored_as};
/// const _: () = key_is_stored_as::<i64>(KeyKind::Number);
/// ```
///
/// ```compile_fail,E0080
/// # use dynamite::codegen_support::{KeyKind, key_is_stored_as};
/// const _: () = key_is_stored_as::<i64>(KeyKind::String);
/// ```
///
/// # Panics
/// While compiling, when they differ.
pub const fn key_is_stored_as<A: KeyAttribute>(declared: KeyKind) {
    assert!(
        declared as u8 == A::KIND as u8,
        "the schema declares a Rust type with another `key:` than its codec stores: let `key:` be \
         `string`, `number` or `binary` as the `Stored` type of its `Codec` is"
    );
}

/// The version of what generated code expects of the runtime.
const GENERATED_CODE: u32 = 2;

/// Refuses to compile code of a generator that this runtime does not fit.
///
/// # Panics
/// While compiling, when the versions differ.
pub const fn generated_by<const VERSION: u32>() {
    assert!(
        VERSION == GENERATED_CODE,
        "these models were generated for another version of dynamite-runtime: use the same version \
         of dynamite-codegen (or dynamite-gen) and dynamite-runtime, and generate again"
    );
}
