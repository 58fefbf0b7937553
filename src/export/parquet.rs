//! `parquet`: the statements as a columnar table, a row each, with the facts of their articles; lists are lists.

use super::View;
use super::view::iso;
use crate::model::archive::{ArticleRow, StatementRow};
use crate::model::corrections::Review;
use crate::site::feeds::data::basis_name;
use ::parquet::basic::Compression;
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows that are put together before they are written.
const GROUP: usize = 100_000;

/// One row.
type Row<'a> = (&'a StatementRow, &'a ArticleRow);
/// What a column holds, by row.
enum Column<'a> {
    /// A text that is always there.
    Text(fn(&View<'a>, Row<'a>) -> String),
    /// A text, where it is known.
    Known(fn(&View<'a>, Row<'a>) -> Option<String>),
    /// Several texts, or none.
    List(fn(&View<'a>, Row<'a>) -> Vec<String>),
    /// Yes or no.
    Flag(fn(&View<'a>, Row<'a>) -> bool),
}

/// A value by its name in data files.
fn name_of(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

fn columns<'a>() -> [(&'static str, Column<'a>); 25] {
    use Column::{Flag, Known, List, Text};
    [
        ("id", Text(|_, (row, _)| row.key.clone())),
        ("words", Text(|_, (row, _)| row.words.unmarked().to_owned())),
        ("polarity", Text(|_, (row, _)| name_of(row.words.polarity()))),
        ("act", Text(|_, (row, _)| name_of(row.words.act()))),
        ("kind", Text(|_, (row, _)| name_of(row.kind))),
        ("certainty", Text(|_, (row, _)| name_of(row.certainty))),
        ("manner", Known(|_, (row, _)| row.manner.map(|manner| manner.name().to_owned()))),
        ("speakers", List(|view, (row, _)| view.speakers(row).into_iter().map(str::to_owned).collect())),
        ("source", Known(|_, (row, _)| row.source.clone())),
        ("said_on", Known(|_, (row, _)| row.said_on.map(|(when, _)| iso(when)))),
        ("said_on_basis", Known(|_, (row, _)| row.said_on.map(|(_, basis)| basis_name(basis).to_owned()))),
        ("told", Known(|_, (row, _)| row.told.clone())),
        ("via", List(|_, (row, _)| row.via.clone())),
        ("venue", Known(|_, (row, _)| row.venue.clone())),
        ("topics", List(|view, (row, _)| row.topics.iter().map(|id| view.archive[*id].name.clone()).collect())),
        ("headline", Flag(|_, (row, _)| row.headline)),
        ("nested", Flag(|_, (row, _)| row.nested)),
        ("claim", Known(|view, (row, _)| row.claim.map(|id| view.archive[view.archive[id].statements[0]].key.clone()))),
        (
            "review",
            Known(|_, (row, _)| {
                Some(row.review()).filter(|review| *review != Review::Unreviewed).map(|review| review.name().to_owned())
            }),
        ),
        ("article", Text(|_, (_, article)| article.slug.clone())),
        ("title", Text(|_, (_, article)| article.title.clone())),
        ("published", Known(|_, (_, article)| article.when().map(iso))),
        ("outlet", Known(|view, (_, article)| view.outlet(article).map(str::to_owned))),
        ("language", Text(|_, (_, article)| article.language.clone())),
        ("url", Known(|_, (_, article)| article.url.clone())),
    ]
}

pub(super) fn write<'a>(view: &View<'a>, out: &mut (impl Write + Send)) -> io::Result<()> {
    table(view, out).map_err(io::Error::other)
}

fn table<'a>(view: &View<'a>, out: &mut (impl Write + Send)) -> Result<(), ParquetError> {
    let columns = columns();
    let schema: String = columns
        .iter()
        .map(|(name, column)| match column {
            Column::Text(_) => format!("required binary {name} (STRING);"),
            Column::Known(_) => format!("optional binary {name} (STRING);"),
            Column::List(_) => {
                format!(
                    "required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}"
                )
            }
            Column::Flag(_) => format!("required boolean {name};"),
        })
        .collect();
    let schema = Arc::new(parse_message_type(&format!("message statements {{ {schema} }}"))?);
    let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
    let mut writer = SerializedFileWriter::new(out, schema, properties)?;
    for ids in view.selection.statements.chunks(GROUP) {
        let rows: Vec<Row<'a>> =
            ids.iter().map(|id| &view.archive[*id]).map(|row| (row, &view.archive[row.article])).collect();
        let mut group = writer.next_row_group()?;
        for (_, column) in &columns {
            self::column(view, column, &rows, &mut group)?;
        }
        group.close()?;
    }
    writer.close().map(drop)
}

fn column<'a, Out: Write + Send>(
    view: &View<'a>,
    column: &Column<'a>,
    rows: &[Row<'a>],
    group: &mut SerializedRowGroupWriter<'_, Out>,
) -> Result<(), ParquetError> {
    let mut writer = group.next_column()?.ok_or_else(|| ParquetError::General("a column is missing".to_owned()))?;
    let bytes = |text: String| ByteArray::from(text.into_bytes());
    match column {
        Column::Text(of) => {
            let values: Vec<ByteArray> = rows.iter().map(|row| bytes(of(view, *row))).collect();
            writer.typed::<ByteArrayType>().write_batch(&values, None, None)?;
        }
        Column::Known(of) => {
            let known: Vec<Option<String>> = rows.iter().map(|row| of(view, *row)).collect();
            let levels: Vec<i16> = known.iter().map(|value| i16::from(value.is_some())).collect();
            let values: Vec<ByteArray> = known.into_iter().flatten().map(bytes).collect();
            writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
        Column::List(of) => {
            // Of an empty list there is a level and no value; what goes on in a list repeats.
            let (mut values, mut levels, mut repeats) = (Vec::new(), Vec::new(), Vec::new());
            for row in rows {
                let list = of(view, *row);
                levels.push(i16::from(!list.is_empty()));
                repeats.push(0);
                levels.extend(list.iter().skip(1).map(|_| 1));
                repeats.extend(list.iter().skip(1).map(|_| 1));
                values.extend(list.into_iter().map(bytes));
            }
            writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), Some(&repeats))?;
        }
        Column::Flag(of) => {
            let values: Vec<bool> = rows.iter().map(|row| of(view, *row)).collect();
            writer.typed::<BoolType>().write_batch(&values, None, None)?;
        }
    }
    writer.close()
}
