//! Guards for items that are stored already.

use std::sync::Arc;

use super::commit::commit_one;
use super::touch::Touch;
use crate::Error;
use crate::expr::Condition;
use crate::model::Guarded;
use crate::ops::lifecycle::{Demands, State};
use crate::ops::transaction::{Planned, Verb};
use crate::ops::{Repository, conditional, key};
use crate::request::{TransactedAction, TransactedWrite};

/// Claims the guards of all unique values of an item for which this holds: a transaction that
/// checks that the item is what was read, and writes its guards.
pub(in crate::ops) async fn adopt<M: Guarded, H>(
    repository: &Repository<M, H>,
    key: &M::Key,
    asserted: Condition<M>,
    former_table: Option<Arc<str>>,
) -> Result<(), Error> {
    let write = TransactedWrite {
        table: Arc::clone(&repository.table),
        action: TransactedAction::Check {
            key: key::attributes(key)?,
        },
        conditional: conditional::prepared(Some(asserted))?,
    };
    let demands = Demands::of::<M>(State::Any, None);
    let planned = Planned::new::<M>(Verb::Check, write, Vec::new(), demands)?;
    let touch = Touch::of_adoption::<M>(key, former_table)?;
    let planned = planned.touching(Some(touch));
    commit_one(&repository.client, planned).await.map(drop)
}
