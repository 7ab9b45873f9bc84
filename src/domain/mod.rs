//! The world of east–west vocational employment as pure types and rules. Nothing here does input or output, knows a
//! database, a search engine or a protocol; time and randomness come as arguments.

pub mod api_key;
pub mod clock;
pub mod consent;
pub mod dates;
pub mod delivery;
pub mod email_address;
pub mod employer;
pub mod entropy;
pub mod event;
pub mod graduate;
pub mod half_width;
pub mod identity_number;
pub mod ids;
pub mod import;
pub mod language;
pub mod lint;
pub mod major;
pub mod matching;
pub mod money;
pub mod notification;
pub mod partnership;
pub mod party;
pub mod pay;
pub mod phone;
pub mod programme;
pub mod refusal;
pub mod region;
pub mod school;
pub mod search;
pub mod span;
pub mod subscription;
pub mod training_record;
pub mod uscc;
pub mod vacancy;
pub mod webhook;
