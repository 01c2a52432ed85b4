//! Databases of developers, named by an environment variable.

use super::Client;
use crate::Error;

/// The variable that makes [`Client::from_env`] use a local database.
#[cfg(feature = "aws")]
pub(super) const VARIABLE: &str = "DYNAMITE_DATABASE";

/// Beginning of the address of an embedded engine.
const EMBEDDED: &str = "embedded:";

impl Client {
    /// Makes a client for a local database:
    ///
    /// - `http://localhost:8000`: DynamoDB Local, LocalStack or another engine at this URL, with
    ///   placeholder credentials;
    /// - `embedded:data.db`: the embedded engine, stored in this file;
    /// - `embedded:`: the embedded engine, in memory.
    ///
    /// The second and third need the feature `embedded`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if it is none of these, or the
    /// file cannot be opened.
    pub fn local(address: &str) -> Result<Self, Error> {
        if address.starts_with("http://") {
            return Ok(Self::from_endpoint(address));
        }
        match address.strip_prefix(EMBEDDED) {
            Some(file) => embedded(file),
            None => Err(Error::configuration(format!(
                "`{address}` is not the address of a local database: it is a URL that begins with \
                 http://, or `{EMBEDDED}` and the path of a file"
            ))),
        }
    }
}

#[cfg(feature = "embedded")]
fn embedded(file: &str) -> Result<Client, Error> {
    if file.is_empty() {
        Client::embedded()
    } else {
        Client::embedded_at(file)
    }
}

#[cfg(not(feature = "embedded"))]
fn embedded(_: &str) -> Result<Client, Error> {
    Err(Error::configuration(
        "the embedded engine is not part of this program: turn on the feature `embedded` of \
         dynamite-runtime",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_address_is_an_error_that_says_what_it_can_be() {
        for address in ["", "localhost:8000", "https://example.com", "data.db"] {
            let error = Client::local(address).unwrap_err().to_string();
            assert!(
                error.contains("http://") && error.contains("embedded:"),
                "{error}"
            );
        }
        Client::local("http://localhost:8000").unwrap();
    }
}
