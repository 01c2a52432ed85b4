fn main() {
    let checked =
        dynamite_codegen::check(dynamite_codegen::load(std::path::Path::new("schemas")).unwrap())
            .unwrap_or_else(|d| panic!("{d:?}"));
    let files = dynamite_codegen::generate::generate(
        &checked.schema,
        dynamite_codegen::generate::Layout::BuildScript,
    )
    .unwrap();
    let out = std::path::PathBuf::from(std::env::var("OUT_DIR").unwrap()).join("dynamite");
    files.write_if_changed(&out).unwrap();
    println!("cargo::rerun-if-changed=schemas");
}
