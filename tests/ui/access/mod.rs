//! The window for people who listen, or who only use the keyboard: what is told to assistive
//! technologies, what they may ask for, and where the keyboard leads.

mod article;
mod consumer;
mod contrast;
mod desk;
mod field;
mod keyboard;
mod names;
mod tree;
