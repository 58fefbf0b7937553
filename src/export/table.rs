//! `csv`: the statements as a table for spreadsheets, with the columns of the site's `data/statements.csv`.

use super::View;
use crate::site::feeds::table;
use std::io::{self, Write};

pub(super) fn write(view: &View, out: &mut impl Write) -> io::Result<()> {
    table::of(view.archive, &view.selection.statements).try_for_each(|piece| out.write_all(&piece))
}
