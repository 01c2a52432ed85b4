//! Checks that the tables are as the schemas declare them, and changes nothing. Run it before a
//! deployment, with the variables and the role of the service.
#![forbid(unsafe_code)]

use dynamite::{Client, Error};
use dynamite_existing_tables::models;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let db = Client::from_env().await?;
    let db = db.with_table_names_from_env(models::TABLES)?;
    db.verify(models::TABLES).await?;
    for table in models::TABLES {
        println!("{} is as the schema declares it", db.table_name(table.name));
    }
    Ok(())
}
