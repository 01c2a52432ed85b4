//! Serialized types.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[
    entry(
        code::BAD_EXPOSURE,
        "`serde` of a field says if it is in output, in input, in both or in none. Input makes a \
         whole item, so it has every field that has to be given; one that only the service sets \
         has a default or is optional. What Dynamite maintains is never in input.",
        "models:\n  User: { key: id, serde: true, fields: { id: ulid, role: { type: string, serde: output } } }\n",
        "models:\n  User: { key: id, serde: true, fields: { id: ulid, role: { type: string, serde: output, default: guest } } }\n",
    ),
    entry(
        code::NOT_SERIALIZED,
        "A value is serialized with all that is inside it, so every type in a serialized one is \
         serialized too. `serde: true` at the top of a file is for all that the file declares.",
        "models:\n  User: { key: id, serde: true, fields: { id: ulid, role: Role } }\ntypes:\n  Role: { enum: [guest] }\n",
        "serde: true\nmodels:\n  User: { key: id, fields: { id: ulid, role: Role } }\ntypes:\n  Role: { enum: [guest] }\n",
    ),
    entry(
        code::PATCH_ERASES,
        "A patch sets a nested value as a whole. Inside it there may be what no body sets: fields \
         for `output`, and undeclared attributes that `unknown: keep` keeps. The body of a PATCH \
         request would erase them, so such a field is not in patches. `serde: create` leaves it in \
         the bodies of new items; the service changes it by updates of single nested fields.",
        "serde: true\nmodels:\n  User: { key: id, fields: { id: ulid, contact: Contact? } }\ntypes:\n  Contact: { fields: { email: string, checked: { type: bool?, serde: output } } }\n",
        "serde: true\nmodels:\n  User: { key: id, fields: { id: ulid, contact: { type: Contact?, serde: create } } }\ntypes:\n  Contact: { fields: { email: string, checked: { type: bool?, serde: output } } }\n",
    ),
];
