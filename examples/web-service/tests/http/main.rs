//! The service as its callers see it: the program that users run, over HTTP, on the selected engine.

#[cfg(test)]
mod changes;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod generated_names;
#[cfg(test)]
mod orders;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod reviews;
#[cfg(test)]
mod sign_up;
#[cfg(test)]
mod support;
