//! The stable codes, in groups of a hundred.

use std::fmt;

/// A stable code, such as `DM101`. A code keeps its meaning for ever.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    name: &'static str,
    title: &'static str,
}

impl Code {
    const fn new(name: &'static str, title: &'static str) -> Self {
        Self { name, title }
    }

    /// Returns the code itself.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Returns its meaning, in a few words.
    pub fn title(self) -> &'static str {
        self.title
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

// Files and YAML.
pub(crate) const UNREADABLE: Code = Code::new("DM001", "a schema folder or file cannot be read");
pub(crate) const NO_FILES: Code = Code::new("DM002", "the schema folder holds no schema files");
pub(crate) const NOT_TEXT: Code = Code::new("DM003", "a schema file is not UTF-8 text");
pub(crate) const TOO_LARGE: Code = Code::new("DM004", "a schema file is too large");
pub(crate) const EMPTY_FILE: Code = Code::new("DM005", "a schema file declares nothing");
pub(crate) const INVALID_YAML: Code = Code::new("DM010", "a schema file is not valid YAML");
pub(crate) const DUPLICATE_KEY: Code = Code::new("DM011", "a key is given twice");
pub(crate) const MERGE_KEY: Code = Code::new("DM012", "merge keys are not read");
pub(crate) const TAG: Code = Code::new("DM013", "YAML tags are not read");
pub(crate) const SEVERAL_DOCUMENTS: Code = Code::new("DM014", "a file holds several documents");
pub(crate) const ALIASES: Code = Code::new("DM015", "aliases expand to too much");
pub(crate) const TOO_DEEP: Code = Code::new("DM016", "values are nested too deeply");
pub(crate) const KEY_NOT_TEXT: Code = Code::new("DM017", "a key is not text");
pub(crate) const MISLEADING_TEXT: Code = Code::new("DM018", "text holds invisible characters");

// The shape of declarations.
pub(crate) const UNKNOWN_KEY: Code = Code::new("DM101", "a key is unknown");
pub(crate) const NOT_SUPPORTED_YET: Code = Code::new("DM102", "something is not supported yet");
pub(crate) const WRONG_SHAPE: Code = Code::new("DM103", "a value has the wrong shape");
pub(crate) const MISSING_KEY: Code = Code::new("DM104", "a key is missing");
pub(crate) const UNKNOWN_CHOICE: Code = Code::new("DM105", "a value is none of those allowed");
pub(crate) const NEWER_FORMAT: Code = Code::new("DM106", "the file needs a newer Dynamite");
pub(crate) const TYPE_FORM: Code = Code::new("DM107", "a type is declared in two forms at once");

// Names.
pub(crate) const DUPLICATE_NAME: Code = Code::new("DM201", "a name is declared twice");
pub(crate) const NAME_COLLISION: Code = Code::new("DM202", "two names are one in Rust");
pub(crate) const GENERATED_COLLISION: Code = Code::new("DM203", "generated names collide");
pub(crate) const NO_IDENTIFIER: Code = Code::new("DM204", "a name gives no Rust identifier");
pub(crate) const TYPE_NAME: Code = Code::new("DM205", "a name is not an UpperCamel identifier");
pub(crate) const PLURAL: Code = Code::new("DM206", "a plural is unusable");
pub(crate) const METHOD_TAKEN: Code = Code::new("DM207", "an index name hides a built-in method");
pub(crate) const RUST_PATH: Code = Code::new("DM208", "a Rust path is malformed");
pub(crate) const DERIVED_TWICE: Code = Code::new("DM209", "a type derives something twice");
pub(crate) const NO_CODEC: Code = Code::new("DM210", "a Rust type has no codec");

// Types.
pub(crate) const UNKNOWN_TYPE: Code = Code::new("DM301", "a type is unknown");
pub(crate) const TYPE_SYNTAX: Code = Code::new("DM302", "a type is malformed");
pub(crate) const INNER_OPTIONAL: Code = Code::new("DM303", "only a field can be optional");
pub(crate) const BAD_SET: Code = Code::new("DM304", "a set of this type, or in this place");
pub(crate) const MODEL_AS_TYPE: Code = Code::new("DM305", "a model is used as a type");
pub(crate) const CYCLE: Code = Code::new("DM306", "a type contains itself");
pub(crate) const EMPTY_TYPE: Code = Code::new("DM313", "an enum or union has no members");
pub(crate) const TAG_COLLISION: Code = Code::new("DM314", "a union's tag is also a field");
pub(crate) const UNTAGGED: Code =
    Code::new("DM330", "an untagged union cannot tell its variants apart");
pub(crate) const NESTED_TOO_DEEP: Code = Code::new("DM315", "a field nests too deeply");
pub(crate) const UNKNOWN_IS_LOST: Code =
    Code::new("DM324", "unknown attributes in lists and maps are lost");

// Fields.
pub(crate) const BAD_DEFAULT: Code = Code::new("DM307", "a default does not fit its field");
pub(crate) const KEY_DEFAULT: Code = Code::new("DM308", "a key has a constant default");
pub(crate) const BAD_AUTO: Code = Code::new("DM309", "a field cannot be kept automatically");
pub(crate) const BAD_AS: Code = Code::new("DM310", "a stored form does not fit its field");
pub(crate) const BAD_ABSENT: Code = Code::new("DM327", "an absent attribute cannot mean this");
pub(crate) const ABSENT_IN_INDEX: Code = Code::new("DM328", "an index lacks older items");
pub(crate) const BAD_FLATTEN: Code = Code::new("DM333", "a field cannot be flattened");
pub(crate) const DUPLICATE_ATTRIBUTE: Code = Code::new("DM311", "two fields share an attribute");
pub(crate) const ATTRIBUTE_LENGTH: Code = Code::new("DM312", "an attribute name has a bad length");

// Phases of fields.
pub(crate) const BAD_PHASE: Code =
    Code::new("DM334", "a field cannot be renamed or retyped like this");
pub(crate) const REMOVED_ATTRIBUTE: Code = Code::new("DM335", "a removed attribute is in use");
pub(crate) const BAD_SINCE: Code = Code::new("DM336", "older items have no value of a field");
pub(crate) const BAD_RETYPE: Code = Code::new("DM337", "a stored form has no way back");

// Rules and codecs of fields.
pub(crate) const UNFIT_RULE: Code = Code::new("DM316", "a rule does not fit its field");
pub(crate) const BOUND_OUT_OF_RANGE: Code = Code::new("DM317", "a bound is out of range");
pub(crate) const CROSSED_BOUNDS: Code = Code::new("DM318", "two bounds leave no value");
pub(crate) const BAD_PATTERN: Code = Code::new("DM319", "a pattern does not compile");
pub(crate) const NOT_ONE_RULE: Code = Code::new("DM320", "a check is not exactly one rule");
pub(crate) const DEFAULT_BREAKS_RULE: Code = Code::new("DM321", "a default breaks a rule");
pub(crate) const BAD_CODEC: Code = Code::new("DM322", "a field cannot have a codec");
pub(crate) const KEEP_NULL: Code = Code::new("DM331", "a field cannot hold NULL as a value");
pub(crate) const NORMALIZED_KEY: Code = Code::new("DM323", "a primary key is normalized");

// Serialized types.
pub(crate) const BAD_EXPOSURE: Code =
    Code::new("DM325", "a field cannot have this place in input or output");
pub(crate) const NOT_SERIALIZED: Code = Code::new("DM326", "a serialized type holds another");
pub(crate) const PATCH_ERASES: Code =
    Code::new("DM332", "a patch would erase what input cannot set");

// Keys and expiry.
pub(crate) const NO_SUCH_FIELD: Code = Code::new("DM401", "a field does not exist");
pub(crate) const OPTIONAL_KEY: Code = Code::new("DM402", "a key field is optional");
pub(crate) const UNINDEXABLE: Code = Code::new("DM403", "a type cannot be a key");
pub(crate) const REPEATED_KEY_FIELD: Code = Code::new("DM404", "a key names a field twice");
pub(crate) const BAD_TTL: Code = Code::new("DM405", "a field cannot hold the expiry time");
pub(crate) const KEY_OFFSET: Code = Code::new("DM406", "a time in a key does not name its offset");
pub(crate) const TEXT_ORDER: Code = Code::new("DM407", "a sort key is not in the order of time");

// Indexes.
pub(crate) const INDEX_NOT_SPARSE: Code = Code::new("DM501", "an index over an optional field");
pub(crate) const TOO_MANY_PARTS: Code = Code::new("DM502", "an index key has too many parts");
pub(crate) const LOCAL_INDEX: Code = Code::new("DM503", "a local index that cannot exist");
pub(crate) const TOO_MANY_LOCAL: Code = Code::new("DM504", "too many local indexes");
pub(crate) const MANY_GLOBAL: Code = Code::new("DM505", "more global indexes than the quota");
pub(crate) const TOO_MANY_PROJECTED: Code = Code::new("DM506", "too many projected attributes");
pub(crate) const COLLECTION_LIMIT: Code = Code::new("DM507", "a local index limits collections");
pub(crate) const BAD_PROJECTION: Code = Code::new("DM508", "a projection repeats or lacks a field");
pub(crate) const NO_LIFE_CYCLE: Code =
    Code::new("DM509", "an index would not know what is deleted");

// Unique fields.
pub(crate) const BAD_UNIQUE: Code = Code::new("DM510", "a field cannot be unique");
pub(crate) const UNIQUE_FIELDS: Code = Code::new("DM511", "fields that cannot be unique together");
pub(crate) const AMONG_LIVE: Code = Code::new("DM512", "nothing can be deleted and restored");
pub(crate) const GUARD_NAME: Code = Code::new("DM513", "a guard has no name of its own");

// Tables.
pub(crate) const SHARED_TABLE: Code = Code::new("DM601", "two models share a table");
pub(crate) const ILLEGAL_NAME: Code = Code::new("DM602", "DynamoDB does not accept a name");
pub(crate) const RESERVED_TABLE: Code = Code::new("DM603", "a table name is taken by Dynamite");

// Relations.
pub(crate) const BAD_RELATION: Code = Code::new("DM701", "a relation is malformed");
pub(crate) const NO_SUCH_MODEL: Code = Code::new("DM702", "a model does not exist");
pub(crate) const FOREIGN_KEY: Code = Code::new("DM703", "a foreign key does not fit its key");
pub(crate) const WOULD_SCAN: Code = Code::new("DM704", "a relation would read a whole table");
pub(crate) const SEVERAL_WAYS: Code = Code::new("DM705", "a relation can be meant in several ways");
pub(crate) const BAD_JOIN: Code = Code::new("DM706", "a model cannot hold pairs");
pub(crate) const ONE_AT_MOST: Code = Code::new("DM707", "a relation to many has one at most");

// Expressions.
pub(crate) const EXPRESSION_SYNTAX: Code = Code::new("DM801", "an expression is malformed");
pub(crate) const EXPRESSION_TOO_LARGE: Code = Code::new("DM802", "an expression is too large");
pub(crate) const UNKNOWN_FUNCTION: Code = Code::new("DM803", "a function is unknown");
pub(crate) const UNKNOWN_IN_EXPRESSION: Code =
    Code::new("DM804", "an expression names what does not exist");
pub(crate) const ARGUMENT_COUNT: Code = Code::new("DM805", "a function has other arguments");
pub(crate) const EXPRESSION_TYPE: Code =
    Code::new("DM806", "a value in an expression has the wrong type");
pub(crate) const MAY_BE_NULL: Code = Code::new("DM807", "a value in an expression may be null");
pub(crate) const BAD_CONSTANT: Code =
    Code::new("DM808", "a constant in an expression cannot be used");

// Migrations.
pub(crate) const MIGRATION_NAME: Code = Code::new("DM901", "a migration file has another name");
pub(crate) const NOT_ONE_STEP: Code = Code::new("DM902", "a step is not exactly one change");
pub(crate) const UNFIT_STEP: Code = Code::new("DM903", "a step does not fit its field");
pub(crate) const STEP_OF_OTHER_FIELD: Code =
    Code::new("DM904", "a step is about a field of the other schema");
pub(crate) const STEPS_OVERLAP: Code = Code::new("DM905", "two steps are about one attribute");
pub(crate) const CHANGE_WITHOUT_STEP: Code =
    Code::new("DM906", "a change of the schema has no step");
pub(crate) const NO_MIGRATION: Code = Code::new("DM907", "a change of the schema strands items");
pub(crate) const STEP_NOT_REPEATABLE: Code =
    Code::new("DM908", "a step would change a value each time it is made");
pub(crate) const UNFIT_TABLE_STEP: Code = Code::new("DM909", "a step does not fit the table");
pub(crate) const MISSTATED: Code = Code::new(
    "DM910",
    "a field or index was something else before than it says",
);
