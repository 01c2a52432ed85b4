//! Items that other programs laid out: they are read, and written back unchanged.

mod adjacent;
mod flattened;
mod nulls;
mod rust_types;
mod untagged;
