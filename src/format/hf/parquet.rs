//! Rows as Parquet, and back. Columns are written one by one with the levels of their lists
//! (Dremel: Melnik et al., VLDB 2010): a value of level 0 begins a row, of level 1 goes on with it.

use std::io::{BufReader, Read};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::Value;

use super::row::{Row, SpanRow};
use crate::format::folder::{Cursor, Pieces};

const SCHEMA: &str = "
message article {
  REQUIRED BYTE_ARRAY id (STRING);
  REQUIRED BYTE_ARRAY title (STRING);
  OPTIONAL BYTE_ARRAY source (STRING);
  OPTIONAL BYTE_ARRAY date (STRING);
  OPTIONAL BYTE_ARRAY url (STRING);
  OPTIONAL BYTE_ARRAY language (STRING);
  OPTIONAL BYTE_ARRAY direction (STRING);
  REQUIRED BOOLEAN blind;
  REQUIRED BYTE_ARRAY text (STRING);
  REQUIRED GROUP tokens (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (STRING); } }
  REQUIRED GROUP ner_tags (LIST) { REPEATED GROUP list { REQUIRED INT64 element; } }
  REQUIRED GROUP spans (LIST) { REPEATED GROUP list { REQUIRED GROUP element {
    REQUIRED INT64 start;
    REQUIRED INT64 end;
    REQUIRED BYTE_ARRAY label (STRING);
    REQUIRED BYTE_ARRAY text (STRING);
  } } }
}";

/// A file that is being written.
pub(super) struct ParquetFile(SerializedFileWriter<Vec<u8>>);

impl ParquetFile {
    /// Before the first group of rows.
    ///
    /// # Errors
    /// What the library says.
    pub fn begin() -> Result<Self> {
        let schema = Arc::new(parse_message_type(SCHEMA)?);
        let unit = KeyValue::new("offset_unit".to_owned(), "codepoint".to_owned());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("tawsim ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(vec![unit]))
            .build();
        let writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
        Ok(Self(writer))
    }

    /// Compresses rows together and gives what the file has more than before.
    ///
    /// # Errors
    /// What the library says.
    pub fn group(&mut self, rows: &[Row<'_>]) -> Result<Vec<u8>> {
        let mut group = self.0.next_row_group()?;
        let mut number = 0;
        while let Some(mut column) = group.next_column()? {
            write_column(&mut column, number, rows)?;
            column.close()?;
            number += 1;
        }
        group.close()?;
        self.0.flush()?;
        // The library counts what it wrote by itself.
        Ok(std::mem::take(self.0.inner_mut()))
    }

    /// What stands behind the last group.
    ///
    /// # Errors
    /// What the library says.
    pub fn end(self) -> Result<Vec<u8>> {
        self.0.into_inner()
    }
}

fn write_column(
    column: &mut SerializedColumnWriter<'_>,
    number: usize,
    rows: &[Row<'_>],
) -> Result<()> {
    match number {
        0 => texts(column, rows, |row| row.id),
        1 => texts(column, rows, |row| row.title),
        2 => perhaps(column, rows, |row| row.source),
        3 => perhaps(column, rows, |row| row.date),
        4 => perhaps(column, rows, |row| row.url),
        5 => perhaps(column, rows, |row| row.language),
        6 => perhaps(column, rows, |row| row.direction),
        7 => flags(column, rows, |row| row.blind),
        8 => texts(column, rows, |row| row.text),
        9 => text_lists(column, rows, |row| row.tokens.clone()),
        10 => number_lists(column, rows, |row| row.ner_tags.clone()),
        11 => number_lists(column, rows, |row| of_spans(row, |span| span.start)),
        12 => number_lists(column, rows, |row| of_spans(row, |span| span.end)),
        13 => text_lists(column, rows, |row| of_spans(row, |span| span.label)),
        _ => text_lists(column, rows, |row| of_spans(row, |span| span.text)),
    }
}

fn of_spans<'r, T>(row: &Row<'r>, of: impl Fn(&SpanRow<'r>) -> T) -> Vec<T> {
    row.spans.iter().map(of).collect()
}

type Column<'c, 'w> = &'c mut SerializedColumnWriter<'w>;

fn texts<'r>(
    column: Column<'_, '_>,
    rows: &[Row<'r>],
    of: impl Fn(&Row<'r>) -> &'r str,
) -> Result<()> {
    let values: Vec<ByteArray> = rows.iter().map(|row| of(row).into()).collect();
    let column = column.typed::<ByteArrayType>();
    column.write_batch(&values, None, None).map(drop)
}

fn flags(column: Column<'_, '_>, rows: &[Row<'_>], of: impl Fn(&Row<'_>) -> bool) -> Result<()> {
    let values: Vec<bool> = rows.iter().map(of).collect();
    let column = column.typed::<BoolType>();
    column.write_batch(&values, None, None).map(drop)
}

fn perhaps<'r>(
    column: Column<'_, '_>,
    rows: &[Row<'r>],
    of: impl Fn(&Row<'r>) -> Option<&'r str>,
) -> Result<()> {
    let values: Vec<ByteArray> = rows
        .iter()
        .filter_map(|row| Some(of(row)?.into()))
        .collect();
    let there: Vec<i16> = rows
        .iter()
        .map(|row| i16::from(of(row).is_some()))
        .collect();
    let column = column.typed::<ByteArrayType>();
    column.write_batch(&values, Some(&there), None).map(drop)
}

/// The values of lists behind each other, whether there is one, and whether it goes on with a row.
struct Lists<T> {
    values: Vec<T>,
    there: Vec<i16>,
    goes_on: Vec<i16>,
}

impl<T> Lists<T> {
    fn of<I: Into<T>>(lists: impl Iterator<Item = Vec<I>>) -> Self {
        let (mut values, mut there, mut goes_on) = (Vec::new(), Vec::new(), Vec::new());
        for list in lists {
            if list.is_empty() {
                there.push(0);
                goes_on.push(0);
            }
            for (at, value) in list.into_iter().enumerate() {
                there.push(1);
                goes_on.push(i16::from(at > 0));
                values.push(value.into());
            }
        }
        Self {
            values,
            there,
            goes_on,
        }
    }
}

fn text_lists<'r>(
    column: Column<'_, '_>,
    rows: &[Row<'r>],
    of: impl Fn(&Row<'r>) -> Vec<&'r str>,
) -> Result<()> {
    let lists = Lists::<ByteArray>::of(rows.iter().map(of));
    let column = column.typed::<ByteArrayType>();
    let Lists {
        values,
        there,
        goes_on,
    } = lists;
    column
        .write_batch(&values, Some(&there), Some(&goes_on))
        .map(drop)
}

fn number_lists<'r>(
    column: Column<'_, '_>,
    rows: &[Row<'r>],
    of: impl Fn(&Row<'r>) -> Vec<i64>,
) -> Result<()> {
    let lists = Lists::<i64>::of(rows.iter().map(of));
    let column = column.typed::<Int64Type>();
    let Lists {
        values,
        there,
        goes_on,
    } = lists;
    column
        .write_batch(&values, Some(&there), Some(&goes_on))
        .map(drop)
}

/// A file as the library reads it.
struct Chunks(Arc<dyn Pieces>);

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.0.length()
    }
}

impl ChunkReader for Chunks {
    type T = BufReader<Cursor>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(BufReader::new(Cursor::new(Arc::clone(&self.0), start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<bytes::Bytes> {
        // A length that is wrong asks for no more than there is.
        let mut bytes = Vec::new();
        let piece = Cursor::new(Arc::clone(&self.0), start).take(length as u64);
        BufReader::new(piece).read_to_end(&mut bytes)?;
        if bytes.len() < length {
            return Err(ParquetError::EOF(format!(
                "expected {length} bytes at {start}, found {}",
                bytes.len()
            )));
        }
        Ok(bytes.into())
    }
}

/// The columns as the datasets library describes them in the file: the names of classes are there.
pub(super) fn features(file: Arc<dyn Pieces>) -> Option<Value> {
    let read = || -> Option<Value> {
        let reader = SerializedFileReader::new(Chunks(file)).ok()?;
        let known = reader.metadata().file_metadata().key_value_metadata()?;
        let known = known.iter().find(|pair| pair.key == "huggingface")?;
        let mut said: Value = serde_json::from_str(known.value.as_deref()?).ok()?;
        Some(said.get_mut("info")?.get_mut("features")?.take())
    };
    // As below; what is broken is told of when the rows are read.
    panic::catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

/// Gives each row of a file to `take` as JSON, until that wants no more.
///
/// # Errors
/// What the library says about a broken file.
pub(super) fn each_row(
    file: Arc<dyn Pieces>,
    mut take: impl FnMut(Value) -> bool,
) -> std::result::Result<(), String> {
    let read = || -> Result<()> {
        let reader = SerializedFileReader::new(Chunks(file))?;
        for row in reader.get_row_iter(None)? {
            if !take(row?.to_json_value()) {
                break;
            }
        }
        Ok(())
    };
    // The library trusts some lengths in the file and stops the program over broken ones.
    match panic::catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|error| error.to_string()),
        Err(_) => Err("a length in the file is wrong".to_owned()),
    }
}
