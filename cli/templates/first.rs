//! Creates, reads, updates and queries users, in a DynamoDB inside this program.

dynamite::include_models!();

use models::{NewUser, Role, Users, user};

#[tokio::main]
async fn main() -> Result<(), dynamite::Error> {
    // Examples and tests have this engine; the service connects to another one in `src/main.rs`.
    let db = dynamite::Client::embedded()?;
    db.sync(models::TABLES).await?;

    let users = Users::new(&db);
    let new = NewUser {
        email: "ada@example.com".into(),
        name: "Ada".into(),
    };
    let ada = users.create(new.role(Role::Admin)).await?;
    println!("created {} with the id {}", ada.name, ada.id);

    users.update(&ada).set(user::name(), "Ada Lovelace").await?;
    if let Some(ada) = users.get(ada.id).await? {
        println!("read    {}, <{}>", ada.name, ada.email);
    }

    let admins = users.by_role(Role::Admin).limit(20).page(None).await?;
    for admin in &admins.items {
        println!("found   {}, since {}", admin.name, admin.created_at);
    }
    Ok(())
}
