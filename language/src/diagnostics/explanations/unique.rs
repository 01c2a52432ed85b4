//! Unique fields.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    entry(
        code::BAD_UNIQUE,
        "A unique value becomes the key of an item that guards it. So it is stored in one way \
         only, as a string, an exact number, bytes, or together with others as a bool. A codec of \
         the field may store one value in many ways, as encryption does; two floats that look the \
         same may differ. What Dynamite keeps, and the expiry time, are no values to be unique, \
         only one item could have a constant default, and the primary key is unique as it is.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      score: { type: f64, unique: true }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      score: { type: i64, unique: true }\n",
    ),
    entry(
        code::UNIQUE_FIELDS,
        "`unique` of a model names two fields or more, each once, whose values together are one \
         item's only, and no two entries name the same fields. A single field says `unique: true` itself.",
        "models:\n  User:\n    key: id\n    fields: { id: ulid, tenant: string, email: string }\n    unique: { by_email: [email] }\n",
        "models:\n  User:\n    key: id\n    fields: { id: ulid, tenant: string, email: string }\n    unique: { by_tenant_email: [tenant, email] }\n",
    ),
    entry(
        code::AMONG_LIVE,
        "With `among: live` a soft-deleted item gives its unique values up, so that another item \
         can take them. That needs a field with `auto: deleted`.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      email: { type: string, unique: { among: live } }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      email: { type: string, unique: { among: live } }\n      deleted_at: { type: timestamp?, auto: deleted }\n",
    ),
    entry(
        code::GUARD_NAME,
        "What is unique is guarded by items that are called after the stored names of the fields. \
         `guard` gives other names, so that an attribute can be renamed and its values stay taken: \
         one name for each field, none of them empty or given twice. No two rules of a table have \
         the same.",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      email: { type: string, unique: true }\n      login: { type: string, unique: { guard: email } }\n",
        "models:\n  User:\n    key: id\n    fields:\n      id: ulid\n      email: { type: string, unique: true }\n      login: { type: string, unique: { guard: nick } }\n",
    ),
];
