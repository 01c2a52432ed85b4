//! The random token that each write of a model with `auto: write_id` stores, by which it recognizes
//! its own work after a lost response.

use aws_sdk_dynamodb::types::AttributeValue;

use super::super::item;
use super::proof::Proof;
use crate::expr::UpdateExpression;
use crate::item::{Attributes, StoredItem};
use crate::model::Model;
use crate::repository::key;
use crate::{Client, Error};

/// Returns a new token and its attribute, if the model has one.
fn generated<M: Model>(client: &Client) -> Option<(&'static str, String)> {
    let name = M::DESCRIPTOR.write_id?;
    Some((name, client.fresh().write_id()))
}

/// Puts a new token into the attributes of an entity, and returns the given proof with this token.
pub(crate) fn renew<M: Model>(client: &Client, entity: &mut Attributes, proof: Proof) -> Proof {
    let generated = generated::<M>(client);
    if let Some((name, token)) = &generated {
        entity.insert((*name).to_owned(), AttributeValue::S(token.clone()));
    }
    proof.with_write_id(generated)
}

/// Returns an entity with a new token, if its model has one, and the given proof with this token.
pub(crate) fn renewed<M: Model>(
    client: &Client,
    entity: M,
    proof: Proof,
) -> Result<(M, Proof), Error> {
    if M::DESCRIPTOR.write_id.is_none() {
        return Ok((entity, proof));
    }
    let mut attributes = item::attributes(&entity)?;
    let proof = renew::<M>(client, &mut attributes, proof);
    let renewed = StoredItem::new(attributes).decode();
    let renewed = renewed.map_err(|error| key::unreadable(&entity.key(), error))?;
    Ok((renewed, proof))
}

/// Returns the changes of an update with a new token, and the proof that they were made. An update
/// without changes writes nothing, and no token.
pub(crate) fn stamp<M: Model>(
    client: &Client,
    changes: UpdateExpression<M>,
) -> (UpdateExpression<M>, Proof) {
    match generated::<M>(client) {
        Some((name, token)) if !changes.is_empty() => {
            let value = AttributeValue::S(token.clone());
            let proof = Proof::default().with_write_id(Some((name, token)));
            (changes.set_encoded(name, value), proof)
        }
        _ => (changes, Proof::default()),
    }
}
