//! Moments as people and files write them.

/// Milliseconds since 1970 as date and time to the second, in UTC: `2026-11-25 21:05:41`. Numbers
/// are the same in both languages, as in file names and logs.
#[must_use]
pub fn moment(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    let (year, month, day) = date(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// The same as in RFC 3339: `2026-11-25T21:05:41.250Z`.
#[must_use]
pub fn rfc3339(milliseconds: u64) -> String {
    let moment = moment(milliseconds).replace(' ', "T");
    format!("{moment}.{:03}Z", milliseconds % 1000)
}

/// Year, month and day of the Gregorian calendar, so many days after 1 January 1970. The calendar
/// repeats every 400 years of 146,097 days; years are counted from March, so that the leap day is
/// the last one.
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day_of_month = day - (153 * month + 2) / 5 + 1;
    let calendar = if month < 10 { month + 3 } else { month - 9 };
    (
        era * 400 + year + u64::from(calendar <= 2),
        calendar,
        day_of_month,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (at, said) in [
            (0, "1970-01-01 00:00:00"),
            (951_782_400_000, "2000-02-29 00:00:00"),
            (1_764_104_741_250, "2025-11-25 21:05:41"),
            (4_107_542_399_000, "2100-02-28 23:59:59"),
            (4_107_542_400_000, "2100-03-01 00:00:00"),
        ] {
            assert_eq!(moment(at), said);
        }
        assert_eq!(rfc3339(1_764_104_741_250), "2025-11-25T21:05:41.250Z");
    }
}
