//! A write of one item, as its own request or as part of a transaction.

use std::sync::Arc;

use crate::expr::Substitutions;
use crate::item::Attributes;
use crate::transport::NewItem;

/// A write of one item.
#[derive(Clone)]
pub(crate) struct ItemWrite {
    pub(crate) table: Arc<str>,
    pub(crate) action: ItemAction,
    pub(crate) conditional: Conditional,
}

/// The effect of a write on its item.
#[derive(Clone)]
pub(crate) enum ItemAction {
    Put {
        item: NewItem,
    },
    Update {
        key: Attributes,
        update: Option<String>,
    },
    Delete {
        key: Attributes,
    },
    /// No change, only a condition. In transactions only.
    Check {
        key: Attributes,
    },
}

/// The expressions of a conditional write.
#[derive(Clone, Default)]
pub(crate) struct Conditional {
    pub(crate) condition: Option<String>,
    pub(crate) substitutions: Substitutions,
}

impl ItemAction {
    /// Returns DynamoDB's name of the single request for this action.
    pub(crate) fn operation(&self) -> &'static str {
        match self {
            Self::Put { .. } => "PutItem",
            Self::Update { .. } => "UpdateItem",
            Self::Delete { .. } => "DeleteItem",
            Self::Check { .. } => "ConditionCheck",
        }
    }
}
