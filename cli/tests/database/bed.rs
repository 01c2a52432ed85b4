//! A project with a migration, and a database with items.

use std::collections::{BTreeMap, HashMap};
use std::process::Command;

use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType,
    ScalarAttributeType,
};
use dynamite::Client;
use dynamite_testkit::Engine;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::support::{Folder, Run, dynamite_gen};

pub(crate) type Item = HashMap<String, AttributeValue>;

const BEFORE: &str = "\
models:
  User:
    key: id
    fields: { id: string, name: string }
";

const AFTER: &str = "\
models:
  User:
    key: id
    fields:
      id: string
      full_name: string
      country: { type: string, default: unknown }
";

/// The migration that is drafted: a rename and a new field.
pub(crate) const NAME: &str = "0001_full_name";

pub(crate) struct Bed {
    pub(crate) folder: Folder,
    runtime: Runtime,
    engine: Engine,
    pub(crate) db: Client,
}

impl Bed {
    /// A project with a drafted migration, and a table with so many users.
    pub(crate) fn new(users: usize) -> Self {
        let bed = Self::empty(users);
        bed.folder.write("schemas/app.yaml", BEFORE);
        assert_eq!(bed.run(&["migrate", "baseline"]).code, 0);
        bed.folder.write("schemas/app.yaml", AFTER);
        let rename = ["--rename", "User.name=full_name"];
        let new = bed.run(&[&["migrate", "new", "full_name"], &rename[..]].concat());
        assert_eq!(new.code, 0, "{new:?}");
        bed
    }

    /// An empty folder, and a table with so many users.
    pub(crate) fn empty(users: usize) -> Self {
        let runtime = Runtime::new().unwrap();
        let engine = runtime.block_on(Engine::embedded());
        let db = Client::from_endpoint(engine.endpoint());
        let bed = Self {
            folder: Folder::new(),
            runtime,
            engine,
            db,
        };
        bed.create_table();
        for number in 0..users {
            bed.put([("id", s(&format!("u{number:05}"))), ("name", s("Ada"))]);
        }
        bed
    }

    pub(crate) fn create_table(&self) {
        let id = || "id".to_owned();
        let key = KeySchemaElement::builder().attribute_name(id());
        let attribute = AttributeDefinition::builder().attribute_name(id());
        let create = self.db.sdk().create_table().table_name("users");
        let create = create
            .key_schema(key.key_type(KeyType::Hash).build().unwrap())
            .attribute_definitions(
                attribute
                    .attribute_type(ScalarAttributeType::S)
                    .build()
                    .unwrap(),
            )
            .billing_mode(BillingMode::PayPerRequest);
        self.runtime.block_on(create.send()).unwrap();
    }

    pub(crate) fn put<const N: usize>(&self, attributes: [(&str, AttributeValue); N]) {
        let item = attributes.map(|(name, value)| (name.to_owned(), value));
        let put = self.db.sdk().put_item().table_name("users");
        let put = put.set_item(Some(HashMap::from(item)));
        self.runtime.block_on(put.send()).unwrap();
    }

    /// Waits for a request.
    pub(crate) fn block_on<T>(&self, request: impl Future<Output = T>) -> T {
        self.runtime.block_on(request)
    }

    /// All items, by their ids.
    pub(crate) fn items(&self) -> BTreeMap<String, Item> {
        let mut items = BTreeMap::new();
        let mut start = None;
        loop {
            let scan = self.db.sdk().scan().table_name("users");
            let page = scan.set_exclusive_start_key(start).send();
            let page = self.runtime.block_on(page).unwrap();
            for item in page.items.unwrap_or_default() {
                items.insert(item["id"].as_s().unwrap().clone(), item);
            }
            start = page.last_evaluated_key;
            if start.is_none() {
                return items;
            }
        }
    }

    /// Lets the history be that of another migration.
    pub(crate) fn forget_history_of(&self, name: &str) {
        let update = self.db.sdk().update_item();
        let update = update.table_name("dynamite_migrations");
        let update = update.key("run", s("#history")).key("row", s("history"));
        let update = update.update_expression("SET runs.#other = runs.#name REMOVE runs.#name");
        let update = update.expression_attribute_names("#name", name);
        let update = update.expression_attribute_names("#other", format!("other_{name}"));
        self.runtime.block_on(update.send()).unwrap();
    }

    /// The command on this database.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = dynamite_gen(arguments, self.folder.root());
        command.env("DYNAMITE_DATABASE", self.engine.endpoint());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.command(arguments))
    }

    /// A command of `migrate` that ends like this.
    pub(crate) fn migrate(&self, code: i32, arguments: &[&str]) -> Run {
        let run = self.run(&[&["migrate"], arguments].concat());
        assert_eq!(run.code, code, "{arguments:?}: {run:?}");
        run
    }
}

impl Run {
    /// The last object of standard output.
    pub(crate) fn summary(&self) -> Value {
        serde_json::from_str(self.out.lines().last().unwrap()).unwrap()
    }
}

pub(crate) fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

/// The attributes of an item, by their names.
pub(crate) fn names(item: &Item) -> Vec<&str> {
    let mut names: Vec<_> = item.keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}
