//! Databases of developers, named by an environment variable.

use std::borrow::Cow;
#[cfg(feature = "aws")]
use std::env::VarError;

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
                "`{}` is not the address of a local database: it is a URL that begins with \
                 http://, or `{EMBEDDED}` and the path of a file",
                without_password(address)
            ))),
        }
    }
}

/// Makes a client for the database in the variable, if it is set. A value that names no database is
/// an error, whatever is wrong with it: the program was not meant to use AWS.
#[cfg(feature = "aws")]
pub(super) fn from_variable(value: Result<String, VarError>) -> Result<Option<Client>, Error> {
    let error = |reason: String| Err(Error::configuration(format!("{VARIABLE}: {reason}")));
    let address = match value {
        Err(VarError::NotPresent) => return Ok(None),
        Err(VarError::NotUnicode(_)) => return error("the value is not UTF-8".to_owned()),
        Ok(address) if address.is_empty() => {
            return error("the value is empty: unset the variable to use AWS".to_owned());
        }
        Ok(address) => address,
    };
    let shown = without_password(&address);
    tracing::warn!(address = %shown, "{VARIABLE} is set: this client does not use AWS");
    Client::local(&address)
        .map(Some)
        .or_else(|problem| error(problem.to_string()))
}

/// Returns the address with `***` in the place of a user and a password.
fn without_password(address: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = address.split_once("://") else {
        return Cow::Borrowed(address);
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => Cow::Owned(format!("{scheme}://***{}", &rest[at..])),
        None => Cow::Borrowed(address),
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

    #[cfg(feature = "aws")]
    #[test]
    fn a_variable_that_is_set_never_leads_to_aws() {
        let unset = from_variable(Err(VarError::NotPresent));
        assert!(unset.unwrap().is_none());
        let client = from_variable(Ok("http://localhost:8000".to_owned()));
        assert!(client.unwrap().is_some());
        for (value, reason) in [
            (Err(VarError::NotUnicode("x".into())), "is not UTF-8"),
            (Ok(String::new()), "is empty: unset the variable to use AWS"),
            (Ok(" ".to_owned()), "is not the address of a local database"),
        ] {
            let error = from_variable(value).unwrap_err();
            assert!(matches!(error.kind(), crate::ErrorKind::Configuration(_)));
            let text = error.to_string();
            assert!(text.contains(VARIABLE) && text.contains(reason), "{text}");
        }
    }

    #[test]
    fn users_and_passwords_are_not_shown() {
        for (address, shown) in [
            ("http://ada:secret@db:8000/a@b", "http://***@db:8000/a@b"),
            ("http://ada:se@cret@db?x", "http://***@db?x"),
            ("http://db:8000/a@b", "http://db:8000/a@b"),
            ("embedded:a@b", "embedded:a@b"),
        ] {
            assert_eq!(without_password(address), shown);
        }
        let error = Client::local("https://ada:secret@db").unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
