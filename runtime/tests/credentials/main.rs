//! Where `Client::from_env` finds credentials, as the AWS command line does.
//!
//! The environment is that of a process, so each case is a child of this test: the same program, told
//! to send one request. What signed the request is in its `Authorization` header.

#[cfg(test)]
mod cases;
#[cfg(test)]
mod server;
