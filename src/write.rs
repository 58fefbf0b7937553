//! The site goes to disk, all or nothing.
