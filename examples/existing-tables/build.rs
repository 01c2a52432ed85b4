//! Generates the models of `schemas/`.

fn main() {
    dynamite_codegen::build("schemas");
}
