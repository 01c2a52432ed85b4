//! Programs of each version, with the types that are generated for it.

use dynamite::{Client, Error};
use futures_util::future::BoxFuture;

/// A program that knows the schema of one version.
pub(crate) trait Program: Send + Sync {
    /// Creates a user.
    fn create<'p>(&'p self, id: &'p str, name: &'p str) -> BoxFuture<'p, Result<(), Error>>;

    /// Gives a user another name.
    fn call<'p>(&'p self, id: &'p str, name: &'p str) -> BoxFuture<'p, Result<(), Error>>;

    /// Counts a visit of a user.
    fn visit<'p>(&'p self, id: &'p str) -> BoxFuture<'p, Result<(), Error>>;

    /// The name of a user, and the number of visits.
    fn read<'p>(&'p self, id: &'p str) -> BoxFuture<'p, Result<Option<(String, u32)>, Error>>;

    /// The ids of the users of a name, found by an index.
    fn named<'p>(&'p self, name: &'p str) -> BoxFuture<'p, Result<Vec<String>, Error>>;
}

/// Makes a program of a version.
pub(crate) fn of_version(version: &str, db: &Client) -> Box<dyn Program> {
    match version {
        "before" => Box::new(before::Of::new(db)),
        "added" => Box::new(added::Of::new(db)),
        "expand" => Box::new(expand::Of::new(db)),
        "switch" => Box::new(switch::Of::new(db)),
        "contract" => Box::new(contract::Of::new(db)),
        _ => Box::new(after::Of::new(db)),
    }
}

/// Implements the program of a version, which calls the name of a user so.
macro_rules! program {
    ($version:ident, $name:ident) => {
        mod $version {
            use dynamite::{Client, Error};
            use dynamite_migrations_example::$version::{NewUser, Users, user};
            use futures_util::FutureExt as _;
            use futures_util::future::BoxFuture;

            use super::Program;

            pub(super) struct Of(Users);

            impl Of {
                pub(super) fn new(db: &Client) -> Self {
                    Self(Users::new(db))
                }
            }

            impl Program for Of {
                fn create<'p>(
                    &'p self,
                    id: &'p str,
                    name: &'p str,
                ) -> BoxFuture<'p, Result<(), Error>> {
                    let (id, $name) = (id.to_owned(), name.to_owned());
                    let created = self.0.create(NewUser { id, $name });
                    async { created.await.map(drop) }.boxed()
                }

                fn call<'p>(
                    &'p self,
                    id: &'p str,
                    name: &'p str,
                ) -> BoxFuture<'p, Result<(), Error>> {
                    let update = self.0.update(id).set(user::$name(), name);
                    async { update.await.map(drop) }.boxed()
                }

                fn visit<'p>(&'p self, id: &'p str) -> BoxFuture<'p, Result<(), Error>> {
                    let update = self.0.update(id).add(user::visits(), 1);
                    async { update.await.map(drop) }.boxed()
                }

                fn read<'p>(
                    &'p self,
                    id: &'p str,
                ) -> BoxFuture<'p, Result<Option<(String, u32)>, Error>> {
                    let get = self.0.get(id).consistent();
                    async {
                        let user = get.await?;
                        Ok(user.map(|user| (user.$name, user.visits)))
                    }
                    .boxed()
                }

                fn named<'p>(&'p self, name: &'p str) -> BoxFuture<'p, Result<Vec<String>, Error>> {
                    let query = self.0.by_name(name);
                    async {
                        let users = query.all().await?.into_iter();
                        Ok(users.map(|user| user.id).collect())
                    }
                    .boxed()
                }
            }
        }
    };
}

program!(before, name);
program!(added, name);
program!(expand, full_name);
program!(switch, full_name);
program!(contract, full_name);
program!(after, full_name);
