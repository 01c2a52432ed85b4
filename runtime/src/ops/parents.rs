//! Maps on the way to nested attributes.

use super::lifecycle::Demands;
use super::update::OPERATION;
use super::{conditional, refusal};
use crate::expr::{Expressions, UpdateExpression};
use crate::model::Model;
use crate::request::{self, Returned, Whole};
use crate::{Client, Error, ErrorKind};

/// Creates those of an update's parents that are absent, empty, outermost first. What is
/// there already stays.
pub(super) async fn create<M: Model>(
    client: &Client,
    table: &str,
    key: &M::Key,
    demands: &Demands,
    changes: &UpdateExpression<M>,
) -> Result<(), Error> {
    for create in changes.creating_parents() {
        let mut expressions = Expressions::new();
        let update = expressions.update(create)?;
        let conditional = conditional::beside(expressions, demands.condition::<M>())?;
        let key_attributes = super::key::attributes(key)?;
        let nothing = Returned::Nothing;
        request::update::<Whole<M>>(
            client,
            table,
            key_attributes,
            update,
            conditional,
            nothing,
            true,
        )
        .await
        .map_err(|refused| refusal::of_existing(refused, key, demands, OPERATION, table))?;
    }
    Ok(())
}

/// The error for parents that are not there.
pub(super) fn missing<M: Model>(
    error: &Error,
    key: &M::Key,
    changes: &UpdateExpression<M>,
) -> Error {
    let kind = ErrorKind::MissingParent {
        model: M::DESCRIPTOR.name,
        key: super::key::text(key),
        paths: changes.parents().iter().map(ToString::to_string).collect(),
    };
    let (table, id) = (error.table().unwrap_or_default(), error.request_id());
    Error::new(kind)
        .during(OPERATION, table)
        .with_request_id(id)
}
