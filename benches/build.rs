//! Generates the models.

fn main() {
    dynamite_codegen::build("schemas");
}
