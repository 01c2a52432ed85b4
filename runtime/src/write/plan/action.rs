//! The action of a planned write on its item, and its request.

use std::sync::Arc;

use super::super::item;
use crate::Error;
use crate::codec::size::item_bytes;
use crate::expr::{
    Action, Copied, ExpressionKind, Expressions, Node, all_of, copied, least_bytes,
    may_be_applied_to, mirrored,
};
use crate::item::{Attributes, StoredItem};
use crate::model::{ModelDescriptor, PhasedAttribute, TableDescriptor};
use crate::repository::key::{self, Identity};
use crate::request::{Conditional, ItemAction, ItemWrite};
use crate::transport::NewItem;

/// The action of a write on its item.
#[derive(Clone)]
pub(crate) enum PlannedAction {
    Put {
        item: NewItem,
    },
    Update {
        key: Attributes,
        changes: Vec<Action>,
    },
    Delete {
        key: Attributes,
    },
    /// No change: only the condition counts.
    Check {
        key: Attributes,
    },
}

impl PlannedAction {
    /// Returns the key of the item.
    pub(super) fn identity(&self, table: &TableDescriptor) -> Result<Identity, Error> {
        Ok(match self {
            Self::Put {
                item: NewItem::Encoded(item),
            } => item.read(|reader| key::identity_of_read(table, reader.clone()))?,
            Self::Put {
                item: NewItem::Attributes(key),
            }
            | Self::Update { key, .. }
            | Self::Delete { key }
            | Self::Check { key } => key::identity_in(table, Some(key)),
        })
    }

    /// Returns the minimum size of the item after the write, in bytes as DynamoDB counts, with both
    /// attributes of fields in phases.
    pub(super) fn least_bytes(&self, phased: &[PhasedAttribute]) -> usize {
        match self {
            Self::Put {
                item: NewItem::Encoded(item),
            } => item.bytes,
            Self::Put {
                item: NewItem::Attributes(item),
            } => item_bytes(item),
            Self::Update { key, changes } if phased.is_empty() => {
                item_bytes(key) + least_bytes(changes)
            }
            Self::Update { key, changes } => {
                let both = mirrored(changes.clone(), phased, None);
                item_bytes(key) + least_bytes(both.as_ref().unwrap_or(changes))
            }
            Self::Delete { .. } | Self::Check { .. } => 0,
        }
    }

    /// Returns the condition under which it copies values that are there.
    pub(super) fn condition(&self) -> Option<Node> {
        let Self::Update { changes, .. } = self else {
            return None;
        };
        let copied = copied(changes);
        all_of(copied.iter().flat_map(Copied::conditions))
    }

    /// Returns the request of the action, on these conditions.
    ///
    /// # Errors
    /// Limits of DynamoDB on expressions that are exceeded.
    pub(super) fn on(
        self,
        table: Arc<str>,
        condition: Option<Node>,
        besides: Option<Node>,
    ) -> Result<ItemWrite, Error> {
        let mut expressions = Expressions::new();
        let action = self.rendered(&mut expressions)?;
        let condition = all_of(condition.into_iter().chain(besides));
        let condition = condition
            .map(|node| expressions.condition_node(ExpressionKind::Condition, node))
            .transpose()?;
        Ok(ItemWrite {
            table,
            action,
            conditional: Conditional {
                condition,
                substitutions: expressions.finish()?,
            },
        })
    }

    fn rendered(self, expressions: &mut Expressions) -> Result<ItemAction, Error> {
        Ok(match self {
            Self::Put { item } => ItemAction::Put { item },
            Self::Update { key, changes } => ItemAction::Update {
                key,
                update: expressions.actions(changes)?,
            },
            Self::Delete { key } => ItemAction::Delete { key },
            Self::Check { key } => ItemAction::Check { key },
        })
    }

    /// Returns `true` if the action would leave this item unchanged, as far as can be told: the
    /// item may then be the work of an earlier attempt.
    pub(crate) fn may_have_made(&self, model: &ModelDescriptor, item: &StoredItem) -> bool {
        let stored = item.attributes();
        match self {
            Self::Put { item } => item
                .attributes()
                .is_ok_and(|sent| item::is_as_sent(model, &sent, stored)),
            Self::Update { changes, .. } if model.phased.is_empty() => {
                may_be_applied_to(changes, stored)
            }
            Self::Update { changes, .. } => {
                // Values hold second attributes of fields inside them.
                let both = mirrored(changes.clone(), model.phased, None);
                may_be_applied_to(both.as_ref().unwrap_or(changes), stored)
            }
            Self::Delete { .. } | Self::Check { .. } => false,
        }
    }
}
