//! The ids of the archive's rows: their positions in the tables.

#[cfg(doc)]
use super::Archive;
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// Position in the table.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl From<usize> for $name {
            fn from(index: usize) -> $name {
                $name(u32::try_from(index).expect("an archive has less than four thousand million rows"))
            }
        }
    )*};
}

ids! {
    /// A row of [`Archive::articles`].
    ArticleId
    /// A row of [`Archive::statements`].
    StatementId
    /// A row of [`Archive::mentions`].
    MentionId
    /// A row of [`Archive::people`].
    PersonId
    /// A row of [`Archive::topics`].
    TopicId
    /// A row of [`Archive::outlets`].
    OutletId
    /// A row of [`Archive::events`].
    EventId
    /// A row of [`Archive::clusters`].
    ClusterId
    /// A row of [`Archive::claims`].
    ClaimId
    /// A row of [`Archive::occasions`].
    OccasionId
    /// A row of [`Archive::notes`].
    NoteId
}
