//! Typed handles, conditions and updates, and their expressions.
//!
//! Handles are functions in the generated modules. The operations of a field depend on its type and
//! stored form; any other operation is a compile error. These compile:
//!
//! ```
//! # mod user {
//! # use dynamite::expr::{KeyField, Optional, Path, Required};
//! # #[derive(Debug)] pub struct User;
//! # pub fn id() -> Path<User, u64, KeyField> { Path::attribute("id") }
//! # pub fn name() -> Path<User, String, Required> { Path::attribute("name") }
//! # pub fn nickname() -> Path<User, String, Optional> { Path::attribute("nickname") }
//! # pub fn balance() -> Path<User, i64, Required> { Path::attribute("balance") }
//! # }
//! # use dynamite::expr::UpdateExpression;
//! let condition = user::name().begins_with("A").and(!user::nickname().is_absent());
//! let update = UpdateExpression::new()
//!     .set(user::name(), "Ada")
//!     .add(user::balance(), 10)
//!     .remove(user::nickname());
//! # let _ = user::id().eq(1).and(condition);
//! # let _ = update;
//! ```
//!
//! A field of the key cannot be set:
//!
//! ```compile_fail
//! # mod user {
//! # use dynamite::expr::{KeyField, Path};
//! # #[derive(Debug)] pub struct User;
//! # pub fn id() -> Path<User, u64, KeyField> { Path::attribute("id") }
//! # }
//! # use dynamite::expr::UpdateExpression;
//! let update = UpdateExpression::new().set(user::id(), 1);
//! ```
//!
//! A required field cannot be removed:
//!
//! ```compile_fail
//! # mod user {
//! # use dynamite::expr::{Path, Required};
//! # #[derive(Debug)] pub struct User;
//! # pub fn name() -> Path<User, String, Required> { Path::attribute("name") }
//! # }
//! # use dynamite::expr::UpdateExpression;
//! let update = UpdateExpression::new().remove(user::name());
//! ```
//!
//! Nothing can be added to a string:
//!
//! ```compile_fail
//! # mod user {
//! # use dynamite::expr::{Path, Required};
//! # #[derive(Debug)] pub struct User;
//! # pub fn name() -> Path<User, String, Required> { Path::attribute("name") }
//! # }
//! # use dynamite::expr::UpdateExpression;
//! let update = UpdateExpression::new().add(user::name(), "x");
//! ```
//!
//! A number has no prefix:
//!
//! ```compile_fail
//! # mod user {
//! # use dynamite::expr::{Path, Required};
//! # #[derive(Debug)] pub struct User;
//! # pub fn balance() -> Path<User, i64, Required> { Path::attribute("balance") }
//! # }
//! let condition = user::balance().begins_with(1);
//! ```
//!
//! A user-defined codec may change the order of values, so only `eq` and `is_in` work through it:
//!
//! ```compile_fail
//! # mod user {
//! # use dynamite::codec::{Coded, Codec, CodecError};
//! # use dynamite::expr::{Path, Required};
//! # #[derive(Debug)] pub struct User;
//! # #[derive(Clone, Debug, PartialEq, PartialOrd)] pub struct Cents(pub i64);
//! # impl Codec for Cents {
//! #     type Value = Self;
//! #     type Stored = i64;
//! #     fn encode(value: &Self) -> Result<i64, CodecError> { Ok(value.0) }
//! #     fn decode(stored: i64) -> Result<Self, CodecError> { Ok(Self(stored)) }
//! # }
//! # pub fn price() -> Path<User, Coded<Cents>, Required> { Path::attribute("price") }
//! # }
//! let condition = user::price().lt(user::Cents(5));
//! ```
//!
//! Conditions of different models cannot be combined:
//!
//! ```compile_fail
//! # mod models {
//! # use dynamite::expr::{Path, Required};
//! # #[derive(Debug)] pub struct User;
//! # #[derive(Debug)] pub struct Order;
//! # pub fn user() -> Path<User, u64, Required> { Path::attribute("a") }
//! # pub fn order() -> Path<Order, u64, Required> { Path::attribute("b") }
//! # }
//! let condition = models::user().eq(1).and(models::order().eq(1));
//! ```

mod absent;
mod condition;
pub(crate) mod conditional;
mod error;
mod field_capabilities;
mod flattened;
mod form_capabilities;
mod inside;
mod into_value;
mod key_condition;
mod limit;
mod range;
mod render;
mod selection;
mod stored;
pub(crate) mod update;
mod value;

pub(crate) use absent::Zero;
pub use absent::{AbsentAs, AbsentValue};

pub use crate::codec::Handle;
pub use crate::path::{DocumentPath, Path};
pub use condition::{AttributeKind, Comparison, Condition, Size};
pub(crate) use condition::{
    BinaryFunction, Conjunction, Function, Join, Node, Operand, all_of, joined, null, order,
};
pub use error::{ExpressionError, ExpressionKind};
pub use field_capabilities::{
    Absentable, Capabilities, Copyable, DeletedField, Element, Inside, KeyField, Optional,
    OptionalOrNull, OptionalWriteIdField, Removable, Required, Settable, VariantField,
    VersionField, WriteIdField,
};
pub use flattened::{Flattened, FlattenedHandle, Presence, Variant};
pub use form_capabilities::{Indexed, Keyed, Measured, Members, Number, Prefixed, Searchable};
pub use into_value::IntoValue;
pub use key_condition::KeyCondition;
pub use render::{Expressions, Substitutions};
pub use selection::Selection;
pub use stored::is_same;
pub(crate) use stored::{contains, find, is_same_or_absent};
pub use update::UpdateExpression;
pub(crate) use update::{
    Action, ActionResult, AddedTo, Completed, Copied, MayLack, NewAttribute, PathChange, Source,
    added_to, copied, evaluate, evaluate_possible, is_mirrored_exactly, is_null, is_of,
    least_bytes, may_be_applied_to, mirrored, over_null, unstorable, update_methods,
};
