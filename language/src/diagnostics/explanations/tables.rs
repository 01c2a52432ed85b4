//! Tables.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    entry(
        code::SHARED_TABLE,
        "Each model has a table of its own: by default the plural of its name in snake case. \
         Several models in one table are not supported yet.",
        "models:\n  User: { key: id, fields: { id: ulid } }\n  Admin: { key: id, table: users, fields: { id: ulid } }\n",
        "models:\n  User: { key: id, fields: { id: ulid } }\n  Admin: { key: id, table: admins, fields: { id: ulid } }\n",
    ),
    entry(
        code::ILLEGAL_NAME,
        "The names of tables and indexes are 3 to 255 of the characters `a-z`, `A-Z`, `0-9`, `_`, \
         `-` and `.`. A client may add a prefix to table names, which counts as well.",
        "models:\n  User: { key: id, table: my users, fields: { id: ulid } }\n",
        "models:\n  User: { key: id, table: my_users, fields: { id: ulid } }\n",
    ),
    entry(
        code::RESERVED_TABLE,
        "Unique values are guarded by items of a table of their own, `dynamite_unique`, which has \
         the prefix of the client like any other. No model can have this table.",
        "models:\n  Guard: { key: id, table: dynamite_unique, fields: { id: ulid } }\n",
        "models:\n  Guard: { key: id, table: guards, fields: { id: ulid } }\n",
    ),
];
