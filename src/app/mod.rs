//! The only place where data changes; what both the window and the command line call.
