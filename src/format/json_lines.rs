//! Files with a JSON object on each line.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

use super::details;
use super::ids::Ids;
use super::links::Links;
use super::problem::{Problem, ProblemKind};
use super::{Sink, lines, stem};
use crate::model::article::ArticleMeta;
use crate::model::dataset::Record;
use crate::model::relation::Relation;
use crate::text::convert::code_points;

/// The key of relations in every format of lines.
const RELATIONS: &str = "\"relations\"";

/// A file of lines being read.
pub(super) struct JsonLines<'f> {
    name: &'f str,
    /// The line being read, from 1.
    pub line: usize,
    /// The id of the article of that line, once it is known.
    pub article: Option<String>,
    ids: Ids,
    /// Where articles and problems go.
    pub sink: &'f mut dyn Sink,
}

impl<'f> JsonLines<'f> {
    /// Before the first line of a file called `name`.
    pub fn new(name: &'f str, sink: &'f mut dyn Sink) -> Self {
        Self {
            name,
            line: 0,
            article: None,
            ids: Ids::default(),
            sink,
        }
    }

    /// Gives `take` each line that is of the shape `T`, with its text; tells of the others.
    ///
    /// # Errors
    /// The input breaks off.
    pub fn each<T: DeserializeOwned>(
        &mut self,
        input: &mut dyn BufRead,
        mut take: impl FnMut(&mut Self, T, &str),
    ) -> io::Result<()> {
        lines::each(input, |at, bytes| {
            (self.line, self.article) = (at, None);
            if let Some((parsed, line)) = self.parse(bytes) {
                take(self, parsed, line);
            }
            !self.sink.enough()
        })
    }

    fn parse<'l, T: DeserializeOwned>(&mut self, bytes: &'l [u8]) -> Option<(T, &'l str)> {
        let line = match std::str::from_utf8(bytes) {
            Ok(line) => line,
            Err(error) => {
                let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                self.report(code_points(&good) + 1, ProblemKind::NotUtf8);
                return None;
            }
        };
        if line.trim().is_empty() {
            return None;
        }
        match serde_json::from_str(line) {
            Ok(parsed) => Some((parsed, line)),
            Err(error) => {
                let before = line.floor_char_boundary(error.column().saturating_sub(1));
                let column = code_points(&line[..before]) + 1;
                self.report(column, ProblemKind::BadJson(plain(&error)));
                None
            }
        }
    }

    /// Tells of something in the line being read.
    pub fn report(&mut self, column: usize, kind: ProblemKind) {
        self.report_at(self.line, column, kind);
    }

    /// Gives the relations of a line to `take`, each by itself, and tells of those that are none.
    pub fn relations<T: DeserializeOwned>(
        &mut self,
        values: Vec<serde_json::Value>,
        line: &str,
        mut take: impl FnMut(T),
    ) {
        let column = column_of(line, RELATIONS);
        for (at, value) in values.into_iter().enumerate() {
            match serde_json::from_value(value) {
                Ok(one) => take(one),
                Err(error) => self.report(column, ProblemKind::BadRelation(at + 1, plain(&error))),
            }
        }
    }

    /// The relations whose ends are in the line; the others are told of.
    pub fn resolve(&mut self, links: Links<()>, line: &str) -> Vec<Relation> {
        let column = column_of(line, RELATIONS);
        links.resolve(|missing| self.report(column, ProblemKind::NoSuchThing(missing.id)))
    }

    /// Tells of something in an earlier line.
    pub fn report_at(&mut self, line: usize, column: usize, kind: ProblemKind) {
        let problem = Problem::new(self.name, (line, column), kind);
        self.sink.problem(problem.within(self.article.as_deref()));
    }

    /// The id given, or one from the file's name and the line; never one that was used before.
    pub fn free_id(&mut self, given: Option<&str>, column: usize) -> String {
        let named = given.filter(|id| !id.trim().is_empty());
        let wanted = named.map_or_else(
            || format!("{}-{}", stem(self.name), self.line),
            str::to_owned,
        );
        let id = self.ids.free(&wanted);
        if id != wanted {
            self.report(column, ProblemKind::DuplicateId(wanted, id.clone()));
        }
        self.article = Some(id.clone());
        id
    }
}

/// What serde says, without the place: that is given in lines and columns of the whole file.
pub(super) fn plain(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.split_once(" at line ")
        .map_or(said.as_str(), |(what, _)| what)
        .to_owned()
}

/// The column of a key, in characters from 1.
pub(super) fn column_of(line: &str, key: &str) -> usize {
    line.find(key).map_or(1, |at| code_points(&line[..at]) + 1)
}

/// A name; other tools number things, and write nothing or something else where nothing is known.
pub(super) fn name_or_number<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<String>, D::Error> {
    Ok(match serde_json::Value::deserialize(from)? {
        serde_json::Value::String(name) => Some(name),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// A value where `null` stands for none.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    from: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// Values by name without those that are `null`.
pub(super) fn present<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<BTreeMap<String, String>, D::Error> {
    let values: Option<BTreeMap<String, Option<String>>> = Option::deserialize(from)?;
    let values = values.unwrap_or_default().into_iter();
    Ok(values
        .filter_map(|(name, value)| Some((name, value?)))
        .collect())
}

/// Whether a flag is set; what is no flag counts as none.
pub(super) fn yes_or_no<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Ok(match serde_json::Value::deserialize(from)? {
        serde_json::Value::Bool(flag) => flag,
        serde_json::Value::String(word) => is_yes(&word),
        _ => false,
    })
}

/// Whether a word sets a flag.
pub(super) fn is_yes(word: &str) -> bool {
    word.trim().eq_ignore_ascii_case("true")
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde wants"
)]
pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}

/// The name of the direction that people chose for an article.
pub(super) fn direction_of(meta: &ArticleMeta) -> Option<String> {
    let direction = meta.direction.map(details::direction_name);
    direction.map(str::to_owned)
}

/// What is known about an article, as keys beside its text.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Meta {
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "name_or_number"
    )]
    pub id: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "name_or_number"
    )]
    title: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "name_or_number"
    )]
    source: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "name_or_number"
    )]
    date: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "name_or_number"
    )]
    url: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "name_or_number"
    )]
    language: Option<String>,
    /// `rtl` or `ltr`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "name_or_number"
    )]
    direction: Option<String>,
    /// Whether the annotator saw no suggestions.
    #[serde(
        default,
        skip_serializing_if = "is_false",
        deserialize_with = "yes_or_no"
    )]
    pub blind: bool,
}

impl Meta {
    /// As it is written.
    pub fn of(record: &Record) -> Self {
        let meta = record.article.meta.clone();
        Self {
            id: Some(record.article.id.to_string()),
            title: Some(meta.title),
            source: meta.source,
            date: meta.date,
            url: meta.url,
            language: meta.language,
            direction: direction_of(&record.article.meta),
            blind: record.blind,
        }
    }

    /// As it was read; the title that the article has stands if the file gives none.
    pub fn fill(self, meta: &mut ArticleMeta) {
        let title = self.title.filter(|title| !title.trim().is_empty());
        if let Some(title) = title {
            meta.title = title;
        }
        meta.source = self.source;
        meta.date = self.date;
        meta.url = self.url;
        meta.language = self.language;
        meta.direction = self.direction.as_deref().and_then(details::direction);
    }
}
