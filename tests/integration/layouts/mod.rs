//! Items that other programs laid out: they are read, and written back unchanged.

mod adjacent;
mod rust_types;
mod untagged;
