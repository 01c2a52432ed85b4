//! File names of generated modules.

/// The root file, which has all the others in it.
pub(crate) const ROOT_FILE: &str = "mod.rs";

/// The file of a module. Windows reserves some names for devices, whatever is behind their dot: a
/// folder with such a file could not be cloned there.
pub(crate) fn of_module(module: &str) -> String {
    let name = module.trim_start_matches("r#");
    let end = if is_device(name) { "_" } else { "" };
    format!("{name}{end}.rs")
}

/// Returns true if Windows reserves this name, which is in lower case, for a device: then the file
/// of the module is not called like the module.
pub(crate) fn is_device(name: &str) -> bool {
    let port = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    matches!(name, "aux" | "con" | "nul" | "prn")
        || port.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
}
