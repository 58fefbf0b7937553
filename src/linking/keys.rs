//! What an analysis is made from, as a key under which it is kept.

use crate::model::article::ArticleFile;
use crate::reading::editors::Editors;
use crate::text::hash::key_of;

/// Key of everything that every analysis reads besides its own files: settings, authority files, this program's source.
pub(crate) fn settings_key(editors: &Editors) -> u128 {
    key_of(&(env!("ONRECORD_SOURCE"), &editors.settings, editors.authorities(), editors.redactions()))
}

/// Key of an article's analysis: a hash of all that it reads. `text` is the [`text_key`](crate::text::hash::text_key) of its source.
pub(crate) fn analysis_key(settings: u128, text: u128, file: &ArticleFile, year: Option<i32>, preview: bool) -> u128 {
    let notes = file.notes.as_ref().map(|notes| (&notes.source.path, &notes.source.text));
    let corrections = file.corrections.as_ref().map(|corrections| (&corrections.path, &corrections.text));
    // The preview shows notes that a site does not.
    let private = preview && notes.is_some_and(|(_, text)| text.contains("private"));
    key_of(&(settings, text, &file.path, &file.page, file.format, &file.stated, notes, corrections, year, private))
}
