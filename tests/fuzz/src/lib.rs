//! The fuzz targets by name. What they do is in `targets`, which the integration tests include as well.

mod targets;

/// Runs one target on some input.
///
/// # Panics
/// When what must hold does not, which is what the fuzzer looks for, and when nothing has that name.
pub fn run(name: &str, data: &[u8]) {
    let (_, target) = targets::ALL.iter().find(|(known, _)| *known == name).expect("a target of that name");
    target(data);
}
