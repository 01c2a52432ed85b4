//! The interface for crates that read and write items by a schema instead of by generated types:
//! migrations, imports, backups. They read tables by [segments](SegmentRead) and items by [keys](read),
//! and [`write`] one item at a time, on conditions. Not covered by semantic versioning: such a crate and the runtime of
//! one version belong together.
//!
//! Nothing here depends on the schema language. A crate makes a [`ModelDescriptor`] and the
//! [`Form`]s of its attributes from the checked schema once. Descriptors hold `&'static str`:
//! [`name`] keeps each stored name for as long as the program runs.
//!
//! ```
//! # use dynamite::engine_support::{Attribute, Segment, SegmentRead, name, write};
//! # use dynamite::engine_support::{KeyAttributeDescriptor, ModelDescriptor, TableDescriptor};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), dynamite::Error> {
//! # let db = dynamite::Client::embedded()?;
//! static USERS: TableDescriptor = TableDescriptor {
//!     name: "users",
//!     partition: KeyAttributeDescriptor::string("id"),
//!     sort: None,
//!     indexes: &[],
//!     second_indexes: &[],
//!     ttl: None,
//! };
//! static USER: ModelDescriptor = ModelDescriptor::new("User", &USERS, &["id", "mail"]);
//! static TABLES: &[&TableDescriptor] = &[&USERS];
//! db.sync(TABLES).await?;
//!
//! let (old, new) = (Attribute::named(name("mail")), Attribute::named(name("email")));
//! let mut read = SegmentRead::of(&db, &USER, Segment::WHOLE);
//! while let Some(page) = read.next_page().await? {
//!     for item in &page.items {
//!         let changes = new.copied_from(&old);
//!         write::update(&db, &USER, item, changes, old.exists()).await?;
//!     }
//!     // The checkpoint: the position to go on from.
//!     let _position = page.end.map(|end| end.to_bytes());
//! }
//! # Ok(())
//! # }
//! ```

mod accepted;
mod attribute;
mod constant;
mod form;
mod gate;
mod names;
pub mod read;
mod scalars;
mod segment;
mod tables;
mod unanswered;
mod union;
pub mod write;

pub use accepted::index_key;
pub use attribute::{Attribute, Changes, Condition};
pub use constant::Constant;
pub use form::{FieldForm, Form, FormError, Forms, StructForm, TypeForm};
pub use gate::gated;
pub use names::name;
pub use segment::{SegmentPage, SegmentPosition, SegmentRead};
pub use tables::{IndexFacts, TableFacts, table_facts};
pub use unanswered::Unanswered;

pub use crate::codec::size::stored_bytes;
pub use dynamite_core::limits::MAX_ITEM_BYTES;

pub use crate::codec::{DecodeError, EncodeError};
pub use crate::expr::{AttributeKind, Comparison, is_same as is_same_value};
pub use crate::model::{
    IndexDescriptor, IndexKind, KeyAttributeDescriptor, KeyKind, ModelDescriptor, Projection,
    TableDescriptor, UNIQUE_GUARDS,
};
pub use crate::request::{Backoff, Segment};
pub use crate::sync::change::{
    TableStanding, is_refused_for_now, request_index, request_index_removal, request_ttl,
    table_standing, ttl_attribute,
};

use crate::Client;
use crate::item::{Attributes, StoredItem};
use crate::types::Timestamp;

/// The model of conditions and changes without a model.
#[derive(Clone, Copy, Debug)]
pub enum Untyped {}

/// Makes an item of these attributes, as it would be stored.
pub fn item(attributes: Attributes) -> StoredItem {
    StoredItem::new(attributes)
}

/// Returns the time of the client's clock.
pub fn now(client: &Client) -> Timestamp {
    client.now()
}

/// Returns the key of an item as text for messages: `id = "a", at = 5`. Sensitive parts are left out.
pub fn key_text(model: &ModelDescriptor, item: &StoredItem) -> String {
    item.key_text_of(model)
}

/// Returns the full name of a table, as the client names it.
pub fn table_name(client: &Client, table: &TableDescriptor) -> String {
    client.table_name(table.name)
}
