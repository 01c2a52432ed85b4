//! The session store with the SDK.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata as _, SdkError};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, DeleteRequest, ReturnValue, WriteRequest};
use dynamite::{Timestamp, Uuid};

use super::attributes::{Item, item, n, number, optional, s, text};
use super::{Result, now_ms};

/// The most writes of a `BatchWriteItem`.
const BATCH: usize = 25;

#[derive(Clone, Debug)]
pub(crate) struct SessionsByHand {
    db: Client,
    table: String,
    index: String,
    lifetime: Duration,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) user_id: String,
    pub(crate) data: Item,
    pub(crate) created_at: String,
    /// Milliseconds since 1970.
    pub(crate) last_seen: i64,
    /// Seconds since 1970.
    pub(crate) expires_at: i64,
}

impl SessionsByHand {
    pub(crate) fn new(db: Client, table: &str, index: &str, lifetime: Duration) -> Self {
        Self {
            db,
            table: table.to_owned(),
            index: index.to_owned(),
            lifetime,
        }
    }

    pub(crate) async fn open(&self, user_id: &str, data: Item) -> Result<Session> {
        let now = now_ms()?;
        let session = Session {
            id: Uuid::new_v4().to_string(),
            user_id: user_id.to_owned(),
            data,
            created_at: iso(now)?,
            last_seen: now,
            expires_at: self.end(now)?,
        };
        let put = self.db.put_item().table_name(&self.table);
        let put = put.set_item(Some(session.clone().into()));
        let put = put.condition_expression("attribute_not_exists(sessionId)");
        put.send().await?;
        Ok(session)
    }

    pub(crate) async fn get(&self, id: &str) -> Result<Option<Session>> {
        let get = self.db.get_item().table_name(&self.table);
        let get = get.key("sessionId", s(id)).consistent_read(true);
        let session = get.send().await?.item.map(Session::try_from).transpose()?;
        let now = now_ms()? / 1000;
        Ok(session.filter(|session| session.expires_at > now))
    }

    pub(crate) async fn touch(&self, id: &str) -> Result<bool> {
        let now = now_ms()?;
        let touch = self
            .update(id, "SET lastSeen = :seen, #expires = :end")
            .condition_expression("attribute_exists(sessionId) AND #expires > :now")
            .expression_attribute_names("#expires", "expires")
            .expression_attribute_values(":seen", n(now))
            .expression_attribute_values(":end", n(self.end(now)?))
            .expression_attribute_values(":now", n(now / 1000));
        was_live(touch.send().await)
    }

    pub(crate) async fn remember(
        &self,
        id: &str,
        name: &str,
        value: AttributeValue,
    ) -> Result<bool> {
        let remember = self
            .update(id, "SET #data.#name = :value")
            .condition_expression("attribute_exists(sessionId) AND #expires > :now")
            .expression_attribute_names("#data", "data")
            .expression_attribute_names("#name", name)
            .expression_attribute_names("#expires", "expires")
            .expression_attribute_values(":value", value.clone())
            .expression_attribute_values(":now", n(now_ms()? / 1000));
        match remember.send().await {
            // There is no map yet.
            Err(error) if error.code() == Some("ValidationException") => {
                self.remember_first(id, name, value).await
            }
            result => was_live(result),
        }
    }

    async fn remember_first(&self, id: &str, name: &str, value: AttributeValue) -> Result<bool> {
        let remember = self
            .update(id, "SET #data = :data")
            .condition_expression(
                "attribute_exists(sessionId) AND attribute_not_exists(#data) AND #expires > :now",
            )
            .expression_attribute_names("#data", "data")
            .expression_attribute_names("#expires", "expires")
            .expression_attribute_values(":data", AttributeValue::M(item([(name, value)])))
            .expression_attribute_values(":now", n(now_ms()? / 1000));
        was_live(remember.send().await)
    }

    /// Sets what this program knows of a session; whatever else is stored in it stays.
    pub(crate) async fn save(&self, session: &Session) -> Result<()> {
        let names = [
            ("#user", "userId"),
            ("#data", "data"),
            ("#created", "createdAt"),
            ("#seen", "lastSeen"),
            ("#expires", "expires"),
        ];
        let values = [
            (":user", s(&session.user_id)),
            (":data", AttributeValue::M(session.data.clone())),
            (":created", s(&session.created_at)),
            (":seen", n(session.last_seen)),
            (":expires", n(session.expires_at)),
        ];
        let names = names.map(|(placeholder, name)| (placeholder.to_owned(), name.to_owned()));
        let expression = "SET #user = :user, #data = :data, #created = :created, #seen = :seen, \
                          #expires = :expires";
        let save = self
            .update(&session.id, expression)
            .condition_expression("attribute_exists(sessionId)")
            .set_expression_attribute_names(Some(names.into()))
            .set_expression_attribute_values(Some(item(values)));
        save.send().await?;
        Ok(())
    }

    pub(crate) async fn of_user(&self, user_id: &str) -> Result<Vec<Session>> {
        let query = self
            .db
            .query()
            .table_name(&self.table)
            .index_name(&self.index)
            .key_condition_expression("userId = :user")
            .filter_expression("#expires > :now")
            .expression_attribute_names("#expires", "expires")
            .expression_attribute_values(":user", s(user_id))
            .expression_attribute_values(":now", n(now_ms()? / 1000))
            .scan_index_forward(false);
        let mut items = query.into_paginator().items().send();
        let mut sessions = Vec::new();
        while let Some(item) = items.try_next().await? {
            sessions.push(Session::try_from(item)?);
        }
        Ok(sessions)
    }

    pub(crate) async fn close(&self, id: &str) -> Result<bool> {
        let delete = self.db.delete_item().table_name(&self.table);
        let delete = delete.key("sessionId", s(id));
        let delete = delete.return_values(ReturnValue::AllOld);
        Ok(delete.send().await?.attributes.is_some())
    }

    pub(crate) async fn close_all(&self, user_id: &str) -> Result<u64> {
        let query = self
            .db
            .query()
            .table_name(&self.table)
            .index_name(&self.index)
            .key_condition_expression("userId = :user")
            .expression_attribute_values(":user", s(user_id))
            .projection_expression("sessionId");
        let mut pages = query.into_paginator().send();
        let mut closed = 0;
        while let Some(page) = pages.try_next().await? {
            let keys = page.items.unwrap_or_default();
            for batch in keys.chunks(BATCH) {
                self.delete(batch).await?;
            }
            closed += u64::try_from(keys.len())?;
        }
        Ok(closed)
    }

    /// Deletes up to 25 sessions. What DynamoDB leaves is sent again, after a pause that grows.
    async fn delete(&self, keys: &[Item]) -> Result<()> {
        let mut left = keys
            .iter()
            .cloned()
            .map(delete)
            .collect::<Result<Vec<_>>>()?;
        let mut pause = Duration::from_millis(50);
        loop {
            let batch = self.db.batch_write_item();
            let batch = batch.request_items(&self.table, left);
            let unprocessed = batch.send().await?.unprocessed_items;
            left = unprocessed
                .and_then(|mut tables| tables.remove(&self.table))
                .unwrap_or_default();
            if left.is_empty() {
                return Ok(());
            }
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
    }

    /// The end of a session that was seen at this time.
    fn end(&self, now_ms: i64) -> Result<i64> {
        let lifetime = i64::try_from(self.lifetime.as_secs())?;
        Ok(now_ms / 1000 + lifetime)
    }

    fn update(&self, id: &str, expression: &str) -> UpdateItemFluentBuilder {
        self.db
            .update_item()
            .table_name(&self.table)
            .key("sessionId", s(id))
            .update_expression(expression)
    }
}

fn delete(key: Item) -> Result<WriteRequest> {
    let delete = DeleteRequest::builder().set_key(Some(key)).build()?;
    Ok(WriteRequest::builder().delete_request(delete).build())
}

fn was_live<T>(result: std::result::Result<T, SdkError<UpdateItemError>>) -> Result<bool> {
    match result.map_err(SdkError::into_service_error) {
        Ok(_) => Ok(true),
        Err(error) if error.is_conditional_check_failed_exception() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The text that `toISOString()` of JavaScript makes.
fn iso(ms: i64) -> Result<String> {
    Ok(format!("{:.3}", Timestamp::from_millisecond(ms)?))
}

impl TryFrom<Item> for Session {
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn try_from(item: Item) -> Result<Self> {
        let data = optional(&item, "data")
            .map(AttributeValue::as_m)
            .transpose();
        Ok(Self {
            id: text(&item, "sessionId")?,
            user_id: text(&item, "userId")?,
            data: data
                .map_err(|_| "`data` is no map")?
                .cloned()
                .unwrap_or_default(),
            created_at: text(&item, "createdAt")?,
            last_seen: number(&item, "lastSeen")?,
            expires_at: number(&item, "expires")?,
        })
    }
}

impl From<Session> for Item {
    fn from(session: Session) -> Self {
        item([
            ("sessionId", s(session.id)),
            ("userId", s(session.user_id)),
            ("data", AttributeValue::M(session.data)),
            ("createdAt", s(session.created_at)),
            ("lastSeen", n(session.last_seen)),
            ("expires", n(session.expires_at)),
        ])
    }
}
