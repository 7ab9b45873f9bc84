#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jobbridge_fuzz::run("named_in_text", data));
