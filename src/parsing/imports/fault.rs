//! Why a file of another kind gives no articles, and what its owner can do about it.

use crate::text::diagnostic::Diagnostic;

/// Why nothing is read of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not what its name says, or damaged.
    Broken(String),
    /// It needs a password.
    Encrypted,
    /// It has more in it than is read: what, and how much is.
    TooLarge(&'static str, String),
    /// It has no words: what it has instead, and the way out.
    NoText(&'static str, &'static str),
    /// It is of a kind that is not read: what it is, and the way out.
    Unknown(&'static str, &'static str),
    /// It lists addresses and has no texts: who wrote it, and how many.
    OnlyLinks(&'static str, usize),
}

impl Fault {
    /// A file that cannot be read as what it says it is.
    pub(super) fn broken(why: impl std::fmt::Display) -> Fault {
        Fault::Broken(why.to_string())
    }

    /// What to tell the person whose file it is.
    pub fn diagnostic(&self, path: &str) -> Diagnostic {
        let problem = match self {
            Fault::Broken(why) => {
                Diagnostic::error("import-broken", format!("this file is damaged, or not what its name says: {why}"))
                    .hint("open it in the program that made it and save it again")
            }
            Fault::Encrypted => Diagnostic::error("import-encrypted", "this file is locked with a password")
                .hint("save it without the password in the program that made it"),
            Fault::TooLarge(what, most) => {
                Diagnostic::error("import-too-large", format!("{what} is larger than {most}, unpacked"))
                    .hint("split it in the program that made it")
            }
            Fault::NoText(what, hint) => {
                Diagnostic::error("import-no-text", format!("this file has no text: {what}")).hint(*hint)
            }
            Fault::Unknown(what, hint) => Diagnostic::error("import-unknown", format!("this is {what}")).hint(*hint),
            Fault::OnlyLinks(program, count) => {
                let message = format!("this export of {program} has {count} addresses and no texts");
                Diagnostic::error("import-only-links", message)
                    .hint("save the pages themselves, as HTML, MHTML or with SingleFile, and put them into the folder of articles")
            }
        };
        problem.in_file(path)
    }
}
