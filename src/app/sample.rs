//! The sample project of the first start: the real article of `seeds/`.

/// The article, as published.
pub const ARTICLE: &str = include_str!("../../seeds/article.txt");

/// Name of the sample project.
pub const NAME: &str = "المشروع التجريبي";

/// Name of the project for articles that are opened without one.
pub const PERSONAL: &str = "مقالاتي";
