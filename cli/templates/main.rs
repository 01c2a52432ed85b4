//! The service. `cargo run --example first` shows its models at work, without AWS.

dynamite::include_models!();

#[tokio::main]
async fn main() -> Result<(), dynamite::Error> {
    // For AWS itself, add the feature `aws` of dynamite to Cargo.toml, and make the client with
    // `Client::from_env().await?`, which reads this variable too.
    let Ok(address) = std::env::var("DYNAMITE_DATABASE") else {
        println!("`cargo run --example first` shows the models at work, without AWS.");
        println!("For this program, start DynamoDB Local, and set DYNAMITE_DATABASE to its");
        println!("address, such as http://localhost:8000.");
        return Ok(());
    };
    let db = dynamite::Client::local(&address)?;
    println!("{}", db.sync(models::TABLES).await?);
    Ok(())
}
