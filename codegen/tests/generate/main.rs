//! From schema files to Rust, as a whole.

#[cfg(test)]
mod folder;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod layouts;
#[cfg(test)]
mod older_folder;
#[cfg(test)]
mod project;
#[cfg(test)]
mod support;
#[cfg(test)]
mod untrusted;
