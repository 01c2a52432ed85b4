fn main() {
    dynamite_codegen::build("schemas");
}
