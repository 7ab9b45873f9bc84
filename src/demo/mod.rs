//! `jobbridge demo`: a synthetic world that shows the whole service at work.

mod world;
