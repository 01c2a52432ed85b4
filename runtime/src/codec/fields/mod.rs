//! Reading and writing of the fields of an item or a nested type: one call of generated code for
//! all fields that are read, and one for each that is written.

mod forms;
mod groups;
mod read;
mod writer;

pub use forms::{Group, KeyPart, Nullable, OrAbsent, Secret};
pub use read::{Field, Fields, read_fields, read_flattened, read_optional_flattened, undeclared};
pub use writer::FieldWriter;
