#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jobbridge_fuzz::run("reading", data));
