//! A field is added and another one renamed while programs of two versions write, on the selected
//! engine. No acknowledged write is lost.

#[cfg(test)]
mod add;
#[cfg(test)]
mod bed;
#[cfg(test)]
mod files;
#[cfg(test)]
mod program;
#[cfg(test)]
mod rename;
#[cfg(test)]
mod writers;
