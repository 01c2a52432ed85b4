//! The operations of a repository: a file each.
//!
//! Every operation is a builder that owns what it needs. Awaiting it sends the request; dropping
//! it before that does nothing. Dropping its future midway leaves what the operation's own page
//! says: for a write, either the old item or the new one, never something between.

mod create;
mod delete;
mod get;
mod repository;

pub use create::Create;
pub use delete::Delete;
pub use get::Get;
pub use repository::Repository;
