//! What pages of the guide write with the command line of AWS: items, and the table of users.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::Value;

use crate::bed::{Bed, Item};

/// The key of users.
const KEY: &str = "AttributeName=id,KeyType=HASH";

/// Writes an item, or makes or deletes the table of users, as `aws dynamodb` does with these arguments.
pub(crate) fn write(bed: &Bed, arguments: &[&str]) {
    let silenced = arguments.strip_suffix(&[">", "/dev/null"]);
    let arguments = silenced.unwrap_or(arguments);
    let options: HashMap<_, _> = arguments[1..]
        .chunks(2)
        .map(|pair| (pair[0], pair[1]))
        .collect();
    let table = options["--table-name"];
    match arguments[0] {
        "put-item" => {
            let put = bed.db.sdk().put_item().table_name(table);
            bed.block_on(put.set_item(Some(item(options["--item"]))).send())
                .unwrap();
        }
        "update-item" => {
            let update = bed.db.sdk().update_item().table_name(table);
            let names = options.get("--expression-attribute-names");
            let names = names.map(|names| serde_json::from_str(names).unwrap());
            let values = options.get("--expression-attribute-values");
            let update = update
                .set_key(Some(item(options["--key"])))
                .update_expression(options["--update-expression"])
                .set_expression_attribute_names(names)
                .set_expression_attribute_values(values.map(|values| item(values)));
            bed.block_on(update.send()).unwrap();
        }
        "delete-table" => {
            let delete = bed.db.sdk().delete_table().table_name(table);
            bed.block_on(delete.send()).unwrap();
        }
        "create-table" => {
            assert_eq!((table, options["--key-schema"]), ("users", KEY));
            bed.create_table();
        }
        other => panic!("what is {other}?"),
    }
}

/// Attributes in the JSON of DynamoDB.
fn item(json: &str) -> Item {
    let attributes: HashMap<String, Value> = serde_json::from_str(json).unwrap();
    let stored = attributes.into_iter();
    stored
        .map(|(name, value)| (name, attribute(&value)))
        .collect()
}

fn attribute(value: &Value) -> AttributeValue {
    let (kind, value) = value.as_object().unwrap().iter().next().unwrap();
    let text = || value.as_str().unwrap().to_owned();
    match kind.as_str() {
        "S" => AttributeValue::S(text()),
        "N" => AttributeValue::N(text()),
        "BOOL" => AttributeValue::Bool(value.as_bool().unwrap()),
        other => panic!("what is {other}?"),
    }
}
