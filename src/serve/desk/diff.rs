//! What a change makes of a file, line by line, to be looked at.

/// The lines around a change that are shown with it.
const AROUND: usize = 2;

/// The lines of a change, each with `+`, `-` or a space before it. All that differs is shown as one stretch, which is what the desk
/// makes: an entry added, a key changed.
pub(super) fn diff(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let first = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let mut out = String::new();
    let mut add = |sign: char, lines: &[&str]| {
        for line in lines {
            out.push(sign);
            out.push_str(line);
            out.push('\n');
        }
    };
    add(' ', &old[first.saturating_sub(AROUND)..first]);
    add('-', &old[first..old.len() - last]);
    add('+', &new[first..new.len() - last]);
    add(' ', &new[new.len() - last..(new.len() - last + AROUND).min(new.len())]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_taken_away_or_changed_is_marked() {
        assert_eq!(diff("", "- a\n  b\n"), "+- a\n+  b\n");
        assert_eq!(diff("a\nb\nc\nd\n", "a\nb\nx\nc\nd\n"), " a\n b\n+x\n c\n d\n");
        assert_eq!(diff("1\n2\n3\nb\nc\n", "1\n2\n3\nB\nc\n"), " 2\n 3\n-b\n+B\n c\n");
        assert_eq!(diff("a\na\n", "a\na\na\n"), " a\n a\n+a\n");
        assert_eq!(diff("a\nb\n", ""), "-a\n-b\n");
        assert_eq!(diff("a\n", "a\n"), " a\n");
    }
}
