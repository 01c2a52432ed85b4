//! The state store with the SDK.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::operation::update_item::{UpdateItemError, UpdateItemOutput};
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::{
    AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure as OnFailure,
};

use super::attributes::{Item, n, number, optional, optional_number, optional_text, s, text};
use super::{Result, now_s};

#[derive(Clone, Debug)]
pub(crate) struct StateByHand {
    db: Client,
    table: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) value: Option<Value>,
    pub(crate) count: Option<i64>,
    pub(crate) owner: Option<String>,
    pub(crate) version: u64,
    /// Seconds since 1970.
    pub(crate) expires_at: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Binary(Vec<u8>),
    Text(String),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Write {
    Done(Entry),
    Refused(Option<Entry>),
}

impl StateByHand {
    pub(crate) fn new(db: Client, table: impl Into<String>) -> Self {
        Self {
            db,
            table: table.into(),
        }
    }

    pub(crate) async fn get(&self, key: &str) -> Result<Option<Entry>> {
        let get = self.db.get_item().table_name(&self.table);
        let get = get.key("pk", s(key)).consistent_read(true);
        let entry = get.send().await?.item.map(Entry::try_from).transpose()?;
        let now = now_s()?;
        Ok(entry.filter(|entry| entry.expires_at > now))
    }

    pub(crate) async fn put(&self, key: &str, value: Value, until: i64) -> Result<Entry> {
        let put = self
            .update(key, "SET v = :v, exp = :exp ADD ver :one")
            .expression_attribute_values(":v", value.into())
            .expression_attribute_values(":exp", n(until));
        done(put.send().await?)
    }

    pub(crate) async fn put_new(&self, key: &str, value: Value, until: i64) -> Result<Write> {
        let put = self
            .update(key, "SET v = :v, exp = :exp REMOVE n, own ADD ver :one")
            .condition_expression("attribute_not_exists(pk) OR exp <= :now")
            .expression_attribute_values(":v", value.into())
            .expression_attribute_values(":exp", n(until))
            .expression_attribute_values(":now", n(now_s()?));
        write(put.send().await)
    }

    pub(crate) async fn compare_and_set(
        &self,
        key: &str,
        version: u64,
        value: Value,
        until: i64,
    ) -> Result<Write> {
        let has_version = match version {
            0 => "(ver = :ver OR attribute_not_exists(ver))",
            _ => "ver = :ver",
        };
        let set = self
            .update(key, "SET v = :v, exp = :exp ADD ver :one")
            .condition_expression(format!(
                "attribute_exists(pk) AND {has_version} AND exp > :now"
            ))
            .expression_attribute_values(":v", value.into())
            .expression_attribute_values(":exp", n(until))
            .expression_attribute_values(":ver", n(version))
            .expression_attribute_values(":now", n(now_s()?));
        write(set.send().await)
    }

    pub(crate) async fn count(&self, key: &str, by: i64, until: i64) -> Result<i64> {
        let count = self
            .update(
                key,
                "SET exp = if_not_exists(exp, :exp) ADD n :by, ver :one",
            )
            .expression_attribute_values(":exp", n(until))
            .expression_attribute_values(":by", n(by));
        Ok(done(count.send().await?)?.count.unwrap_or_default())
    }

    pub(crate) async fn acquire(&self, key: &str, owner: &str, until: i64) -> Result<Write> {
        let acquire = self
            .update(key, "SET own = :own, exp = :exp ADD ver :one")
            .condition_expression(
                "attribute_not_exists(own) OR attribute_type(own, :null) OR exp <= :now",
            )
            .expression_attribute_values(":own", s(owner))
            .expression_attribute_values(":exp", n(until))
            .expression_attribute_values(":null", s("NULL"))
            .expression_attribute_values(":now", n(now_s()?));
        write(acquire.send().await)
    }

    pub(crate) async fn renew(&self, key: &str, owner: &str, until: i64) -> Result<Write> {
        let renew = self
            .update(key, "SET exp = :exp ADD ver :one")
            .condition_expression("own = :own AND exp > :now")
            .expression_attribute_values(":own", s(owner))
            .expression_attribute_values(":exp", n(until))
            .expression_attribute_values(":now", n(now_s()?));
        write(renew.send().await)
    }

    pub(crate) async fn release(&self, key: &str, owner: &str) -> Result<Write> {
        let release = self
            .update(key, "REMOVE own ADD ver :one")
            .condition_expression("own = :own")
            .expression_attribute_values(":own", s(owner));
        write(release.send().await)
    }

    pub(crate) async fn delete(&self, key: &str) -> Result<bool> {
        let delete = self.db.delete_item().table_name(&self.table);
        let delete = delete.key("pk", s(key)).return_values(ReturnValue::AllOld);
        Ok(delete.send().await?.attributes.is_some())
    }

    /// An update that counts the version by `:one`, and returns the entry also if it is refused.
    fn update(&self, key: &str, expression: &str) -> UpdateItemFluentBuilder {
        self.db
            .update_item()
            .table_name(&self.table)
            .key("pk", s(key))
            .update_expression(expression)
            .expression_attribute_values(":one", n(1))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(OnFailure::AllOld)
    }
}

fn done(output: UpdateItemOutput) -> Result<Entry> {
    output.attributes.ok_or("no attributes")?.try_into()
}

fn write(
    result: std::result::Result<UpdateItemOutput, SdkError<UpdateItemError>>,
) -> Result<Write> {
    match result.map_err(SdkError::into_service_error) {
        Ok(output) => Ok(Write::Done(done(output)?)),
        Err(UpdateItemError::ConditionalCheckFailedException(refusal)) => {
            let stored = refusal.item.map(Entry::try_from).transpose()?;
            Ok(Write::Refused(stored))
        }
        Err(error) => Err(error.into()),
    }
}

impl TryFrom<Item> for Entry {
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn try_from(item: Item) -> Result<Self> {
        Ok(Self {
            key: text(&item, "pk")?,
            value: optional(&item, "v").map(Value::try_from).transpose()?,
            count: optional_number(&item, "n")?,
            owner: optional_text(&item, "own")?,
            version: optional_number(&item, "ver")?.unwrap_or_default(),
            expires_at: number(&item, "exp")?,
        })
    }
}

impl TryFrom<&AttributeValue> for Value {
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn try_from(value: &AttributeValue) -> Result<Self> {
        match value {
            AttributeValue::B(bytes) => Ok(Self::Binary(bytes.as_ref().to_vec())),
            AttributeValue::S(text) => Ok(Self::Text(text.clone())),
            _ => Err("`v` is neither binary nor text".into()),
        }
    }
}

impl From<Value> for AttributeValue {
    fn from(value: Value) -> Self {
        match value {
            Value::Binary(bytes) => Self::B(Blob::new(bytes)),
            Value::Text(text) => Self::S(text),
        }
    }
}
