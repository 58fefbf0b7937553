//! The static files that are compiled in: style sheet and scripts.

/// Our static files, by path below `assets/`. An archive's `static/` folder may hold a file of the same name in their place.
pub const STATICS: &[(&str, &[u8])] = &[
    ("onrecord.css", include_bytes!("../../static/onrecord.css")),
    ("onrecord.js", include_bytes!("../../static/onrecord.js")),
];
