//! Declarations that are a key elsewhere, and expressed in another way here.

/// A declaration that is a key in other languages, and expressed in another way here.
pub(super) struct Said {
    /// The places where it may be written.
    pub(super) places: &'static [&'static str],
    /// The keys, normalized.
    pub(super) keys: &'static str,
    /// The way it is expressed here.
    pub(super) how: &'static str,
    /// The key of the place with the same meaning.
    pub(super) stands_for: Option<&'static str>,
}

const FIELDS: &[&str] = &["field", "nested_field"];

pub(super) const SAID_OTHERWISE: &[Said] = &[
    Said {
        places: FIELDS,
        keys: "required optional nullable null notnull isrequired isoptional",
        how: "a field is required unless its type ends in `?`, as in `string?`; in `json?`, \
              `keep_null: true` tells NULL from absent",
        stands_for: None,
    },
    Said {
        places: FIELDS,
        keys: "primarykey primary key pk sk partition partitionkey sort sortkey hash hashkey range rangekey",
        how: "the model says which field is its key: `key: <field>`, beside `fields:`",
        stands_for: None,
    },
    Said {
        places: FIELDS,
        keys: "index indexed indexes indices gsi",
        how: "the model declares its indexes: `indexes: { by_name: name }`, beside `fields:`",
        stands_for: None,
    },
    Said {
        places: FIELDS,
        keys: "hasmany hasone belongsto manytomany relation references foreignkey ref through",
        how: "the model declares its relations: `relations:`, beside `fields:`",
        stands_for: Some("type"),
    },
    Said {
        places: FIELDS,
        keys: "ttl expires timetolive",
        how: "the model says which field holds the expiry time: `ttl: <field>`, beside `fields:`",
        stands_for: None,
    },
    Said {
        places: FIELDS,
        keys: "enum values choices options variants union",
        how: "declare it below `types:`, such as `Role: { enum: [admin, guest] }`, and use its name as \
              the type",
        stands_for: Some("type"),
    },
    Said {
        places: FIELDS,
        keys: "fields properties members struct",
        how: "declare a nested type below `types:`, and use its name as the type",
        stands_for: Some("type"),
    },
    Said {
        places: FIELDS,
        keys: "rust rusttype",
        how: "the type in Rust is `type:`, and `codec:` beside it stores the value in another form; a \
              type of your own is declared below `types:`, such as `Money: { rust: \
              \"crate::money::Money\" }`",
        stands_for: Some("type"),
    },
    Said {
        places: FIELDS,
        keys: "items item element elements of",
        how: "the type says what is inside: `list<string>`, `map<u64>`, `set<string>`",
        stands_for: None,
    },
    Said {
        places: FIELDS,
        keys: "name",
        how: "a field is called by the key above; `attribute:` is its name in the table, `rust_name:` \
              in Rust",
        stands_for: None,
    },
    Said {
        places: &["model"],
        keys: "pk sk partition sort partitionkey sortkey hash hashkey range rangekey primarykey primary keys",
        how: "write `key: <field>`, or `key: { partition: <field>, sort: <field> }`",
        stands_for: Some("key"),
    },
    Said {
        places: &["model"],
        keys: "timestamps createdat updatedat softdelete softdeletes paranoid versioned optimisticlock auto",
        how: "say it of fields: `auto: created`, `updated`, `deleted` or `version`",
        stands_for: None,
    },
    Said {
        places: &["model"],
        keys: "enum enums union types nested",
        how: "declare types below `types:`, beside `models:`",
        stands_for: None,
    },
    Said {
        places: &["model"],
        keys: "hasmany hasone belongsto manytomany",
        how: "declare it below `relations:`, such as `posts: { has_many: Post, foreign_key: author_id }`",
        stands_for: None,
    },
    Said {
        places: &["model", "index", "relation"],
        keys: "name",
        how: "it is called by the key that it stands below",
        stands_for: None,
    },
    Said {
        places: &["index"],
        keys: "type kind global gsi",
        how: "an index is a global one, unless it says `local: true`",
        stands_for: None,
    },
    Said {
        places: &["index"],
        keys: "unique",
        how: "an index cannot keep values unique: say `unique: true` of the field, or `unique:` of the \
              model for several fields together",
        stands_for: None,
    },
    Said {
        places: &["index"],
        keys: "fields keys columns on attributes key",
        how: "say which is which: `partition: <field>`, `sort: <field>`, and what the index holds besides \
              as `project: [<field>]`",
        stands_for: Some("partition"),
    },
    Said {
        places: &["relation"],
        keys: "type kind model target to class",
        how: "the kind is the key, and the model its value: `has_many: Post`",
        stands_for: Some("has_many"),
    },
    Said {
        places: &["relation"],
        keys: "references referencedkey primarykey localkey",
        how: "a foreign key holds the primary key of the other model, so it is not named",
        stands_for: None,
    },
    Said {
        places: &["enum_value"],
        keys: "name string",
        how: "the stored string is its `value:`, the name of the variant in Rust its `rust_name:`",
        stands_for: Some("value"),
    },
    Said {
        places: &["enum"],
        keys: "default",
        how: "a default is that of a field: `{ type: Role, default: guest }`; `catch_all:` takes values \
              that are not listed",
        stands_for: None,
    },
    Said {
        places: &["unique"],
        keys: "scope with together fields on",
        how: "fields that are unique together are declared by the model: `unique: { by_tenant_name: [tenant, \
              name] }`",
        stands_for: None,
    },
    Said {
        places: &["file"],
        keys: "enum enums struct structs union unions",
        how: "declare it below `types:`, such as `Role: { enum: [admin, guest] }`",
        stands_for: None,
    },
];
