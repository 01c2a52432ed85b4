//! Typed handles, conditions and updates, and the expressions they become.

mod condition;
mod error;
mod forms;
mod into_value;
mod key_condition;
mod path;
mod render;
pub(crate) mod update;
mod value;

pub use condition::{AttributeKind, Comparison, Condition, Size};
pub use error::{
    ExpressionError, ExpressionKind, MAX_EXPRESSION_BYTES, MAX_KEY_ATTRIBUTES, MAX_OPERATORS,
    MAX_SUBSTITUTION_BYTES,
};
pub use forms::{Indexed, Keyed, Measured, Members, Number, Prefixed, Searchable};
pub use into_value::IntoValue;
pub use key_condition::KeyCondition;
pub use path::{
    DocumentPath, Element, Handle, KeyField, Optional, Path, Removable, Required, Settable,
};
pub use render::{Expressions, Substitutions};
pub use update::UpdateExpression;
pub(crate) use update::{Outcome as ChangeOutcome, update_methods};
