//! Parts of transactions. Without hooks the write is planned at once; with hooks it is planned when
//! the transaction is committed, after its hooks have been called.

use super::super::plan::{Planned, rules};
use super::super::{HookedWrite, Part, item};
use super::calls::{
    created, creating, deleting, restored, restoring, saved, saving, updated, updating,
};
use crate::Error;
use crate::expr::UpdateExpression;
use crate::hooks::{Deletion, Hooks};
use crate::item::{Attributes, StoredItem};
use crate::model::Model;

/// Returns the part that creates an item. Its write carries the entity as it is stored.
pub(crate) fn part_of_create<M: Model, H: Hooks<M>>(
    hooks: H,
    mut entity: M,
    plan: impl FnOnce(M) -> Result<(M, Planned), Error> + Send + 'static,
) -> Result<Part, Error> {
    if !H::ARE_THERE {
        let (_, planned) = plan(rules::accepted(entity)?)?;
        return Ok(planned.into());
    }
    Ok(Part::hooked(async move {
        creating(&hooks, &mut entity).await?;
        let entity = item::as_read(&rules::accepted(entity)?)?;
        let (entity, planned) = plan(entity)?;
        let after = async move { created(&hooks, &entity).await };
        Ok(HookedWrite::new(planned, after))
    }))
}

/// Returns the part that writes an entity as a whole. Its write carries the item as it will be, as
/// far as that is known.
pub(crate) fn part_of_save<M: Model, H: Hooks<M>>(
    hooks: H,
    mut entity: M,
    plan: impl FnOnce(M) -> Result<(Planned, Attributes), Error> + Send + 'static,
) -> Result<Part, Error> {
    if !H::ARE_THERE {
        let (planned, _) = plan(rules::accepted(entity)?)?;
        return Ok(planned.into());
    }
    Ok(Part::hooked(async move {
        saving(&hooks, &mut entity).await?;
        let entity = rules::accepted(entity)?;
        let (planned, ours) = plan(entity.clone())?;
        let after = async move {
            let ours = StoredItem::new(ours).decode().unwrap_or(entity);
            saved(&hooks, &ours).await;
        };
        Ok(HookedWrite::new(planned, after))
    }))
}

/// Returns the part that updates an item.
pub(crate) fn part_of_update<M: Model, H: Hooks<M>>(
    hooks: H,
    key: M::Key,
    mut changes: UpdateExpression<M>,
    plan: impl FnOnce(UpdateExpression<M>) -> Result<Planned, Error> + Send + 'static,
) -> Result<Part, Error> {
    if !H::ARE_THERE {
        return Ok(plan(changes)?.into());
    }
    Ok(Part::hooked(async move {
        let updating = updating(&hooks, &key, &mut changes).await?;
        Ok(HookedWrite::new(plan(changes)?, updated(updating, true)))
    }))
}

/// Returns the part that deletes an item.
pub(crate) fn part_of_delete<M: Model, H: Hooks<M>>(
    hooks: H,
    key: M::Key,
    deletion: Deletion,
    plan: impl FnOnce() -> Result<Planned, Error> + Send + 'static,
) -> Result<Part, Error> {
    if !H::ARE_THERE {
        return Ok(plan()?.into());
    }
    Ok(Part::hooked(async move {
        let deleting = deleting(&hooks, &key, deletion).await?;
        let after = async move {
            if let Some(deleting) = deleting {
                deleting.done(None).await;
            }
        };
        Ok(HookedWrite::new(plan()?, after))
    }))
}

/// Returns the part that restores an item.
pub(crate) fn part_of_restore<M: Model, H: Hooks<M>>(
    hooks: H,
    key: M::Key,
    plan: impl FnOnce() -> Result<Planned, Error> + Send + 'static,
) -> Result<Part, Error> {
    if !H::ARE_THERE {
        return Ok(plan()?.into());
    }
    Ok(Part::hooked(async move {
        let restoring = restoring(&hooks, &key).await?;
        Ok(HookedWrite::new(plan()?, restored(restoring, true)))
    }))
}
