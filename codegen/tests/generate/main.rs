//! From schema files to Rust, as a whole.

#[cfg(test)]
mod answer;
#[cfg(test)]
mod damaged;
#[cfg(test)]
#[path = "../../../language/tests/front/expected.rs"]
mod expected;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod fuzzed;
#[cfg(test)]
mod golden;
#[cfg(test)]
#[path = "../../../fuzz/inputs.rs"]
mod inputs;
#[cfg(test)]
mod layouts;
#[cfg(test)]
#[path = "../../../language/tests/front/mutations.rs"]
mod mutations;
#[cfg(test)]
mod older_folder;
#[cfg(test)]
mod project;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod repository_methods;
#[cfg(test)]
mod support;
#[cfg(test)]
mod untrusted;
